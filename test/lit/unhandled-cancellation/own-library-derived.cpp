// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
// renamed: no (only its name says that this error is a cancellation)
//
// Another program's own library: its cancellation has bases, and handlers of a
// base catch it.

#include <coroutine>
#include <exception>
#include <stdexcept>
#include <utility>

namespace net {

struct Error : std::exception {};
struct IoError : Error {};
struct ProtocolError : std::logic_error {
  using logic_error::logic_error;
};
struct OperationCancelled : IoError {};

class Token {
public:
  bool cancelled() const { return Flag && *Flag; }
  void check() const {
    if (cancelled())
      throw OperationCancelled();
  }
  const bool *Flag = nullptr;
};

// Eager: it runs at the call.
template <typename T> struct Async {
  struct promise_type {
    std::coroutine_handle<> Caller;
    std::exception_ptr Failure;
    T Value{};

    Async get_return_object() {
      return Async{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      if (Caller)
        Caller.resume();
      return {};
    }
    void return_value(T V) { Value = std::move(V); }
    void unhandled_exception() { Failure = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> H;

  bool await_ready() const { return H.done(); }
  void await_suspend(std::coroutine_handle<> C) { H.promise().Caller = C; }
  T await_resume() {
    if (H.promise().Failure)
      std::rethrow_exception(H.promise().Failure);
    return std::move(H.promise().Value);
  }
};

struct Readable {
  Token Stop;
  std::coroutine_handle<> *Slot;

  bool await_ready() const { return Stop.cancelled(); }
  void await_suspend(std::coroutine_handle<> H) const { *Slot = H; }
  void await_resume() const { Stop.check(); }
};

} // namespace net

int Lost = 0;

net::Async<int> receive(net::Readable R) {
  co_await R;
  co_return 1;
}

net::Async<int> by_direct_base(net::Readable R) {
  int Sum = 0;
  while (Sum < 100) {
    try {
      Sum += co_await receive(R);
    } catch (const net::IoError &) { // expect: coro-unhandled-cancellation
      ++Lost;
    }
  }
  co_return Sum;
}

net::Async<int> by_far_base(net::Readable R) {
  for (;;) {
    try {
      co_await R;
    } catch (net::Error &) { // expect: coro-unhandled-cancellation
      ++Lost;
    }
  }
}

net::Async<int> by_standard_base(net::Readable R) {
  try {
    co_return co_await receive(R);
  } catch (const std::exception &) { // expect: coro-unhandled-cancellation
    co_return 0;
  }
}

// No base of the cancellation.
net::Async<int> sibling(net::Readable R) {
  try {
    co_return co_await receive(R);
  } catch (const net::ProtocolError &) {
    co_return 0;
  } catch (const std::runtime_error &) {
    co_return -1;
  }
}

net::Async<int> cancelled_first(net::Readable R) {
  while (true) {
    try {
      co_return co_await receive(R);
    } catch (const net::OperationCancelled &) {
      throw;
    } catch (const std::exception &) {
      ++Lost;
    }
  }
}

net::Async<int> asks_the_token(net::Readable R) {
  while (true) {
    try {
      co_return co_await receive(R);
    } catch (const std::exception &) {
      R.Stop.check();
      ++Lost;
    }
  }
}
