//===- task_group.h - tasks that end before their scope does ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.TaskGroup. Python's `async with TaskGroup() as group:` is
//
//   co_await aio::task_group([&](aio::TaskGroup &Group) -> aio::Coro<> {
//     Group.create_task(one());
//     Group.create_task(two());
//     co_await three();
//   });
//
// If one of the tasks fails, or the body does, the others are cancelled, and
// when all have ended, an ExceptionGroup with the errors is thrown. If the
// caller is cancelled, so are the tasks.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_TASK_GROUP_H
#define AIO_TASK_GROUP_H

#include <aio/task.h>

#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace aio {

namespace detail {
class GroupState;
} // namespace detail

class TaskGroup {
  std::shared_ptr<detail::GroupState> S;

  EventLoop &loopForTask() const;
  void adopt(const AnyTask &T) const;

public:
  /// Enters the group: of the current task. Throws std::runtime_error if there
  /// is none.
  TaskGroup();
  TaskGroup(const TaskGroup &) = delete;
  TaskGroup &operator=(const TaskGroup &) = delete;
  /// Cancels tasks that nobody has waited for.
  ~TaskGroup();

  /// Throws std::runtime_error if the group has ended, or is about to since
  /// one failed.
  template <class T>
  Task<T> create_task(Coro<T> C, std::string Name = {}) const {
    Task<T> Out = loopForTask().create_task(std::move(C), std::move(Name));
    adopt(Out);
    return Out;
  }
  template <class T>
  Task<T> create_task(Coro<T> C, std::string Name, const Context &Ctx) const {
    Task<T> Out = loopForTask().create_task(std::move(C), std::move(Name), Ctx);
    adopt(Out);
    return Out;
  }

  /// Waits until all have ended: what `task_group` does after the body. For
  /// those who use a group without it: nothing else may be awaited between the
  /// first `create_task` and this, since a failing task cancels the caller
  /// there.
  Coro<> join() { return leave(nullptr); }
  /// The same after a body that ended with `E`.
  Coro<> leave(std::exception_ptr E);
};

/// Runs `Body(group)` and waits for all tasks of the group. Gives what the body
/// gives.
template <class F>
Coro<AwaitResult<std::invoke_result_t<F &, TaskGroup &>>> task_group(F Body) {
  using T = AwaitResult<std::invoke_result_t<F &, TaskGroup &>>;
  TaskGroup Group;
  std::exception_ptr E;
  std::optional<detail::Stored<T>> Value;
  try {
    if constexpr (std::is_void_v<T>)
      co_await Body(Group);
    else
      Value.emplace(co_await Body(Group));
    // NOLINTNEXTLINE(coro-unhandled-cancellation): the group throws it
  } catch (...) {
    E = std::current_exception();
  }
  co_await Group.leave(E);
  if constexpr (!std::is_void_v<T>)
    co_return std::move(*Value);
}

} // namespace aio

#endif // AIO_TASK_GROUP_H
