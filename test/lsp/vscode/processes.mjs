//===- processes.mjs - which servers run ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { readFile, readdir } from "node:fs/promises";

/// The ids of the processes that were started as `executable`.
export async function processesOf(executable) {
  const out = [];
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    // It may end meanwhile.
    const line = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    if (line.split("\0")[0] === executable) out.push(Number(id));
  }
  return out;
}
