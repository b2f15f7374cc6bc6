//===- poller.h - what the kernel says of descriptors ---------------------===//
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

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace aio::detail {

class Poller {
public:
  enum Interest : unsigned { None = 0, Read = 1, Write = 2 };
  struct Event {
    int Fd;
    /// Errors and hang-ups count as both.
    unsigned Ready;
  };

  virtual ~Poller() = default;
  /// From now on looks for these on `Fd`, as long as they last
  /// (level-triggered). Throws std::system_error.
  virtual void watch(int Fd, unsigned Interests) = 0;
  /// Appends what is ready, after waiting for it at most so long; none: without
  /// end.
  virtual void wait(std::optional<std::chrono::nanoseconds> AtMost,
                    std::vector<Event> &Out) = 0;
  /// Ends a `wait` that is going on, or the next one.
  virtual void wakeUp() noexcept = 0;
};

std::unique_ptr<Poller> makeEpollPoller();
/// Throws std::runtime_error in a build without io_uring.
std::unique_ptr<Poller> makeUringPoller();

} // namespace aio::detail

#endif // AIO_SRC_POLLER_H
