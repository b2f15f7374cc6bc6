//===- poller.h - what the kernel says of descriptors -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One for each kind of loop. Only `wakeUp` may be called from other threads.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_POLLER_H
#define AIO_SRC_POLLER_H

#include "aio/detail/io_port.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace aio::detail {

class Poller {
public:
  struct Event {
    int Fd;
    /// Bits of `Sides`; errors and hang-ups count as both.
    unsigned Ready;
  };

  /// For the loop, to give to each `wait`: so that few of them allocate.
  std::vector<Event> Found;

  virtual ~Poller() = default;
  /// From now on looks for these on `Fd`, as long as they last
  /// (level-triggered). Throws std::system_error.
  virtual void watch(int Fd, unsigned Sides) = 0;
  /// From now on tells `P` of its changes (edge-triggered). Throws
  /// std::system_error.
  virtual void attach(IoPort &P) = 0;
  virtual void detach(IoPort &P) noexcept = 0;
  /// Appends what is watched and ready, and tells ports of their changes, after
  /// waiting for it at most so long; none: without end.
  virtual void wait(std::optional<std::chrono::nanoseconds> AtMost,
                    std::vector<Event> &Out) = 0;
  /// Ends a `wait` that is going on, or the next one. Also from signal
  /// handlers.
  virtual void wakeUp() noexcept = 0;
};

std::unique_ptr<Poller> makeEpollPoller();
/// Throws std::system_error if the kernel has no io_uring or forbids it, and
/// std::runtime_error in a build without it.
std::unique_ptr<Poller> makeUringPoller();

/// What is asked of the kernel for one direction of a watched descriptor.
unsigned eventsOf(unsigned Sides) noexcept;
/// The directions that such an answer is about.
unsigned sidesOf(unsigned Events) noexcept;
/// What is asked for a port, without the flag for edges.
unsigned portEvents() noexcept;

} // namespace aio::detail

#endif // AIO_SRC_POLLER_H
