// RUN: %oracle-asan %s
// shows: nothing
//
// The object has a group for its work, and is awaited until that has ended; or the work
// needs no object.

#include <aio/aio.h>

#include <memory>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

class Poller {
public:
  ~Poller() { Turns = 0; }
  aio::Coro<> run() {
    co_await aio::task_group([this](aio::TaskGroup &G) -> aio::Coro<> {
      G.create_task(poll());
      G.create_task(poll());
      co_return;
    });
  }

private:
  aio::Coro<> poll() {
    co_await aio::sleep(1ms);
    ++Turns;
  }
  int Turns = 0;
};

class Starter {
public:
  ~Starter() { Count = 0; }
  aio::Task<> start() { return aio::create_task(counts(Count)); }

private:
  static aio::Coro<> counts(int N) {
    co_await aio::sleep(1ms);
    Sum += std::size_t(N);
  }
  int Count = 3;
};

aio::Coro<> program() {
  auto P = std::make_unique<Poller>();
  co_await P->run();
  P.reset();
  auto S = std::make_unique<Starter>();
  auto Running = S->start();
  S.reset();
  co_await Running;
}

int main() { aio::run(program()); }
