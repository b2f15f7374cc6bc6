// RUN: %check %s
//
// Lazy and eager tasks side by side: each is judged by its own promise.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <utility>

// Both kinds from one template: the promise says which.
template <bool Lazy> class Work {
public:
  struct promise_type {
    std::coroutine_handle<> Waiting;
    Work get_return_object() {
      return Work(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    auto initial_suspend() noexcept {
      if constexpr (Lazy)
        return std::suspend_always();
      else
        return std::suspend_never();
    }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  explicit Work(std::coroutine_handle<promise_type> Frame) : Frame(Frame) {}
  Work(Work &&Other) noexcept : Frame(std::exchange(Other.Frame, {})) {}
  ~Work() {
    if (Frame)
      Frame.destroy();
  }
  bool await_ready() const { return Frame.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const {
    return Frame;
  }
  void await_resume() const {}

private:
  std::coroutine_handle<promise_type> Frame;
};

using LazyWork = Work<true>;
using EagerWork = Work<false>;

LazyWork lazy(int Id);
EagerWork eager(int Id);
mini::task<> flush(int Id);
mini::future<> save(int Id);
mini::detached beat();

mini::task<> statements() {
  lazy(1);  // expect: coro-never-awaited
  eager(1); // expect: coro-dropped-eager-task
  flush(1); // expect: coro-never-awaited
  save(1);  // expect: coro-dropped-eager-task
  beat();
  (void)lazy(2); // expect: coro-never-awaited
  (void)eager(2);
  (void)flush(2); // expect: coro-never-awaited
  (void)save(2);
  co_await lazy(3);
  co_await eager(3);
}

mini::task<> variables(bool Wanted) {
  auto Lazy = lazy(1);   // expect: coro-never-awaited
  auto Eager = eager(1); // expect: coro-dropped-eager-task
  auto Flush = flush(1); // expect: coro-never-awaited
  auto Save = save(1);   // expect: coro-dropped-eager-task
  auto Beat = beat();
  if (!Wanted)
    co_return;
  co_await std::move(Lazy);
  co_await std::move(Eager);
  co_await std::move(Flush);
  co_await std::move(Save);
}

template <typename Make> mini::task<> twice(Make Call) {
  co_await Call(1);
  auto Second = Call(2);
  co_await std::move(Second);
}

mini::task<> templates() {
  co_await twice(lazy);
  co_await twice(eager);
  twice(save); // expect: coro-never-awaited
  mini::spawn(twice(flush));
}

LazyWork wraps(EagerWork Given) { co_await std::move(Given); }
EagerWork starts(LazyWork Given) { co_await std::move(Given); }

mini::task<> conversions() {
  co_await wraps(eager(1));
  co_await starts(lazy(2));
  auto Third = eager(3);
  wraps(std::move(Third)); // expect: coro-never-awaited
  auto Fourth = lazy(4);
  starts(std::move(Fourth)); // expect: coro-dropped-eager-task
}
