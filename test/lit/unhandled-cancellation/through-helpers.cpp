// RUN: %check %s
//
// A helper that swallows and ends is harmless at the end of a fibre, and wrong
// when its caller goes on as if nothing had happened.

#include "mini/mini.h"

using namespace std::chrono_literals;

int Errors = 0;

mini::task<> step_quietly() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
}

mini::task<> steps() {
  while (true)
    co_await step_quietly();
}

// Runs whatever it is given, and says nothing.
template <typename Callable> mini::task<> quietly(Callable Work) {
  try {
    co_await Work();
  } catch (...) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
}

mini::task<> two_steps() {
  auto Step = []() -> mini::task<> { co_await mini::sleep_for(1ms); };
  for (;;) {
    co_await quietly(Step);
    ++Errors;
  }
}

mini::task<bool> succeeded(mini::task<> Work) {
  try {
    co_await std::move(Work);
    co_return true;
  } catch (...) { // expect: coro-unhandled-cancellation
    co_return false;
  }
}

// The last thing that the fibre does.
mini::task<> say_goodbye() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    ++Errors;
  }
}

mini::task<> session() {
  co_await mini::sleep_for(1ms);
  co_await say_goodbye();
}

// Started on its own: nobody goes on after it.
mini::task<> background() {
  try {
    while (true)
      co_await mini::sleep_for(1ms);
  } catch (...) {
    ++Errors;
  }
}

mini::task<> starts_background() {
  mini::spawn(background());
  co_await mini::sleep_for(1ms);
  ++Errors;
}

// Lets everything through.
template <typename Callable> mini::task<> counted(Callable Work) {
  try {
    co_await Work();
  } catch (...) {
    ++Errors;
    throw;
  }
}

mini::task<> counted_steps() {
  auto Step = []() -> mini::task<> { co_await mini::sleep_for(1ms); };
  for (;;)
    co_await counted(Step);
}
