//===- run.cpp - running a program ----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/run.h"

#include "aio/call_graph.h"
#include "aio/detail/debug_hooks.h"
#include "aio/exceptions.h"
#include "aio/executor.h"
#include "aio/wait.h"

namespace aio::detail {

RunScope::RunScope(const RunOptions &Options) {
  if (This.Running)
    throw std::runtime_error(
        "aio::run() cannot be called from a running event loop");
  Loop = new_event_loop();
  if (Options.Debug)
    Loop->set_debug(*Options.Debug);
  if (Options.ShowTasks.value_or(watch::isSet("AIO_PS")))
    show_tasks_on_signal(*Loop);
}

static void cancelAll(EventLoop &Loop) {
  std::vector<AnyTask> Left = all_tasks(Loop);
  if (Left.empty())
    return;
  for (const AnyTask &T : Left)
    T.cancel();
  (void)Loop.run_until_complete(wait(Left));
  for (const AnyTask &T : Left) {
    if (T.cancelled() || !T.exception())
      continue;
    ExceptionContext C;
    C.Message = "unhandled exception during aio::run() shutdown";
    C.Exception = T.exception();
    C.Future = T;
    Loop.call_exception_handler(C);
  }
}

RunScope::~RunScope() {
  if (!Loop)
    return;
  try {
    cancelAll(*Loop);
    Loop->run_until_complete(Loop->shutdown_asyncgens());
    Loop->run_until_complete(Loop->shutdown_default_executor());
  } catch (...) {
    ExceptionContext C;
    C.Message = "error during aio::run() shutdown";
    C.Exception = std::current_exception();
    Loop->call_exception_handler(C);
  }
  Loop->close();
}

} // namespace aio::detail
