// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A capability need not be a lock: here it says that the code runs on the
// loop's thread, and entering it locks nothing. A coroutine of one loop comes
// back on the same thread. All is right, and clang-tidy reports the object.

#include <aio/aio.h>

#include <thread>

using namespace std::chrono_literals;

std::size_t Sum = 0;

#define CAPABILITY(NAME) __attribute__((capability(NAME)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))

class CAPABILITY("role") LoopThread {
public:
  void enter() ACQUIRE() { Entered = std::this_thread::get_id(); }
  void leave() RELEASE() { ++Left; }

private:
  std::thread::id Entered;
  int Left = 0;
};
class SCOPED_CAPABILITY OnLoop {
public:
  explicit OnLoop(LoopThread &T) ACQUIRE(T) : Of(T) { T.enter(); }
  ~OnLoop() RELEASE() { Of.leave(); }

private:
  LoopThread &Of;
};

LoopThread Loop;

aio::Coro<> program() {
  OnLoop Here(Loop); // clang-tidy: misc-coroutine-hostile-raii
  co_await aio::sleep(0s);
  ++Sum;
}

int main() { aio::run(program()); }
