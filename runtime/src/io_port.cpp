//===- io_port.cpp - a descriptor that a loop looks after -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/io_port.h"

#include "aio/event_loop.h"

#include <sys/epoll.h>

namespace aio::detail {

void IoPort::attach(EventLoop &To, int Which) {
  May[ReadSide] = May[WriteSide] = true;
  Unusual = false;
  Fd = Which;
  To.attach(*this);
}

void IoPort::detach() noexcept {
  if (Loop)
    Loop->detach(*this);
}

void IoPort::changed(unsigned Events) noexcept {
  unsigned Now = NoSides;
  if (Events & (EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
    Now |= ReadBit;
  if (Events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
    Now |= WriteBit;
  if (Events & (EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
    Unusual = true;
  if (Now & ReadBit)
    May[ReadSide] = true;
  if (Now & WriteBit)
    May[WriteSide] = true;
  if (Now)
    ready(Now);
}

void IoPort::soon(Callback &C) noexcept { Loop->Ready.append(C); }

bool IoPort::notSoon(Callback &C) noexcept {
  return Loop && (Loop->Turn.remove(C) || Loop->Ready.remove(C));
}

} // namespace aio::detail
