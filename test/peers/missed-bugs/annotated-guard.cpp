// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A guard with the annotations of Clang's thread safety analysis holds its
// mutex where the result of a `co_await` initialises a variable. clang-tidy
// does not look into declarations.

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
class SCOPED_CAPABILITY MutexLock {
public:
  explicit MutexLock(Mutex &M) ACQUIRE(M) : Held(M) { M.lock(); }
  ~MutexLock() RELEASE() { Held.unlock(); }

private:
  Mutex &Held;
};

Mutex Guards;

aio::Coro<std::size_t> loads() {
  co_await aio::sleep(0s);
  co_return 1;
}

aio::Coro<> initialises() {
  MutexLock Lock(Guards); // expect: coro-lock-across-await
  std::size_t New = co_await loads();
  Sum += New;
}

aio::Coro<> loadsFirst() {
  std::size_t New = co_await loads();
  MutexLock Lock(Guards);
  Sum += New;
}

aio::Coro<> program() {
  co_await initialises();
  co_await aio::sleep(0s);
  co_await loadsFirst();
}

int main() { aio::run(program()); }
