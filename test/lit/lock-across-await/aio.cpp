// RUN: %check %s
// renamed: no (aio)
//
// Mutexes of threads in coroutines of aio: beside its own locks, in the body of a group,
// in what an executor runs, in a generator.

#include <aio/aio.h>

#include <mutex>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::mutex Mutex;
std::vector<int> Rows;

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<> bothKinds(aio::Lock &Lock) {
  auto Held = co_await Lock.scoped();
  std::lock_guard Guard(Mutex); // expect: coro-lock-across-await
  Rows.push_back(co_await load());
}
aio::Coro<> waitsForTheLock(aio::Lock &Lock) {
  std::unique_lock Guard(Mutex); // expect: coro-lock-across-await
  co_await Lock.acquire();
  Rows.clear();
  Lock.release();
}
aio::Coro<> aroundAGroup() {
  std::lock_guard Guard(Mutex); // expect: coro-lock-across-await
  co_await aio::task_group([](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task(load());
    co_return;
  });
}
aio::AsyncGenerator<int> yields() {
  std::lock_guard Guard(Mutex); // expect: coro-lock-across-await
  for (int Each : Rows)
    co_yield Each;
}
aio::Coro<> withLimit() {
  std::scoped_lock Guard(Mutex); // expect: coro-lock-across-await
  Rows.push_back(co_await aio::wait_for(load(), 1s));
}
// Near misses.
aio::Coro<> onAnotherThread() {
  co_await aio::to_thread([] {
    std::lock_guard Guard(Mutex);
    Rows.push_back(1);
  });
}
aio::Coro<> inTheGroup() {
  co_await aio::task_group([](aio::TaskGroup &G) -> aio::Coro<> {
    {
      std::lock_guard Guard(Mutex);
      Rows.push_back(2);
    }
    G.create_task(load());
    co_return;
  });
}
aio::Coro<> startsOnly() {
  aio::Task<int> Running = [] {
    std::lock_guard Guard(Mutex);
    return aio::create_task(load());
  }();
  co_await Running;
}
aio::Coro<> makesOnly() {
  std::unique_lock Guard(Mutex);
  auto Work = load();
  Guard.unlock();
  Rows.push_back(co_await std::move(Work));
}
aio::Coro<> byGuardOfAio(aio::Lock &Lock, aio::Semaphore &Free) {
  auto Held = co_await Lock.scoped();
  auto One = co_await Free.scoped();
  Rows.push_back(co_await load());
}
aio::AsyncGenerator<int> copies() {
  std::unique_lock Guard(Mutex);
  auto Copy = Rows;
  Guard.unlock();
  for (int Each : Copy)
    co_yield Each;
}
