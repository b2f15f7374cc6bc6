// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A guard of aio's asynchronous lock, annotated for Clang's thread safety
// analysis: it is made to be held while suspended. clang-tidy takes every class
// with the annotation for one that must not live then.

#include <aio/aio.h>

using namespace std::chrono_literals;

std::size_t Sum = 0;

#define CAPABILITY(NAME) __attribute__((capability(NAME)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))

class CAPABILITY("mutex") CoroLock {
public:
  aio::Coro<> acquire() { return Inner.acquire(); }
  void release() { Inner.release(); }

private:
  aio::Lock Inner;
};
class SCOPED_CAPABILITY Acquired {
public:
  explicit Acquired(CoroLock &L) ACQUIRE(L) : Of(L) {}
  ~Acquired() RELEASE() { Of.release(); }

private:
  CoroLock &Of;
};

CoroLock Guards;

aio::Coro<> adds() {
  co_await Guards.acquire();
  Acquired Held(Guards); // clang-tidy: misc-coroutine-hostile-raii
  co_await aio::sleep(1ms);
  ++Sum;
}

aio::Coro<> program() { co_await aio::gather(adds(), adds()); }

int main() { aio::run(program()); }
