//===- task_group.cpp - tasks that end before their scope does ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/task_group.h"

#include "aio/detail/one_shot.h"
#include "aio/event_loop.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

namespace aio {
namespace detail {

/// Shared with the callbacks of the tasks, which may outlive the group.
class GroupState {
public:
  EventLoop &Loop;
  AnyTask Parent;
  std::vector<AnyTask> Tasks;
  std::vector<std::exception_ptr> Errors;
  /// A KeyboardInterrupt, which no group takes.
  std::exception_ptr BaseError;
  /// What the parent waits for.
  OneShot *AllEnded = nullptr;
  bool Exiting = false, Aborting = false, ParentCancelRequested = false;

  explicit GroupState(AnyTask Parent)
      : Loop(Parent.get_loop()), Parent(std::move(Parent)) {}

  void abort() {
    Aborting = true;
    for (const AnyTask &T : std::vector<AnyTask>(Tasks))
      if (!T.done())
        T.cancel();
  }
  void ended(const AnyTask &T);
};

enum class ErrorKind { None, Cancelled, Base, Other };

static ErrorKind kindOf(const std::exception_ptr &E) {
  if (!E)
    return ErrorKind::None;
  try {
    std::rethrow_exception(E);
  } catch (const CancelledError &) {
    return ErrorKind::Cancelled;
  } catch (const KeyboardInterrupt &) {
    return ErrorKind::Base;
  } catch (...) {
    return ErrorKind::Other;
  }
}

void GroupState::ended(const AnyTask &T) {
  Tasks.erase(std::remove(Tasks.begin(), Tasks.end(), T), Tasks.end());
  if (AllEnded && Tasks.empty() && !AllEnded->done())
    AllEnded->set();
  if (T.cancelled())
    return;
  std::exception_ptr E = T.exception();
  if (!E)
    return;
  Errors.push_back(E);
  if (kindOf(E) == ErrorKind::Base && !BaseError)
    BaseError = E;
  if (Parent.done()) {
    ExceptionContext C;
    C.Message = "Task '" + T.get_name() +
                "' has errored out but its parent task is already completed";
    C.Exception = E;
    C.Future = T;
    Loop.call_exception_handler(C);
    return;
  }
  if (!Aborting && !ParentCancelRequested) {
    // What the body awaits now is to end; `leave` takes this back.
    abort();
    ParentCancelRequested = true;
    Parent.cancel();
  }
}

} // namespace detail

TaskGroup::TaskGroup() {
  AnyTask Parent = current_task();
  if (!Parent)
    throw std::runtime_error("TaskGroup cannot determine the parent task");
  S = std::make_shared<detail::GroupState>(std::move(Parent));
}

TaskGroup::~TaskGroup() {
  if (!S->Tasks.empty())
    S->abort();
}

EventLoop &TaskGroup::loopForTask() const {
  if (S->Exiting && S->Tasks.empty())
    throw std::runtime_error("TaskGroup is finished");
  if (S->Aborting)
    throw std::runtime_error("TaskGroup is shutting down");
  return S->Loop;
}

void TaskGroup::adopt(const AnyTask &T) const {
  S->Tasks.push_back(T);
  T.add_done_callback(
      [S = S](const AnyFuture &F) { S->ended(AnyTask(F.state())); });
}

Coro<> TaskGroup::leave(std::exception_ptr E) {
  std::shared_ptr<detail::GroupState> G = S;
  G->Exiting = true;
  detail::ErrorKind Kind = detail::kindOf(E);
  if (Kind == detail::ErrorKind::Base && !G->BaseError)
    G->BaseError = E;
  std::exception_ptr Cancelled =
      Kind == detail::ErrorKind::Cancelled ? E : nullptr;
  // The cancellation was the group's own, unless there are others.
  if (G->ParentCancelRequested && G->Parent.uncancel() == 0)
    Cancelled = nullptr;
  if (E && !G->Aborting)
    G->abort();
  // The parent may be cancelled more than once while it waits.
  while (!G->Tasks.empty()) {
    detail::OneShot AllEnded;
    G->AllEnded = &AllEnded;
    struct Reset {
      detail::GroupState &G;
      ~Reset() { G.AllEnded = nullptr; }
    } AtEnd{*G};
    try {
      co_await AllEnded;
      // NOLINTNEXTLINE(coro-unhandled-cancellation): thrown below
    } catch (const CancelledError &) {
      if (!G->Aborting) {
        Cancelled = std::current_exception();
        G->abort();
      }
    }
  }
  if (G->BaseError)
    std::rethrow_exception(G->BaseError);
  // Errors come before a cancellation.
  if (Cancelled && G->Errors.empty())
    std::rethrow_exception(Cancelled);
  if (Kind == detail::ErrorKind::Other)
    G->Errors.push_back(E);
  if (!G->Errors.empty())
    throw ExceptionGroup("unhandled errors in a TaskGroup",
                         std::exchange(G->Errors, {}));
}

} // namespace aio
