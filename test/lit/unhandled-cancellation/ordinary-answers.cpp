// RUN: %check %s
//
// The caller of a coroutine that was told to stop gets an answer that looks
// like any other.

#include "mini/mini.h"

#include <optional>
#include <string>

using namespace std::chrono_literals;

enum class Outcome { Done, Failed };

mini::task<int> measure();

mini::task<int> minus_one() {
  try {
    co_await mini::sleep_for(1ms);
    co_return 5;
  } catch (...) { // expect: coro-unhandled-cancellation
    co_return -1;
  }
}

mini::task<bool> as_false() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return false;
  }
  co_return true;
}

mini::task<std::optional<int>> nothing() {
  std::optional<int> Found;
  try {
    Found = co_await measure();
  } catch (...) { // expect: coro-unhandled-cancellation
    Found.reset();
  }
  co_return Found;
}

mini::task<Outcome> after_the_handler() {
  Outcome Result = Outcome::Done;
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    Result = Outcome::Failed;
  }
  co_return Result;
}

mini::task<std::string> text() {
  try {
    int Value = co_await measure();
    co_return std::to_string(Value);
  } catch (...) { // expect: coro-unhandled-cancellation
  }
  co_return "unknown";
}

mini::task<int> measure() {
  co_await mini::sleep_for(1ms);
  co_return 7;
}

// Errors get an ordinary answer; a stop passes.
mini::task<int> errors_only() {
  try {
    co_return co_await measure();
  } catch (const std::exception &) {
    co_return -1;
  }
}

// There is no answer to give.
mini::task<> no_answer() {
  try {
    co_await measure();
  } catch (...) {
    co_return;
  }
}

// The answer is given before anything is awaited.
mini::task<int> computed() {
  int Value = 0;
  try {
    Value = std::stoi("12");
  } catch (...) {
    co_return -1;
  }
  co_await mini::sleep_for(1ms);
  co_return Value;
}
