//===- Listen.h - how the client is reached ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_LISTEN_H
#define COROLINT_LSP_SERVER_LISTEN_H

#include "llvm/Support/Error.h"

#include <string>

namespace corolint::lsp {

struct Endpoint {
  enum Kind { Stdio, Socket, Pipe } What = Stdio;
  /// The port, or the path.
  std::string Name;
};

/// Descriptors, which stay open until the program ends.
struct Streams {
  int In = 0;
  int Out = 1;
};

/// Connects to the client. For Stdio, what others print to the standard output
/// goes to the standard error from now on, so that it cannot get among the
/// messages.
llvm::Expected<Streams> connect(const Endpoint &To);

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_LISTEN_H
