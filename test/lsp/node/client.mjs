//===- client.mjs - an editor that tries corolint lsp ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   node client.mjs SERVER [ARG...]
//
// as in `node client.mjs build/release/bin/corolint lsp`. Prints a line for
// each step, and exits with 1 if one has failed. COROLINT_LSP_TIMEOUT is how
// many seconds an answer may take (60), COROLINT_LSP_GROUP the beginning of the
// names of the groups of steps that are to be run (all).
//
//===----------------------------------------------------------------------===//

import { finish } from "./harness.mjs";

// One after the other, as some go on with the server of the one before.
for (const steps of [
  "push",
  "actions",
  "files",
  "odd",
  "pull",
  "places",
  "workspace",
  "others",
])
  await import(`./${steps}.mjs`);

finish();
