// RUN: %check %s
// renamed: no (an asynchronous lock is known by its name)
//
// A coroutine of the object takes its turn at a lock: it waits for who has the lock,
// and not for the work.

#include "mini/mini.h"

#include <chrono>
#include <string>

using namespace std::chrono_literals;

class Cache {
public:
  mini::task<> use(std::string Name) {
    co_await mini::sleep_for(1ms);
    Size += Name.size();
    Used.set();
  }
  mini::task<std::size_t> size() {
    auto Lock = co_await Mutex.lock();
    co_return Size;
  }
  mini::task<std::size_t> usedSize() {
    auto Lock = co_await Mutex.lock();
    co_await Used.wait();
    co_return Size;
  }

private:
  std::size_t Size = 0;
  mini::mutex Mutex;
  mini::event Used;
};

mini::task<std::size_t> asks() {
  Cache Names;
  mini::spawn(Names.use("a")); // expect: coro-local-in-spawned-task
  co_return co_await Names.size();
}
// Near miss: it waits as well.
mini::task<std::size_t> waits() {
  Cache Names;
  mini::spawn(Names.use("a"));
  co_return co_await Names.usedSize();
}
