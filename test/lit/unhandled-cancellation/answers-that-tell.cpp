// RUN: %check %s
// renamed: no (an answer tells by its name that there was a stop)
//
// What a coroutine answers after a stop: whether the caller can tell.

#include "mini/mini.h"

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <variant>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<int> read_one() {
  co_await mini::sleep_for(1ms);
  co_return 7;
}

enum class Status { Ok, Failed, Cancelled };

struct Reply {
  Status What = Status::Ok;
  bool WasStopped = false;
  int Value = 0;
};

template <class T, class E> struct Expected {
  std::variant<T, E> V;
  Expected(T X) : V(std::in_place_index<0>, std::move(X)) {}
  Expected(E X) : V(std::in_place_index<1>, std::move(X)) {}
};

mini::task<Status> says_it() {
  try {
    co_await read_one();
  } catch (const mini::cancelled &) {
    co_return Status::Cancelled;
  }
  co_return Status::Ok;
}

mini::task<Status> says_failed() {
  try {
    co_await read_one();
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return Status::Failed;
  }
  co_return Status::Ok;
}

mini::task<Status> says_it_at_the_end() {
  Status Result = Status::Ok;
  try {
    co_await read_one();
  } catch (const mini::cancelled &) {
    Result = Status::Cancelled;
  }
  co_return Result;
}

mini::task<Reply> says_it_in_a_member() {
  Reply R;
  try {
    R.Value = co_await read_one();
  } catch (const mini::cancelled &) {
    R.What = Status::Cancelled;
  }
  co_return R;
}

mini::task<Reply> says_it_in_a_flag() {
  Reply R;
  try {
    R.Value = co_await read_one();
  } catch (...) {
    R.WasStopped = true;
  }
  co_return R;
}

mini::task<Reply> says_it_in_a_braced_list() {
  try {
    co_return Reply{Status::Ok, false, co_await read_one()};
  } catch (const mini::cancelled &) {
    co_return Reply{Status::Cancelled, true, 0};
  }
}

mini::task<Reply> empty_reply() {
  try {
    co_return Reply{Status::Ok, false, co_await read_one()};
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return Reply{};
  }
}

mini::task<Expected<int, Status>> expected_tells() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) {
    co_return Status::Cancelled;
  }
}

mini::task<Expected<int, std::string>> text_tells() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) {
    co_return std::string("cancelled");
  } catch (const std::exception &E) {
    co_return std::string(E.what());
  }
}

mini::task<Expected<int, std::string>> text_does_not_tell() {
  try {
    co_return co_await read_one();
  } catch (...) { // expect: coro-unhandled-cancellation
    co_return std::string("failed");
  }
}

mini::task<std::error_code> code_tells() {
  try {
    co_await read_one();
  } catch (const mini::cancelled &) {
    co_return make_error_code(std::errc::operation_canceled);
  }
  co_return std::error_code();
}

mini::task<std::error_code> code_says_nothing() {
  try {
    co_await read_one();
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return std::error_code();
  }
  co_return std::error_code();
}

mini::task<int> errno_tells() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) {
    co_return -ECANCELED;
  }
}

mini::task<int> errno_does_not() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return -EIO;
  }
}

constexpr int kInterrupted = -4;

mini::task<int> constant_tells() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) {
    co_return kInterrupted;
  }
}

Status status_of_current() {
  try {
    throw;
  } catch (const mini::cancelled &) {
    return Status::Cancelled;
  } catch (...) {
    return Status::Failed;
  }
}

mini::task<Status> helper_tells() {
  try {
    co_await read_one();
    co_return Status::Ok;
  } catch (...) {
    co_return status_of_current();
  }
}

mini::task<std::optional<int>> empty_optional() {
  try {
    co_return co_await read_one();
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    co_return std::nullopt;
  }
}

// The name of the handled type is no answer.
mini::task<std::string> logs_only() {
  std::string Text;
  try {
    Text = std::to_string(co_await read_one());
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    std::puts("cancelled");
  }
  co_return Text;
}
