// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// The same mistake in lambdas, members, templates and macros.

#include "mini/mini.h"

#include <utility>

using namespace std::chrono_literals;

int Errors = 0;

template <typename Delay> mini::task<> in_a_template(Delay Each, int Turns) {
  while (Turns-- > 0) {
    try {
      co_await mini::sleep_for(Each);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}
template mini::task<> in_a_template(std::chrono::milliseconds, int);

template <bool Strict> mini::task<> decided_by_the_instance() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      if constexpr (Strict)
        throw;
      ++Errors;
    }
  }
}
template mini::task<> decided_by_the_instance<true>();

[[maybe_unused]] auto InALambda = [](int Turns) -> mini::task<> {
  for (; Turns > 0; --Turns) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
      continue;
    }
  }
};

class Heartbeat {
public:
  virtual ~Heartbeat() = default;
  virtual mini::task<> run() {
    while (Missed < 1000) {
      try {
        co_await beat();
      } catch (...) { // expect: coro-unhandled-cancellation
        ++Missed;
      }
    }
  }
  static mini::task<int> once(Heartbeat &H) {
    try {
      co_await H.beat();
    } catch (...) { // expect: coro-unhandled-cancellation
      co_return 0;
    }
    co_return 1;
  }

protected:
  mini::task<> beat() { co_await mini::sleep_for(10ms); }

private:
  int Missed = 0;
};

#define IGNORE_ERRORS(...)                                                     \
  try {                                                                        \
    __VA_ARGS__;                                                               \
  } catch (...) {                                                              \
  }
#define PASS_ERRORS(...)                                                       \
  try {                                                                        \
    __VA_ARGS__;                                                               \
  } catch (...) {                                                              \
    ++Errors;                                                                  \
    throw;                                                                     \
  }

mini::task<> in_a_macro() {
  for (;;) {
    IGNORE_ERRORS(co_await mini::sleep_for(1ms)) // expect: coro-unhandled-cancellation
    IGNORE_ERRORS(++Errors)
  }
}

mini::task<> in_another_macro() {
  for (;;) {
    PASS_ERRORS(co_await mini::sleep_for(1ms))
  }
}

mini::task<> macro_at_the_end() {
  IGNORE_ERRORS(co_await mini::sleep_for(1ms))
}
