// RUN: %check %s
//
// Wrappers that put the exception where somebody will take it lose nothing,
// even where they answer or go on.

#include "mini/mini.h"

#include <exception>
#include <functional>
#include <future>
#include <optional>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

template <typename T> struct Slot {
  std::optional<T> Value;
  std::exception_ptr Error;

  T take() {
    if (Error)
      std::rethrow_exception(Error);
    return *std::move(Value);
  }
};

mini::task<int> work() {
  co_await mini::sleep_for(1ms);
  co_return 1;
}

mini::detached fill(mini::task<int> Work, Slot<int> &Into, mini::event &Done) {
  try {
    Into.Value = co_await std::move(Work);
  } catch (...) {
    Into.Error = std::current_exception();
  }
  Done.set();
}

mini::detached fulfil(mini::task<int> Work, std::promise<int> Into) {
  try {
    Into.set_value(co_await std::move(Work));
  } catch (...) {
    Into.set_exception(std::current_exception());
  }
}

mini::task<> fill_all(std::vector<mini::task<int>> Works,
                      std::vector<Slot<int>> &Into) {
  for (auto &Work : Works) {
    Slot<int> &Mine = Into.emplace_back();
    try {
      Mine.Value = co_await std::move(Work);
    } catch (...) {
      Mine.Error = std::current_exception();
    }
  }
}

mini::detached call_back(mini::task<int> Work,
                         std::function<void(std::exception_ptr, int)> Done) {
  std::exception_ptr Error;
  int Value = 0;
  try {
    Value = co_await std::move(Work);
  } catch (...) {
    Error = std::current_exception();
  }
  Done(Error, Value);
}

mini::task<Slot<int>> as_a_value(mini::task<int> Work) {
  Slot<int> Result;
  try {
    Result.Value = co_await std::move(Work);
  } catch (...) {
    Result.Error = std::current_exception();
  }
  co_return Result;
}

// Only that there was one is kept, and nobody can tell which.
mini::task<> fill_flags(std::vector<mini::task<int>> Works,
                        std::vector<bool> &Failed) {
  for (auto &Work : Works) {
    try {
      co_await std::move(Work);
      Failed.push_back(false);
    } catch (...) { // expect: coro-unhandled-cancellation
      Failed.push_back(true);
    }
  }
}

mini::task<int> default_value(mini::task<int> Work) {
  Slot<int> Result;
  try {
    Result.Value = co_await std::move(Work);
  } catch (...) { // expect: coro-unhandled-cancellation
    Result.Value = 0;
  }
  co_return Result.take();
}
