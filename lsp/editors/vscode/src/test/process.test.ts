//===- process.test.ts ----------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";

import { ServerProcess } from "../process";

let root = "";

/** A program of such a text. */
async function program(name: string, text: string): Promise<string> {
  const file = path.join(root, name);
  await writeFile(file, text);
  await chmod(file, 0o755);
  return file;
}

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "corolint-"));
});
after(() => rm(root, { recursive: true }));

test("it is started as a server, in the folder", async () => {
  const file = await program("says", '#!/bin/sh\necho "$* $PWD"\n');
  const started = await ServerProcess.start(file, root);
  let said = "";
  started.child.stdout.on("data", (chunk: Buffer) => (said += chunk));
  assert.equal(await started.ended, "exit code 0");
  assert.equal(said.trim(), `lsp ${root}`);
});

test("its end and its last words are known", async () => {
  const file = await program(
    "fails",
    "#!/bin/sh\necho one >&2\necho two >&2\nexit 3\n",
  );
  const started = await ServerProcess.start(file, undefined);
  started.child.stdout.resume();
  assert.equal(await started.ended, "exit code 3");
  assert.equal(started.lastError, "two");
});

test("one that does not end is not waited for, and can be killed", async () => {
  const file = await program("hangs", "#!/bin/sh\nexec sleep 1000\n");
  const started = await ServerProcess.start(file, undefined);
  started.child.stdout.resume();
  assert.equal(await started.endWithin(50), undefined);
  assert.equal(started.lastError, "");
  started.kill();
  assert.equal(await started.endWithin(10_000), "signal SIGKILL");
});

test("what cannot be started is an error", async () => {
  const file = await program("no-interpreter", "#!/nowhere/sh\n");
  await assert.rejects(ServerProcess.start(file, undefined), /ENOENT/);
  await assert.rejects(
    ServerProcess.start(path.join(root, "none"), undefined),
    /ENOENT/,
  );
});
