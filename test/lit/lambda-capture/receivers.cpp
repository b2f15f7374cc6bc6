// RUN: %check %s
//
// What a receiver does with the closure decides: keep it until its task has
// ended, or only the task.

#include "mini/mini.h"

#include <functional>
#include <utility>
#include <vector>

int Sum = 0;

// Keeps the closure in its frame.
template <typename F> mini::task<> keeps(F Step) {
  co_await mini::yield();
  co_await Step();
}
// Keeps a reference to it.
template <typename F> mini::task<> refers(F &&Step) {
  co_await mini::yield();
  co_await Step();
}
// Calls it and gives back the task.
template <typename F> auto calls(F Step) { return Step(); }
template <typename F> void starts(mini::loop &Loop, F Step) {
  mini::spawn(Loop, Step());
}
template <typename F> void startsReferred(mini::loop &Loop, F &&Step) {
  mini::spawn(Loop, std::forward<F>(Step)());
}

mini::task<> bad(mini::loop &Loop, int N) {
  starts(Loop, [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  startsReferred(Loop, [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  auto A = calls([N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  auto B = refers([N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  co_await std::move(A);
  co_await std::move(B);
}

mini::task<> good(mini::loop &Loop, int N) {
  auto A = keeps([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  co_await std::move(A);
  co_await refers([N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  auto Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto B = refers(Step);
  co_await std::move(B);
  mini::spawn(Loop, keeps([N]() -> mini::task<> {
                co_await mini::yield();
                Sum += N;
              }));
}
