// RUN: %check %s
//
// await_suspend uses its awaiter, or the coroutine, when another thread may already have
// resumed it, or when it has done so itself.

#include "mini/mini.h"

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

/// Threads that take work from a queue.
class pool {
public:
  ~pool() { end(); }
  void post(std::function<void()> Work) {
    {
      std::lock_guard Lock(Mutex);
      Queue.push_back(std::move(Work));
    }
    Changed.notify_one();
  }
  void resume(std::coroutine_handle<> Waiting) {
    post([Waiting] { Waiting.resume(); });
  }

private:
  void end();
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Queue;
  std::vector<std::jthread> Threads;
};

struct on_pool {
  pool &Where;
  bool Posted = false;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Where.post([Waiting] { Waiting.resume(); });
    Posted = true; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
};
struct on_pool_by_handle {
  pool *Where;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    Where->resume(Waiting);
    return Count == 0; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
};
struct on_thread {
  std::thread Runner;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Runner = std::thread([Waiting] { Waiting.resume(); });
    // expect@-1: coro-awaiter-use-after-resume {{Runner}}
  }
  void await_resume() { Runner.detach(); }
};
struct on_threads {
  std::vector<std::thread> All;
  int Started = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    std::thread([Waiting] { Waiting(); }).detach();
    note(); // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
  void note() { ++Started; }
};
struct by_member {
  std::coroutine_handle<> Waiting;
  int Value = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) {
    Waiting = H;
    std::thread([this] {
      Value = 1;
      Waiting.resume();
    }).detach();
    Value = 2; // expect: coro-awaiter-use-after-resume
  }
  int await_resume() noexcept { return Value; }
};
struct resumes_itself {
  bool Waits;
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    if (!Waits) {
      Waiting.resume();
      ++Turns; // expect: coro-awaiter-use-after-resume {{resumed}}
      return true;
    }
    ++Turns;
    return false;
  }
  void await_resume() noexcept {}
};
struct resumes_by_copy {
  int Turns = 0;
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> Waiting) {
    std::coroutine_handle<> Any = Waiting;
    Any();
    this->Turns = 1; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
};
struct promises {
  pool &Where;
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> Waiting) {
    auto Work = [Waiting] { Waiting.resume(); };
    Where.post(Work);
    Waiting.promise().stop = {}; // expect: coro-awaiter-use-after-resume {{promise}}
  }
  void await_resume() noexcept {}
};
struct destroys {
  int Ended = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Last) noexcept {
    Last.destroy();
    ++Ended; // expect: coro-awaiter-use-after-resume {{destroyed}}
  }
  void await_resume() noexcept {}
};
struct by_async {
  std::future<void> Running;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Running = std::async(std::launch::async, [Waiting] { Waiting.resume(); });
    // expect@-1: coro-awaiter-use-after-resume {{Running}}
  }
  void await_resume() noexcept {}
};
struct in_loop {
  pool &Where;
  int Left = 2;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    while (Left-- > 0) // expect: coro-awaiter-use-after-resume
      Where.post([Waiting] { Waiting.resume(); });
  }
  void await_resume() noexcept {}
};
struct by_helper {
  pool &Where;
  bool Posted = false;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) { hand(Waiting); }
  void await_resume() noexcept {}

private:
  void hand(std::coroutine_handle<> Waiting) {
    std::function<void()> Work = [Waiting] { Waiting.resume(); };
    Where.post(std::move(Work));
    Posted = true; // expect: coro-awaiter-use-after-resume
  }
};
inline void onThread(std::coroutine_handle<> Waiting) {
  std::thread([Waiting] { Waiting.resume(); }).detach();
}
struct by_function {
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    onThread(Waiting);
    ++Count; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
};
// The lock is let go before the use.
struct unlocks {
  pool &Where;
  std::mutex &Mutex;
  bool Posted = false;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    {
      std::lock_guard Lock(Mutex);
      Where.post([Waiting] { Waiting.resume(); });
    }
    Posted = true; // expect: coro-awaiter-use-after-resume
  }
  void await_resume() noexcept {}
};

mini::task<> program(pool &Pool, std::mutex &Mutex) {
  co_await on_pool{Pool};
  co_await on_pool_by_handle{&Pool};
  co_await on_thread{};
  co_await on_threads{};
  co_await by_member{};
  co_await resumes_itself{true};
  co_await resumes_by_copy{};
  co_await promises{Pool};
  co_await by_async{};
  co_await in_loop{Pool};
  co_await by_helper{Pool};
  co_await by_function{};
  co_await unlocks{Pool, Mutex};
}
