//===- aio.h - asyncio for C++20 coroutines ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AIO_H
#define AIO_AIO_H

#include <aio/address.h>
#include <aio/as_completed.h>
#include <aio/awaitable.h>
#include <aio/barrier.h>
#include <aio/call_graph.h>
#include <aio/concurrent_future.h>
#include <aio/condition.h>
#include <aio/context.h>
#include <aio/coro.h>
#include <aio/datagram.h>
#include <aio/debug.h>
#include <aio/event.h>
#include <aio/event_loop.h>
#include <aio/exceptions.h>
#include <aio/executor.h>
#include <aio/file.h>
#include <aio/future.h>
#include <aio/gather.h>
#include <aio/generator.h>
#include <aio/handle.h>
#include <aio/lock.h>
#include <aio/process_pool.h>
#include <aio/queue.h>
#include <aio/resolve.h>
#include <aio/run.h>
#include <aio/scope.h>
#include <aio/scoped_guard.h>
#include <aio/semaphore.h>
#include <aio/serialize.h>
#include <aio/server.h>
#include <aio/shield.h>
#include <aio/sleep.h>
#include <aio/sock_ops.h>
#include <aio/socket.h>
#include <aio/stream_reader.h>
#include <aio/stop.h>
#include <aio/streams.h>
#include <aio/subprocess.h>
#include <aio/task.h>
#include <aio/task_group.h>
#include <aio/timeout.h>
#include <aio/wait.h>
#include <aio/wait_for.h>

#endif // AIO_AIO_H
