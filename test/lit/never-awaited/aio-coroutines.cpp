// RUN: %check %s
// renamed: no (aio)
//
// aio: a coroutine object runs when it is awaited or made a task.

#include <aio/aio.h>

#include <chrono>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

aio::Coro<void> flush(int Id);
aio::Coro<int> count() { co_return 1; }
aio::AsyncGenerator<int> pages(int N);

aio::Coro<int> basics(bool Wanted) {
  flush(1); // expect: coro-never-awaited
  co_await flush(2);
  aio::sleep(10ms); // expect: coro-never-awaited
  co_await aio::sleep(10ms);
  auto Lost = count();   // expect: coro-never-awaited
  auto Early = flush(3); // expect: coro-never-awaited
  if (!Wanted)
    co_return 0;
  co_await std::move(Early);
  auto Running = aio::create_task(count());
  auto Timed = aio::wait_for(count(), 1s);
  co_return co_await Running + co_await std::move(Timed);
}

aio::Coro<void> locks(aio::Lock &Lock, aio::Semaphore &Permits,
                      aio::Event &Event, aio::Queue<int> &Queue) {
  {
    auto Guard = Lock.scoped(); // expect: coro-never-awaited
    co_await flush(1);
  }
  {
    auto Guard = co_await Lock.scoped();
    co_await flush(2);
  }
  Permits.acquire(); // expect: coro-never-awaited
  Permits.release();
  Event.wait(); // expect: coro-never-awaited
  Event.set();
  Queue.put(1); // expect: coro-never-awaited
  co_await Queue.put(co_await Queue.get());
}

aio::Coro<void> groups() {
  aio::TaskGroup Group;
  Group.create_task(flush(1));
  auto Second = flush(2);
  Group.create_task(std::move(Second));
  co_await Group.join();
  Group.join(); // expect: coro-never-awaited
  co_await aio::gather(flush(3), flush(4));
  std::vector<aio::Coro<void>> Works;
  Works.push_back(flush(5));
  co_await aio::gather(std::move(Works));
  std::vector<aio::Coro<void>> Lost;
  Lost.push_back(flush(6)); // expect: coro-never-awaited
}

aio::Coro<int> generators(int N) {
  pages(N);             // expect: coro-never-awaited
  auto Lost = pages(N); // expect: coro-never-awaited
  auto Pages = pages(N);
  int Sum = 0;
  while (auto Page = co_await Pages.next())
    Sum += *Page;
  co_return Sum;
}

aio::Coro<void> offloads() {
  aio::to_thread([] { return 1; }); // expect: coro-never-awaited
  co_await aio::to_thread([] { return 2; });
  aio::Future<int> Answer;
  aio::get_running_loop().call_soon(
      [Answer]() mutable { Answer.set_result(42); });
  co_await Answer;
}

int main() {
  flush(1); // expect: coro-never-awaited
  return aio::run(basics(true));
}
