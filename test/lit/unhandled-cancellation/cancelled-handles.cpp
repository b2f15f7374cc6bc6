// RUN: %check %s
// renamed: no (that cancel() cancels is known by its name)
//
// Who cancels a task must expect its cancellation: the handler is right there,
// and missing elsewhere.

#include "mini/mini.h"

#include <utility>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<int> work() {
  co_await mini::sleep_for(10ms);
  co_return 1;
}
mini::task<> chores() { co_await mini::sleep_for(10ms); }

// The way to do it: later awaits are no concern of that cancellation.
mini::task<> cancels_and_waits(mini::event &Next) {
  auto Handle = mini::start(work());
  co_await mini::sleep_for(1ms);
  Handle.cancel();
  try {
    co_await Handle;
  } catch (const mini::cancelled &) {
  }
  co_await Next.wait();
}

mini::task<int> cancels_and_answers() {
  auto Handle = mini::start(work());
  Handle.cancel();
  try {
    co_return co_await Handle;
  } catch (const mini::cancelled &) {
    co_return 0;
  }
}

mini::task<> cancels_them_all() {
  std::vector<mini::join_handle<>> Handles;
  for (int I = 0; I != 3; ++I)
    Handles.push_back(mini::start(chores()));
  for (auto &Handle : Handles)
    Handle.cancel();
  for (auto &Handle : Handles) {
    try {
      co_await Handle;
    } catch (const mini::cancelled &) {
      ++Errors;
    }
  }
}

mini::task<int> no_handler() {
  auto Handle = mini::start(work());
  co_await mini::sleep_for(1ms);
  Handle.cancel();
  int Value = co_await Handle; // expect: coro-unhandled-cancellation
  co_return Value + 1;
}

mini::task<int> handler_of_errors_only() {
  auto Handle = mini::start(work());
  Handle.cancel();
  try {
    co_return co_await Handle; // expect: coro-unhandled-cancellation
  } catch (const std::exception &) {
    co_return -1;
  }
}

// It was not cancelled on the path that reads it.
mini::task<int> either_or(bool Stop) {
  auto Handle = mini::start(work());
  if (Stop) {
    Handle.cancel();
    try {
      co_await Handle;
    } catch (const mini::cancelled &) {
      ++Errors;
    }
    throw mini::cancelled{};
  }
  co_return co_await Handle;
}

// Somebody else cancelled this coroutine, not the handle.
mini::task<> somebody_else() {
  auto Handle = mini::start(chores());
  for (int I = 0; I != 10; ++I) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
  co_await Handle;
}
