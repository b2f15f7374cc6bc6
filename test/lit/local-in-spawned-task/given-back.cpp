// RUN: %check %s
//
// True: a plain function starts the task and gives it back, and what the task uses ends
// before it is awaited. Near misses: it ends after that.
//
// renamed: keep-models

#include <aio/aio.h>

#include <optional>
#include <string>

using namespace std::chrono_literals;

int Sum = 0;
aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(2ms);
  Sum += int(Text.size());
}
aio::Task<> startsOn(const std::string &Text) {
  return aio::create_task(prints(Text));
}

struct Starter {
  std::string Name = "name";
  ~Starter() { ++Sum; }
  aio::Task<> start() { return aio::create_task(prints(Name)); }
};
aio::Coro<> innerScope() {
  std::optional<aio::Task<>> Task;
  {
    Starter Own;
    Task = Own.start(); // expect: coro-local-in-spawned-task
  }
  co_await *Task;
}
aio::Coro<> sameScope() {
  Starter Own;
  auto Task = Own.start();
  co_await Task;
}
aio::Coro<> ofTemporary() {
  auto Task = Starter().start(); // expect: coro-dangling-argument
  co_await Task;
}
aio::Coro<> temporaryArgument() {
  auto Task = startsOn("text"); // expect: coro-dangling-argument
  co_await Task;
}
aio::Coro<> temporaryAwaited() {
  co_await Starter().start();
  co_await startsOn("text");
}
