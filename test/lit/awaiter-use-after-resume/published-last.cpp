// RUN: %check %s
//
// Near misses: the handle is given away last, or to somebody who cannot resume the
// coroutine before await_suspend has ended.

#include "mini/mini.h"

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

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
  int size() const { return int(Threads.size()); }

private:
  void end();
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Queue;
  std::vector<std::jthread> Threads;
};
int Posts = 0;

struct last {
  pool &Where;
  bool Posted = false;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Posted = true;
    Count += Where.size();
    Where.post([this, Waiting] {
      Count = 1;
      Waiting.resume();
    });
  }
  void await_resume() noexcept {}
};
struct copies {
  pool &Where;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    pool &Pool = Where;
    bool First = Count == 0;
    Pool.post([Waiting] { Waiting.resume(); });
    Posts += Pool.size();
    return First || Posts > 0;
  }
  void await_resume() noexcept {}
};
struct on_one_path {
  pool &Where;
  bool Later;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> Waiting) {
    if (Later) {
      Where.post([Waiting] { Waiting.resume(); });
      return true;
    }
    ++Count;
    return false;
  }
  void await_resume() noexcept {}
};
// Whoever runs the work takes the lock first.
struct under_lock {
  pool &Where;
  std::mutex &Mutex;
  bool Posted = false;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    std::lock_guard Lock(Mutex);
    Where.post([&M = Mutex, Waiting] {
      { std::lock_guard Inner(M); }
      Waiting.resume();
    });
    Posted = true;
  }
  void await_resume() noexcept {}
};
// Other coroutines, and work that does not resume this one.
struct others {
  pool &Where;
  std::coroutine_handle<> Other;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Where.post([] { ++Posts; });
    ++Count;
    Other.resume();
    ++Count;
    auto Next = Other;
    std::thread([Next] { Next.resume(); }).detach();
    ++Count;
    mini::loop::current().resume_soon(Waiting);
  }
  void await_resume() noexcept {}
};
// The loop that runs it is the one of this thread.
struct on_loop {
  mini::loop &Where;
  bool Posted = false;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    Where.resume_soon(Waiting);
    Posted = true;
  }
  void await_resume() noexcept {}
};
// The thread only leaves word for the loop of this one.
struct thread_then_loop {
  mini::loop &Home;
  int Started = 0;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    std::thread([Waiting, &Where = Home] {
      ++Posts;
      Where.post([Waiting] { Waiting.resume(); });
    }).detach();
    ++Started;
  }
  void await_resume() noexcept {}
};
// An object that keeps itself.
struct kept : std::enable_shared_from_this<kept> {
  pool &Where;
  int Count = 0;
  explicit kept(pool &Where) : Where(Where) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiting) {
    auto Self = shared_from_this();
    Where.post([Waiting] { Waiting.resume(); });
    ++Self->Count;
    ++Count;
  }
  void await_resume() noexcept {}
};
struct transfers {
  std::coroutine_handle<> Next;
  int Count = 0;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
    ++Count;
    return Next;
  }
  void await_resume() noexcept {}
};
// No awaiter.
struct runner {
  pool &Where;
  int Count = 0;
  void run(std::coroutine_handle<> Waiting) {
    Where.post([Waiting] { Waiting.resume(); });
    ++Count;
  }
};
mini::task<> program(pool &Pool, std::mutex &Mutex) {
  co_await last{Pool};
  co_await copies{Pool};
  co_await on_one_path{Pool, true};
  co_await under_lock{Pool, Mutex};
  co_await others{Pool, std::noop_coroutine()};
  co_await on_loop{mini::loop::current()};
  co_await thread_then_loop{mini::loop::current()};
  co_await transfers{std::noop_coroutine()};
}
