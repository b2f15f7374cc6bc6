// RUN: %check %s
//
// A scope that counts the work that it was given, and has to be waited for.

#include "mini/mini.h"

#include <coroutine>
#include <exception>
#include <stdexcept>
#include <utility>

class scope {
  struct detached {
    struct promise_type {
      detached get_return_object() { return {}; }
      std::suspend_never initial_suspend() noexcept { return {}; }
      std::suspend_never final_suspend() noexcept { return {}; }
      void return_void() {}
      void unhandled_exception() { std::terminate(); }
    };
  };
  detached run(mini::task<> work) {
    co_await std::move(work);
    if (--Running == 0 && Waiting)
      std::exchange(Waiting, nullptr).resume();
  }

public:
  struct all_ended {
    scope &Of;
    bool await_ready() const noexcept { return Of.Running == 0; }
    void await_suspend(std::coroutine_handle<> h) noexcept { Of.Waiting = h; }
    void await_resume() const noexcept {}
  };
  void start(mini::task<> work) {
    ++Running;
    run(std::move(work));
  }
  all_ended ended() { return all_ended{*this}; }

private:
  int Running = 0;
  std::coroutine_handle<> Waiting;
};

mini::task<> work(int n);
bool known(int n);
void mayThrow(int n) {
  if (n > 3)
    throw std::runtime_error("too many");
}

mini::task<> forgotten() {
  scope All;
  All.start(work(1)); // expect: coro-scope-not-joined {{'All' ends}}
  co_await mini::yield();
}
mini::task<> leftEarly(int n) {
  scope All;
  All.start(work(1)); // expect: coro-scope-not-joined
  if (!known(n))
    co_return;
  co_await All.ended();
}
mini::task<> thrown(int n) {
  scope All;
  All.start(work(1)); // expect: coro-scope-not-joined
  mayThrow(n);
  co_await All.ended();
}
mini::task<> inLoop() {
  for (int I = 0; I != 3; ++I) {
    scope All;
    All.start(work(I)); // expect: coro-scope-not-joined
    if (known(I))
      continue;
    co_await All.ended();
  }
}

// Near misses.
mini::task<> joined() {
  scope All;
  for (int I = 0; I != 3; ++I)
    All.start(work(I));
  co_await All.ended();
}
mini::task<> nothingStarted(int n) {
  scope All;
  if (!known(n))
    co_return;
  All.start(work(1));
  co_await All.ended();
}
mini::task<> ofTheCaller(scope &All) {
  All.start(work(1));
  co_await mini::yield();
}

// Members.
class server {
public:
  ~server() { Stopped = true; }
  void accept() {
    Clients.start(serve()); // expect: coro-scope-not-joined {{in 'Clients'}}
  }

private:
  mini::task<> serve() {
    while (!Stopped)
      co_await mini::yield();
  }
  bool Stopped = false;
  scope Clients;
};
class closed {
public:
  ~closed() { Stopped = true; }
  void accept() { Clients.start(serve()); }
  mini::task<> close() {
    Stopped = true;
    co_await Clients.ended();
  }

private:
  mini::task<> serve() {
    while (!Stopped)
      co_await mini::yield();
  }
  bool Stopped = false;
  scope Clients;
};
