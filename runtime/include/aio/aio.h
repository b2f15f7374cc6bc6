//===- aio.h - asyncio for C++20 coroutines ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AIO_H
#define AIO_AIO_H

#include <aio/as_completed.h>
#include <aio/awaitable.h>
#include <aio/barrier.h>
#include <aio/call_graph.h>
#include <aio/concurrent_future.h>
#include <aio/condition.h>
#include <aio/context.h>
#include <aio/coro.h>
#include <aio/event.h>
#include <aio/event_loop.h>
#include <aio/exceptions.h>
#include <aio/executor.h>
#include <aio/future.h>
#include <aio/gather.h>
#include <aio/generator.h>
#include <aio/handle.h>
#include <aio/lock.h>
#include <aio/queue.h>
#include <aio/run.h>
#include <aio/scope.h>
#include <aio/scoped_guard.h>
#include <aio/semaphore.h>
#include <aio/shield.h>
#include <aio/sleep.h>
#include <aio/task.h>
#include <aio/task_group.h>
#include <aio/timeout.h>
#include <aio/wait.h>
#include <aio/wait_for.h>

#endif // AIO_AIO_H
