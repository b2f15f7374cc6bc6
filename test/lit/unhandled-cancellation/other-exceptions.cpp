// RUN: %check %s
//
// A stop that leaves as another exception is a failure to whoever sees it.

#include "mini/mini.h"

#include <exception>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

struct ReadFailed : std::runtime_error {
  using runtime_error::runtime_error;
};

mini::task<int> load() {
  co_await mini::sleep_for(1ms);
  co_return 3;
}

mini::task<int> replaced() {
  try {
    co_return co_await load();
  } catch (...) { // expect: coro-unhandled-cancellation
    throw std::runtime_error("load failed");
  }
}

mini::task<> replaced_by_type() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    throw ReadFailed("cancelled");
  }
}

[[noreturn]] void fail(const std::string &What) { throw ReadFailed(What); }

mini::task<int> replaced_in_a_helper(std::string Name) {
  try {
    co_return co_await load();
  } catch (...) { // expect: coro-unhandled-cancellation
    fail("cannot load " + Name);
  }
}

mini::task<int> thrown_later() {
  bool Failed = false;
  int Value = 0;
  try {
    Value = co_await load();
  } catch (...) { // expect: coro-unhandled-cancellation
    Failed = true;
  }
  if (Failed)
    throw ReadFailed("load");
  co_return Value;
}

// A cancellation is thrown in place of a cancellation.
mini::task<int> thrown_anew() {
  try {
    co_return co_await load();
  } catch (const mini::cancelled &) {
    throw mini::cancelled{};
  }
}

// Only an error becomes another error.
mini::task<int> errors_replaced() {
  try {
    co_return co_await load();
  } catch (const std::exception &E) {
    throw ReadFailed(E.what());
  }
}

// The stop leaves by the first handler.
mini::task<int> stop_first() {
  try {
    co_return co_await load();
  } catch (const mini::cancelled &) {
    throw;
  } catch (...) {
    throw ReadFailed("load");
  }
}
