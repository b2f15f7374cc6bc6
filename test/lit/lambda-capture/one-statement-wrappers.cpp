// RUN: %check %s
//
// A wrapper that refers to the closure is good for the statement that makes both, and
// not for who keeps it.

#include "mini/mini.h"

#include <type_traits>
#include <utility>

int Sum = 0;

template <typename F> struct referring {
  std::remove_reference_t<F> *Body;
  auto operator()() { return (*Body)(); }
};
/// The closure has to live as long as what is made here.
template <typename F> referring<F> refer(F &&Body) { return {&Body}; }

template <typename F> mini::task<> keeps(F Step) {
  co_await mini::yield();
  co_await Step();
}

mini::task<> good(int N) {
  co_await keeps(refer([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  }));
  co_await refer([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  })();
  auto Step = [&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto Work = keeps(refer<decltype(Step) &>(Step));
  co_await std::move(Work);
}
