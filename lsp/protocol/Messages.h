//===- Messages.h - all messages ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_MESSAGES_H
#define COROLINT_LSP_PROTOCOL_MESSAGES_H

#include "lsp/protocol/Actions.h"
#include "lsp/protocol/Basics.h"
#include "lsp/protocol/Diagnostics.h"
#include "lsp/protocol/Initialize.h"
#include "lsp/protocol/Workspace.h"

#endif // COROLINT_LSP_PROTOCOL_MESSAGES_H
