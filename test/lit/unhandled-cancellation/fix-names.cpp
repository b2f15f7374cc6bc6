// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// Cancellations whose names a suggested handler has to spell with care.

#include <coroutine>
#include <exception>

namespace lib {

template <class Reason> struct Stopped {
  Reason Why;
};

inline namespace v2 {
struct Cancelled {};
} // namespace v2

struct Scope {
  struct Interrupted {};
};

struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct Stop {
  bool Asked = false;
};

template <class Error> struct Wait {
  Stop *S;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() const {
    if (S->Asked)
      throw Error{};
  }
};

} // namespace lib

int Errors = 0;

lib::Job a_template(lib::Stop &S) {
  for (;;) {
    try {
      co_await lib::Wait<lib::Stopped<int>>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

lib::Job an_inline_namespace(lib::Stop &S) {
  for (;;) {
    try {
      co_await lib::Wait<lib::Cancelled>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

lib::Job a_member(lib::Stop &S) {
  for (;;) {
    try {
      co_await lib::Wait<lib::Scope::Interrupted>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

lib::Job either(lib::Stop &S) {
  for (;;) {
    try {
      co_await lib::Wait<lib::Cancelled>{&S};
      co_await lib::Wait<lib::Stopped<int>>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

namespace app {

// Another namespace of that name is nearer.
namespace lib {
struct Unrelated {};
} // namespace lib

::lib::Job in_a_namespace(::lib::Stop &S) {
  for (;;) {
    try {
      co_await ::lib::Wait<::lib::Cancelled>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

} // namespace app

struct Late;

template <class T> struct Defer {
  ::lib::Stop *S;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() const;
};

lib::Job not_yet_complete(lib::Stop &S) {
  for (;;) {
    try {
      co_await Defer<Late>{&S};
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

struct Late {};

template <class T> void Defer<T>::await_resume() const {
  if (S->Asked)
    throw T{};
}
