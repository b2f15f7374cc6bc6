//===- io_port.h - a descriptor that a loop looks after ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_IO_PORT_H
#define AIO_DETAIL_IO_PORT_H

#include <aio/detail/callback.h>

namespace aio {
class EventLoop;
}

namespace aio::detail {

/// The directions of a descriptor, as numbers and as bits.
enum Side : unsigned { ReadSide = 0, WriteSide = 1 };
enum Sides : unsigned { NoSides = 0, ReadBit = 1, WriteBit = 2 };

/// A descriptor that stays registered with a loop, for its changes (edge-
/// triggered) in both directions: waiting costs no system call. Who owns the
/// descriptor owns this, and lets it go before the descriptor is closed.
///
/// On the loop's thread only.
class IoPort {
  friend class aio::EventLoop;
  EventLoop *Loop = nullptr;
  /// Neighbours among the loop's ports.
  IoPort *Next = nullptr, *Before = nullptr;
  int Fd = -1;
  /// There is more than data: the peer's end, an error, or urgent data.
  bool Unusual = false;

public:
  /// Whether an attempt in that direction may succeed: no attempt has failed
  /// since the last change.
  bool May[2] = {true, true};
  /// The poller's own.
  void *Registration = nullptr;

  IoPort() = default;
  IoPort(const IoPort &) = delete;
  IoPort &operator=(const IoPort &) = delete;

  /// Throws std::system_error: the kernel does not look after such descriptors
  /// (EPERM), or somebody has registered this one already (EEXIST).
  void attach(EventLoop &Loop, int Fd);
  void detach() noexcept;
  bool attached() const noexcept { return Loop; }
  EventLoop *loop() const noexcept { return Loop; }
  int fd() const noexcept { return Fd; }
  /// The peer may have ended, so less data than asked for does not mean that
  /// nothing but data can be waited for.
  bool unusual() const noexcept { return Unusual; }

  /// For the poller: the descriptor has changed so (EPOLLIN and so on).
  void changed(unsigned Events) noexcept;
  /// An attempt would block.
  void exhausted(Side S) noexcept { May[S] = false; }

protected:
  ~IoPort() { detach(); }
  /// Something may be possible again in these directions. Is called while the
  /// loop looks at its descriptors: must not run users' code, nor let go of
  /// any port.
  virtual void ready(unsigned Sides) noexcept = 0;
  /// The loop is closed; it has detached the port.
  virtual void loopClosed() noexcept = 0;
  /// Has the loop run `C` in its next turn.
  void soon(Callback &C) noexcept;
  /// Takes `C` out of the loop's queue, if it is there.
  bool notSoon(Callback &C) noexcept;
};

} // namespace aio::detail

#endif // AIO_DETAIL_IO_PORT_H
