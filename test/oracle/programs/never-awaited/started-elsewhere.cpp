// RUN: %oracle %s
// shows: nothing
//
// Coroutines that others run: tasks, gather, a group, a timeout, a lambda that
// was moved into a task.

#include <aio/aio.h>

#include <vector>

using namespace std::chrono_literals;

int Ran = 0;

aio::Coro<int> job(int N) {
  co_await aio::sleep(1ms);
  Ran += N;
  co_return N;
}

aio::Coro<> program() {
  auto T = aio::create_task(job(1));
  auto [A, B] = co_await aio::gather(job(2), job(3));
  std::vector<aio::Coro<int>> Many;
  Many.push_back(job(4));
  Many.push_back(job(5));
  auto All = co_await aio::gather(std::move(Many));
  aio::TaskGroup Group;
  auto InGroup = Group.create_task(job(6));
  co_await Group.join();
  int InTime = co_await aio::wait_for(job(7), 1s);
  Ran += A + B + All[0] + InTime + InGroup.result();
  Ran += co_await T;
}

int main() { aio::run(program()); }
