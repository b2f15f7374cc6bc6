// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A guard with the annotations of Clang's thread safety analysis, which can let
// go early and has done so when the coroutine is suspended: all is right.
// clang-tidy reports every object of such a class that is in scope.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

#define CAPABILITY(NAME) __attribute__((capability(NAME)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))

class CAPABILITY("mutex") Mutex {
public:
  void lock() ACQUIRE() { Inner.lock(); }
  void unlock() RELEASE() { Inner.unlock(); }

private:
  std::mutex Inner;
};
class SCOPED_CAPABILITY ReleasableLock {
public:
  explicit ReleasableLock(Mutex &M) ACQUIRE(M) : Held(&M) { M.lock(); }
  ~ReleasableLock() RELEASE() {
    if (Held)
      Held->unlock();
  }
  void release() RELEASE() {
    Held->unlock();
    Held = nullptr;
  }

private:
  Mutex *Held;
};

Mutex Guards;

aio::Coro<> program() {
  ReleasableLock Lock(Guards); // clang-tidy: misc-coroutine-hostile-raii
  ++Sum;
  Lock.release();
  co_await aio::sleep(0s);
}

int main() { aio::run(program()); }
