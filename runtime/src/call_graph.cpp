//===- call_graph.cpp - who awaits whom -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/call_graph.h"

#include "aio/detail/unique_fd.h"
#include "aio/event_loop.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace aio {

using namespace detail;

namespace {

std::vector<FrameInfo> stackOf(const TaskState &T) {
  std::vector<FrameInfo> Out;
  if (!T.coroutine())
    return Out;
  // Of the task that runs only the outermost is known.
  std::coroutine_handle<> H = T.innermost() ? T.innermost() : T.outermost();
  for (;; H = promiseOf(H).Continuation) {
    const std::source_location &At = promiseOf(H).Where;
    Out.push_back({std::string(plainName(At.function_name())), At.file_name(),
                   At.line()});
    if (H == T.outermost())
      return Out;
  }
}

/// Who is woken by the end of `S`.
std::vector<FutureState *> waitersOf(const FutureState &S) {
  std::vector<FutureState *> Out;
  S.forEachCallback([&](Callback &C) {
    if (FutureState *F = C.wakes())
      Out.push_back(F);
  });
  return Out;
}

FutureCallGraph capture(FutureState &S, std::vector<const FutureState *> Way) {
  FutureCallGraph Out;
  Out.Future = AnyFuture(StateRef(S));
  if (TaskState *T = S.task())
    Out.Stack = stackOf(*T);
  Way.push_back(&S);
  for (FutureState *F : waitersOf(S))
    if (std::find(Way.begin(), Way.end(), F) == Way.end())
      Out.AwaitedBy.push_back(capture(*F, Way));
  return Out;
}

std::string title(const AnyFuture &F) {
  if (TaskState *T = F.state()->task())
    return "Task '" + T->name() + "'";
  return "Future";
}

std::string placeOf(const FrameInfo &F) {
  return F.File + ":" + std::to_string(F.Line) + ", in " + F.Function;
}

void format(const FutureCallGraph &G, const std::string &Indent,
            std::string &Out) {
  Out += Indent + "* " + title(G.Future) + "\n";
  if (!G.Stack.empty()) {
    Out += Indent + "  + Call stack:\n";
    for (const FrameInfo &F : G.Stack)
      Out += Indent + "  |   " + placeOf(F) + "\n";
  }
  if (!G.AwaitedBy.empty()) {
    Out += Indent + "  + Awaited by:\n";
    for (const FutureCallGraph &By : G.AwaitedBy)
      format(By, Indent + "    ", Out);
  }
}

/// The tasks of a loop, each with those that it waits for.
class TaskTree {
  struct Node {
    TaskState *Task;
    std::vector<std::size_t> WaitsFor;
    bool IsWaitedFor = false, Shown = false;
  };
  std::vector<Node> Nodes;

  std::size_t indexOf(const FutureState *S) const {
    for (std::size_t I = 0; I != Nodes.size(); ++I)
      if (Nodes[I].Task == S)
        return I;
    return Nodes.size();
  }

  /// The tasks that wait for `S`, also through futures that are no tasks.
  void waitingTasks(const FutureState &S,
                    std::vector<const FutureState *> &Seen,
                    std::vector<TaskState *> &Out) const {
    for (FutureState *F : waitersOf(S)) {
      if (std::find(Seen.begin(), Seen.end(), F) != Seen.end())
        continue;
      Seen.push_back(F);
      if (TaskState *T = F->task())
        Out.push_back(T);
      else
        waitingTasks(*F, Seen, Out);
    }
  }

  void show(std::size_t I, unsigned Depth, std::string &Out) {
    Node &N = Nodes[I];
    Out += std::string(2 * Depth, ' ') + "Task '" + N.Task->name() + "'";
    std::vector<FrameInfo> Stack = stackOf(*N.Task);
    for (std::size_t F = Stack.size(); F-- != 0;)
      Out += (F + 1 == Stack.size() ? ": " : " -> ") + Stack[F].Function +
             " (" + Stack[F].File + ":" + std::to_string(Stack[F].Line) + ")";
    if (std::exchange(N.Shown, true)) {
      Out += " (see above)\n";
      return;
    }
    Out += "\n";
    for (std::size_t Child : N.WaitsFor)
      show(Child, Depth + 1, Out);
  }

public:
  explicit TaskTree(const std::vector<AnyTask> &Tasks) {
    for (const AnyTask &T : Tasks)
      Nodes.push_back({T.state()->task(), {}});
    for (std::size_t I = 0; I != Nodes.size(); ++I) {
      std::vector<const FutureState *> Seen;
      std::vector<TaskState *> Waiting;
      waitingTasks(*Nodes[I].Task, Seen, Waiting);
      for (TaskState *W : Waiting)
        if (std::size_t Of = indexOf(W); Of != Nodes.size()) {
          Nodes[Of].WaitsFor.push_back(I);
          Nodes[I].IsWaitedFor = true;
        }
    }
  }

  std::string format() {
    std::string Out;
    for (std::size_t I = 0; I != Nodes.size(); ++I)
      if (!Nodes[I].IsWaitedFor)
        show(I, 0, Out);
    // Those that wait for each other in a circle have no top.
    for (std::size_t I = 0; I != Nodes.size(); ++I)
      if (!Nodes[I].Shown)
        show(I, 0, Out);
    return Out;
  }
};

} // namespace

FutureCallGraph capture_call_graph(const AnyFuture &Of) {
  return capture(*Of.state(), {});
}

std::string format_call_graph(const AnyFuture &Of) {
  std::string Out;
  format(capture_call_graph(Of), "", Out);
  return Out;
}

std::string format_tasks(EventLoop &Loop) {
  return TaskTree(all_tasks(Loop)).format();
}

void print_tasks(EventLoop &Loop) {
  std::fputs(format_tasks(Loop).c_str(), stderr);
}

void show_tasks_on_signal(EventLoop &Loop) {
  Loop.add_signal_handler(SIGUSR1, [&Loop] {
    // aio-ps has made this, empty, before it sends the signal.
    std::string Asked = "/tmp/aio-ps." + std::to_string(::getpid());
    UniqueFd Out(::open(Asked.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat Info;
    if (!Out || ::fstat(Out.get(), &Info) < 0 || Info.st_uid != ::geteuid() ||
        !S_ISREG(Info.st_mode))
      return print_tasks(Loop);
    std::string Text = format_tasks(Loop) + "end\n";
    for (std::string_view Left = Text; !Left.empty();) {
      ssize_t N = ::write(Out.get(), Left.data(), Left.size());
      if (N <= 0)
        break;
      Left.remove_prefix(static_cast<std::size_t>(N));
    }
  });
}

} // namespace aio
