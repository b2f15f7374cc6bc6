// RUN: %check %s
//
// Assertions with a text in what is returned or thrown from a handler, in a
// template: such a text is an expression without a type.

#include "mini/mini.h"

using namespace std::chrono_literals;

template <class... T> struct attempts {
  template <unsigned N> mini::task<bool> answers() {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      co_return [] {
        static_assert(N < sizeof...(T), "index is too large");
        return false;
      }();
    }
    co_return true;
  }
  template <unsigned N> mini::task<> throws() {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      throw[] {
        static_assert(N < sizeof...(T), "index is too large");
        return 1;
      }
      ();
    }
  }
};

mini::task<> uses() {
  attempts<int> Each;
  co_await Each.answers<0>();
  co_await Each.throws<0>();
}
