//===- executable.test.ts -------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";

import { findExecutable } from "../executable";

let root = "";

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), "corolint-"));
  await mkdir(path.join(root, "bin", "folder"), { recursive: true });
  await writeFile(path.join(root, "bin", "tool"), "#!/bin/sh\n");
  await chmod(path.join(root, "bin", "tool"), 0o755);
  await writeFile(path.join(root, "bin", "data"), "");
  await chmod(path.join(root, "bin", "data"), 0o644);
});
after(() => rm(root, { recursive: true }));

test("a name is looked for in PATH", async () => {
  const bin = path.join(root, "bin");
  const tool = path.join(bin, "tool");
  assert.equal(await findExecutable("tool", root, bin), tool);
  assert.equal(await findExecutable("tool", root, `/nowhere::${bin}`), tool);
  assert.equal(await findExecutable("tool", bin, "/nowhere"), undefined);
  assert.equal(await findExecutable("tool", bin, undefined), undefined);
});

test("a path is relative to the workspace", async () => {
  const tool = path.join(root, "bin", "tool");
  assert.equal(await findExecutable("bin/tool", root, ""), tool);
  assert.equal(await findExecutable(tool, undefined, ""), tool);
  assert.equal(await findExecutable("bin/none", root, ""), undefined);
});

test("folders and files without the right are none", async () => {
  const bin = path.join(root, "bin");
  assert.equal(await findExecutable("folder", root, bin), undefined);
  assert.equal(await findExecutable("bin/data", root, bin), undefined);
  assert.equal(await findExecutable("", root, bin), undefined);
});
