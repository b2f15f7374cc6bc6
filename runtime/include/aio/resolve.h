//===- resolve.h - addresses of names ---------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_RESOLVE_H
#define AIO_RESOLVE_H

#include <aio/address.h>
#include <aio/coro.h>
#include <aio/event_loop.h>

#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace aio {

/// What socket(2) and connect(2) need.
struct AddrInfo {
  int Family = 0, Type = 0, Protocol = 0;
  std::string CanonicalName;
  Address To;
};

/// The errors of getaddrinfo and getnameinfo (EAI_NONAME and so on), which come
/// as std::system_error. Python: socket.gaierror.
const std::error_category &resolver_category() noexcept;

} // namespace aio

#endif // AIO_RESOLVE_H
