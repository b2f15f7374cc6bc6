// RUN: %check %s
// renamed: no (aio)
//
// What is awaited behind a shield goes on when the time is up, or when the one who
// awaits is cancelled. Near misses: it is awaited after the handler; the
// handler takes what the task throws; there is no shield.

#include <aio/aio.h>

#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

void log(const std::string &Text);
aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(1s);
  log(Text);
}

aio::Coro<> timeIsUp() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  try {
    co_await aio::wait_for(aio::shield(Task), 10ms);
  } catch (const aio::TimeoutError &) {
    log("slow");
  }
}
aio::Coro<> timeIsUpOfABlock() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  try {
    co_await aio::timeout(10ms, [&] { return aio::shield(Task); });
  } catch (aio::TimeoutError &) {
  }
}
aio::Coro<> cancelled() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text)); // expect: coro-local-in-spawned-task
  try {
    co_await aio::shield(Task);
  } catch (const aio::CancelledError &) { // expect: coro-unhandled-cancellation
    throw std::runtime_error("stopped");
  }
}
aio::Coro<> leavesEarly(bool Quick) {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  try {
    co_await aio::wait_for(aio::shield(Task), 10ms);
    co_return;
  } catch (const aio::TimeoutError &) {
    if (Quick)
      co_return;
  }
  co_await Task;
}

// Near misses.
aio::Coro<> awaitedAfterTheHandler() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  try {
    co_await aio::wait_for(aio::shield(Task), 10ms);
    co_return;
  } catch (const aio::TimeoutError &) {
    log("slow");
  }
  co_await Task;
}
aio::Coro<> cancelledWhenLate() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  bool Late = false;
  try {
    co_await aio::wait_for(aio::shield(Task), 10ms);
  } catch (const aio::TimeoutError &) {
    Late = true;
  }
  if (Late) {
    Task.cancel();
    co_await aio::wait(std::vector{Task});
  }
}
aio::Coro<> againUntilItEnds() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  for (;;) {
    try {
      co_await aio::wait_for(aio::shield(Task), 10ms);
      break;
    } catch (const aio::TimeoutError &) {
      log("still at it");
    }
  }
}
aio::Coro<> errorOfTheTask() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  try {
    co_await aio::shield(Task);
  } catch (const std::runtime_error &) {
    log("failed");
  }
}
aio::Coro<> noShield() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  try {
    co_await aio::wait_for(Task, 10ms);
  } catch (const aio::TimeoutError &) {
  }
}
aio::Coro<> notCaughtHere() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  co_await aio::wait_for(aio::shield(Task), 10s);
}
aio::Coro<> usesNothingOfThis() {
  auto Task = aio::create_task(aio::sleep(1s));
  try {
    co_await aio::wait_for(aio::shield(Task), 10ms);
    co_return;
  } catch (const aio::TimeoutError &) {
    log("slow");
  }
  co_await Task;
}
