//===- exceptions.h - what the runtime throws -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_EXCEPTIONS_H
#define AIO_EXCEPTIONS_H

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace aio {

/// Thrown into a task that was told to stop, and by whatever waits for a
/// cancelled future. As in asyncio (where it derives from BaseException) it is
/// no ordinary error: `catch (const std::exception &)` does not take it.
class CancelledError {
  std::string Message;

public:
  CancelledError() = default;
  explicit CancelledError(std::string Message) : Message(std::move(Message)) {}
  /// What was given to `cancel()`, or "".
  const char *what() const noexcept { return Message.c_str(); }
};

/// Thrown into a coroutine that `close()` or `aclose()` ends early; not to be
/// swallowed. Python's GeneratorExit.
struct GeneratorExit {};

/// Thrown out of `run()` after Ctrl-C. Python's KeyboardInterrupt.
struct KeyboardInterrupt {};

/// The operation does not fit the state: the result of something that is not
/// done, setting a result twice.
class InvalidStateError : public std::logic_error {
public:
  using logic_error::logic_error;
};

/// A time limit has passed.
class TimeoutError : public std::runtime_error {
public:
  TimeoutError() : runtime_error("timed out") {}
  using runtime_error::runtime_error;
};

/// Several errors at once. It has no part that is a group without parts.
class ExceptionGroup : public std::runtime_error {
  std::vector<std::exception_ptr> Parts;

public:
  ExceptionGroup(const std::string &Message,
                 std::vector<std::exception_ptr> Parts)
      : runtime_error(
            Message + " (" + std::to_string(Parts.size()) +
            (Parts.size() == 1 ? " sub-exception)" : " sub-exceptions)")),
        Parts(std::move(Parts)) {}
  const std::vector<std::exception_ptr> &exceptions() const noexcept {
    return Parts;
  }
};

} // namespace aio

#endif // AIO_EXCEPTIONS_H
