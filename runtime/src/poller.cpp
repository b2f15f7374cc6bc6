//===- poller.cpp - what the kernel says of descriptors -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include <sys/epoll.h>

namespace aio::detail {

unsigned eventsOf(unsigned Sides) noexcept {
  unsigned Events = 0;
  if (Sides & ReadBit)
    Events |= unsigned(EPOLLIN) | EPOLLRDHUP;
  if (Sides & WriteBit)
    Events |= EPOLLOUT;
  return Events;
}

unsigned sidesOf(unsigned Events) noexcept {
  unsigned Sides = NoSides;
  if (Events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
    Sides |= ReadBit;
  if (Events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
    Sides |= WriteBit;
  return Sides;
}

unsigned portEvents() noexcept {
  return unsigned(EPOLLIN) | EPOLLPRI | EPOLLRDHUP | EPOLLOUT;
}

} // namespace aio::detail
