//===- thread_state.h - what runs on this thread ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_THREAD_STATE_H
#define AIO_DETAIL_THREAD_STATE_H

namespace aio {
class EventLoop;
}

namespace aio::detail {

struct Driver;
struct ContextData;

struct ThreadState {
  /// Who resumed the coroutine that runs now: a task, or somebody by hand.
  Driver *Current = nullptr;
  /// The loop that runs on this thread.
  EventLoop *Running = nullptr;
  /// Where the values of context variables are found and put; null outside of
  /// tasks and callbacks.
  ContextData **Context = nullptr;
};

// `constinit` on the declaration spares each access the check whether the
// variable was initialised.
extern constinit thread_local ThreadState This;

[[noreturn]] void throwNoLoop();

} // namespace aio::detail

namespace aio {

/// The loop that runs on this thread. Throws std::runtime_error if there is
/// none.
inline EventLoop &get_running_loop() {
  if (!detail::This.Running) [[unlikely]]
    detail::throwNoLoop();
  return *detail::This.Running;
}

} // namespace aio

#endif // AIO_DETAIL_THREAD_STATE_H
