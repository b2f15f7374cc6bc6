//===- aio.h - a small stand-in for the aio runtime ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What test programs include until the runtime itself stands here: the same
// names, the same laziness, and asyncio's cancellation, on one thread and
// without I/O. Programs run, but nothing here is made to be fast or complete.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AIO_H
#define AIO_AIO_H

#include <aio/core.h>
#include <aio/executor.h>
#include <aio/generator.h>
#include <aio/sync.h>
#include <aio/waiting.h>

#endif // AIO_AIO_H
