//===- debug.h - what the debug mode tells ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The debug mode watches a program and writes one JSON line for each fault that
// it sees; docs/debug-mode.md defines each kind. It is on
//
//   * for the whole program if AIO_DEBUG is set in the environment, to anything
//     but "" and "0", when the first loop is made, or
//   * while there is a loop with `set_debug(true)`, or `run` with that option.
//
// Lines go to the file that AIO_DEBUG_LOG names, or to standard error.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DEBUG_H
#define AIO_DEBUG_H

#include <functional>
#include <string>
#include <vector>

namespace aio::debug {

/// A line of the program. If the program has no debug information, `File` is a
/// module with an offset, and `Line` is 0.
struct Place {
  std::string File;
  unsigned Line = 0;
  std::string Function;

  explicit operator bool() const noexcept { return !File.empty(); }
};

struct Fact {
  /// "never-awaited" and so on.
  std::string Kind;
  /// What stands at `At`: "creation", "suspension", "blocking-call", "lock",
  /// "closure", "use" or "call".
  std::string Anchor;
  Place At;
  /// The coroutine's function, without return type, namespaces and parameters.
  std::string Coroutine;
  /// The call that made the coroutine.
  Place Created;
  /// The task's name; empty if it is about none.
  std::string Task;
  std::string Message;
  /// The innermost first, if that is known.
  std::vector<Place> Stack;

  /// One line, without its end.
  std::string json() const;
};

/// Facts go to `Sink` instead; null: they are written again. `Sink` is called
/// on any thread, by one at a time, and must not use this runtime.
void set_sink(std::function<void(const Fact &)> Sink);

/// Base of a class whose objects tell if they are destroyed while one of their
/// member coroutines is suspended.
class Tracked {
public:
  Tracked() = default;
  Tracked(const Tracked &) noexcept {}
  Tracked &operator=(const Tracked &) noexcept { return *this; }

protected:
  ~Tracked();
};

} // namespace aio::debug

#endif // AIO_DEBUG_H
