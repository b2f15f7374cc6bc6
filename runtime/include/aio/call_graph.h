//===- call_graph.h - who awaits whom --------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.graph (Python 3.14): where the tasks of a loop stand.
//
//   * Task 'download'
//     + Call stack:
//     |   fetch.cpp:31, in readBody
//     |   fetch.cpp:58, in download
//     + Awaited by:
//       * Task 'main'
//         + Call stack:
//         |   main.cpp:12, in run_all
//
// To be called on the loop's thread.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CALL_GRAPH_H
#define AIO_CALL_GRAPH_H

#include <aio/future.h>
#include <aio/task.h>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace aio {

/// A coroutine that is suspended, or runs.
struct FrameInfo {
  /// Without return type, namespaces and parameters.
  std::string Function;
  /// Where it was suspended last; where it begins, if it has not started.
  std::string File;
  std::uint_least32_t Line;
};

/// A future or task with who waits for it.
struct FutureCallGraph {
  AnyFuture Future;
  /// The innermost coroutine first; empty for a future that is no task. Of a
  /// task that runs, the outermost only.
  std::vector<FrameInfo> Stack;
  std::vector<FutureCallGraph> AwaitedBy;
};

/// The graph from `Of` up to whoever waits for it. None that occurs twice on
/// the way is followed again.
FutureCallGraph capture_call_graph(const AnyFuture &Of);
/// The same as text, as shown above.
std::string format_call_graph(const AnyFuture &Of);

/// All tasks of the loop as a tree, from those that nobody waits for down to
/// what they wait for, one line each with name, function and file:line.
std::string format_tasks(EventLoop &Loop);
/// Writes `format_tasks` to standard error.
void print_tasks(EventLoop &Loop);

/// From now on, SIGUSR1 has the loop print its tasks to standard error, or, if
/// it is the program aio-ps that asks, to a file for that, which only this user
/// may read. Throws as `add_signal_handler`.
void show_tasks_on_signal(EventLoop &Loop);

} // namespace aio

#endif // AIO_CALL_GRAPH_H
