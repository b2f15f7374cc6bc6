// RUN: %check %s
//
// A task type whose promise is found through std::coroutine_traits, and
// functions that are only declared here.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

// Knows nothing of coroutines itself.
template <typename T> class Answer {
public:
  struct State {
    std::coroutine_handle<> Frame;
    T Value{};
  };
  explicit Answer(State *Shared) : Shared(Shared) {}
  Answer(Answer &&Other) noexcept
      : Shared(std::exchange(Other.Shared, nullptr)) {}
  ~Answer() {
    if (Shared)
      Shared->Frame.destroy();
  }
  State *state() const { return Shared; }

private:
  State *Shared;
};

template <typename T> struct AnswerPromise {
  typename Answer<T>::State Shared;
  std::coroutine_handle<> Waiting;

  Answer<T> get_return_object() {
    Shared.Frame = std::coroutine_handle<AnswerPromise>::from_promise(*this);
    return Answer<T>(&Shared);
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_value(T Given) { Shared.Value = std::move(Given); }
  void unhandled_exception() { std::terminate(); }
};

template <typename T, typename... Args>
struct std::coroutine_traits<Answer<T>, Args...> {
  using promise_type = AnswerPromise<T>;
};

template <typename T> auto operator co_await(const Answer<T> &Asked) {
  struct Awaiter {
    typename Answer<T>::State *Shared;
    bool await_ready() const { return false; }
    bool await_suspend(std::coroutine_handle<>) const {
      Shared->Frame.resume();
      return false;
    }
    T await_resume() const { return std::move(Shared->Value); }
  };
  return Awaiter{Asked.state()};
}

Answer<int> remote(int Id);
Answer<int> doubled(int Id) { co_return 2 * co_await remote(Id); }
Answer<std::unique_ptr<int>> boxed(int Id);

struct Client {
  Answer<int> ask(int Id);
  static Answer<int> connect() { co_return 0; }
};

Answer<int> asks(Client &Shared, bool Known) {
  remote(1);  // expect: coro-never-awaited
  doubled(2); // expect: coro-never-awaited
  boxed(3);   // expect: coro-never-awaited
  int Sum = co_await remote(4) + *co_await boxed(5);
  auto Lost = doubled(6); // expect: coro-never-awaited
  auto Kept = doubled(7);
  Sum += co_await Kept;
  Shared.ask(8);     // expect: coro-never-awaited
  Client::connect(); // expect: coro-never-awaited
  co_await Client::connect();
  auto Early = Shared.ask(9); // expect: coro-never-awaited
  if (Known)
    co_return Sum;
  co_return Sum + co_await Early;
}

mini::task<> mixes() {
  (void)remote(1); // expect: coro-never-awaited
  static_cast<void>(co_await remote(2));
}
