// RUN: %check %s
//
// Home-made lazy types that are started by a call, run by their destructor, or
// driven through their handle.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <utility>
#include <vector>

template <typename Derived> struct BasicPromise {
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { std::terminate(); }
  Derived get_return_object() {
    using Promise = typename Derived::promise_type;
    return Derived{std::coroutine_handle<Promise>::from_promise(
        static_cast<Promise &>(*this))};
  }
};

/// Starts when it is told to.
struct Job {
  struct promise_type : BasicPromise<Job> {};
  std::coroutine_handle<promise_type> Frame;

  explicit Job(std::coroutine_handle<promise_type> Frame) : Frame(Frame) {}
  Job(Job &&Other) noexcept : Frame(std::exchange(Other.Frame, {})) {}
  ~Job() {
    if (Frame)
      Frame.destroy();
  }
  void start() { Frame.resume(); }
  bool finished() const { return Frame.done(); }

  bool await_ready() const { return Frame.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
    return Frame;
  }
  void await_resume() {}
};

/// Runs at the latest when it is destroyed.
struct Deferred {
  struct promise_type : BasicPromise<Deferred> {};
  std::coroutine_handle<promise_type> Frame;

  explicit Deferred(std::coroutine_handle<promise_type> Frame) : Frame(Frame) {}
  Deferred(Deferred &&Other) noexcept : Frame(std::exchange(Other.Frame, {})) {}
  ~Deferred() {
    if (!Frame)
      return;
    while (!Frame.done())
      Frame.resume();
    Frame.destroy();
  }
};

/// Hands its frame out.
struct Raw {
  struct promise_type : BasicPromise<Raw> {};
  std::coroutine_handle<promise_type> Frame;

  std::coroutine_handle<promise_type> release() {
    return std::exchange(Frame, {});
  }
};

Job copy(int Id);
Deferred cleanUp(int Id);
Raw raw(int Id);

void jobs(bool Wanted) {
  copy(1); // expect: coro-never-awaited
  copy(2).start();
  auto Lost = copy(3); // expect: coro-never-awaited
  auto Kept = copy(4);
  Kept.start();
  auto Looked = copy(5); // expect: coro-never-awaited
  if (Looked.finished())
    return;
  auto Maybe = copy(6); // expect: coro-never-awaited
  if (Wanted)
    Maybe.start();
  std::vector<Job> Jobs;
  Jobs.push_back(copy(7));
  for (auto &Each : Jobs)
    Each.start();
}

mini::task<> awaitsJobs() {
  copy(1); // expect: coro-never-awaited
  co_await copy(2);
}

void destructors(bool Early) {
  cleanUp(1);
  auto Clean = cleanUp(2);
  if (Early)
    return;
  auto Moved = std::move(Clean);
}

void handles() {
  auto First = raw(1);
  First.Frame.resume();
  First.Frame.destroy();
  auto Frame = raw(2).release();
  Frame.resume();
  Frame.destroy();
}
