// RUN: %check %s
//
// Task types of one's own: what may be awaited once, and what is started by a member
// function, by a driver, or by being given away.

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

/// Lazy; its end resumes whoever awaits it. The frame is resumed without a question.
template <class T> class once {
public:
  struct promise_type {
    std::coroutine_handle<> Next = std::noop_coroutine();
    std::variant<std::monostate, T, std::exception_ptr> Given;
    once get_return_object() {
      return once(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct goes_on {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<>
        await_suspend(std::coroutine_handle<promise_type> H) noexcept {
          return H.promise().Next;
        }
        void await_resume() noexcept {}
      };
      return goes_on{};
    }
    void return_value(T V) { Given.template emplace<1>(std::move(V)); }
    void unhandled_exception() {
      Given.template emplace<2>(std::current_exception());
    }
  };
  once(once &&O) noexcept : Frame(std::exchange(O.Frame, {})) {}
  once &operator=(once &&O) noexcept {
    std::swap(Frame, O.Frame);
    return *this;
  }
  ~once() {
    if (Frame)
      Frame.destroy();
  }
  auto operator co_await() noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> Frame;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> H) noexcept {
        Frame.promise().Next = H;
        return Frame;
      }
      T await_resume() {
        auto &Given = Frame.promise().Given;
        if (Given.index() == 2)
          std::rethrow_exception(std::get<2>(Given));
        return std::move(std::get<1>(Given));
      }
    };
    return awaiter{Frame};
  }

private:
  explicit once(std::coroutine_handle<promise_type> F) : Frame(F) {}
  std::coroutine_handle<promise_type> Frame;
};

once<int> load() { co_return 1; }
once<int> twiceByName() {
  auto Work = load();
  int Sum = co_await Work;
  co_return Sum + co_await Work; // expect: coro-double-await
}
once<int> again(once<int> Work) {
  for (;;) {
    try {
      co_return co_await Work; // expect: coro-double-await
    } catch (const std::runtime_error &) {
    }
  }
}
// Near misses.
once<int> swapped() {
  auto Work = load();
  int Sum = co_await Work;
  auto Other = load();
  Work = std::move(Other);
  co_return Sum + co_await Work;
}
once<int> inAnOptional() {
  std::optional<once<int>> Work;
  int Sum = 0;
  while (Sum < 3) {
    if (!Work)
      Work.emplace(load());
    Sum += co_await *Work;
    Work.reset();
  }
  co_return Sum;
}
once<int> eachInItsScope() {
  int Sum = 0;
  {
    auto Work = load();
    Sum += co_await Work;
  }
  {
    auto Work = load();
    Sum += co_await Work;
  }
  co_return Sum;
}
once<int> failsThenAgain() {
  auto Work = load();
  bool Failed = false;
  int Got = 0;
  try {
    Got = co_await Work;
  } catch (const std::runtime_error &) {
    Failed = true;
  }
  if (Failed) {
    Work = load();
    Got = co_await Work;
  }
  co_return Got;
}
