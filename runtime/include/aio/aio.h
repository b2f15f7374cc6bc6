//===- aio.h - asyncio for C++20 coroutines ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AIO_H
#define AIO_AIO_H

#include <aio/awaitable.h>
#include <aio/call_graph.h>
#include <aio/context.h>
#include <aio/coro.h>
#include <aio/event_loop.h>
#include <aio/exceptions.h>
#include <aio/future.h>
#include <aio/generator.h>
#include <aio/handle.h>
#include <aio/run.h>
#include <aio/scope.h>
#include <aio/sleep.h>
#include <aio/task.h>

#endif // AIO_AIO_H
