// RUN: %check %s
//
// A task type of one's own: lazy, started by a member function, read by a blocking one.

#include <coroutine>
#include <deque>
#include <exception>
#include <string>
#include <utility>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

std::deque<std::coroutine_handle<>> Ready;
struct pause {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Who) const { Ready.push_back(Who); }
  void await_resume() const noexcept {}
};

class job {
public:
  struct promise_type {
    std::coroutine_handle<> Next;
    job get_return_object() {
      return job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct last {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<>
        await_suspend(std::coroutine_handle<promise_type> H) noexcept {
          if (auto Next = H.promise().Next)
            return Next;
          return std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      return last{};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  job(job &&Other) noexcept : Frame(std::exchange(Other.Frame, nullptr)) {}
  ~job() {
    if (Frame)
      Frame.destroy();
  }

  /// Runs it on this thread, and others that are ready, until it has ended.
  void finish() {
    Frame.resume();
    while (!Frame.done()) {
      auto Who = Ready.front();
      Ready.pop_front();
      Who.resume();
    }
  }

  bool await_ready() const noexcept { return Frame.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Who) {
    Frame.promise().Next = Who;
    return Frame;
  }
  void await_resume() {}

private:
  explicit job(std::coroutine_handle<promise_type> H) : Frame(H) {}
  std::coroutine_handle<promise_type> Frame;
};

job use(const std::string &Key) {
  co_await pause();
  Sum += int(Key.size());
}
job use(const std::string &Key, const std::string &Other) {
  co_await pause();
  Sum += int(Key.size() + Other.size());
}

job awaited() {
  co_await use(text(1));
  co_await use(text(1), text(2));
}
void finished() {
  use(text(1)).finish();
  std::string Key = text(2);
  auto Work = use(Key, "other"); // expect: coro-dangling-argument
  Work.finish();
  auto Good = use(Key);
  Good.finish();
}
job returned(std::string Key) {
  return use(Key); // expect: coro-return-without-await
}
job stored() {
  job Work = use(text(1)); // expect: coro-dangling-argument
  co_await Work;
}
job lambda(int N) {
  job Work = [N]() -> job { // expect: coro-lambda-capture
    co_await pause();
    Sum += N;
  }();
  co_await Work;
  [N]() -> job {
    co_await pause();
    Sum += N;
  }().finish();
}
