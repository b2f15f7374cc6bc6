//===- Trace.h - what the server does, for who looks for faults -*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_TRACE_H
#define COROLINT_LSP_SERVER_TRACE_H

#include "lsp/protocol/Connection.h"

#include <atomic>
#include <string>

namespace corolint::lsp {

/// $/logTrace, as far as the client wants it. Thread-safe.
class Trace {
public:
  explicit Trace(Connection &Wire) : Wire(Wire) {}

  /// "off", "messages" or "verbose"; what is none of these changes nothing.
  void set(llvm::StringRef Value);
  bool isOn() const { return Level != Off; }
  /// `More` is for "verbose" only.
  void log(const std::string &Message, const std::string &More = "");

private:
  enum { Off, Messages, Verbose };

  Connection &Wire;
  std::atomic<int> Level = Off;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_TRACE_H
