//===- harness.mjs - what the groups of steps share ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import {
  cp,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import { Session } from "./session.mjs";

/// The server that is tried; none while a group is left out.
export let client;
export const never = "coro-never-awaited";
export const blocking = "coro-blocking-call";
export const { Created, Changed, Deleted } = lsp.FileChangeType;
const command = process.argv.slice(2);
if (command.length === 0) {
  console.error("usage: node client.mjs SERVER [ARG...]");
  process.exit(2);
}

// It runs in another folder.
if (command[0].includes("/")) command[0] = path.resolve(command[0]);

export const home = await realpath(
  await mkdtemp(path.join(tmpdir(), "corolint lsp ")),
);
export const root = path.join(home, "project");
process.on("exit", () => {
  client?.kill();
  rmSync(home, { recursive: true, force: true });
});
process.on("unhandledRejection", (reason) => {
  // A connection that breaks; the step that needs it says so.
  client?.log.push(`unhandled: ${reason}`);
});
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => process.exit(1));
const environment = { XDG_CACHE_HOME: path.join(home, "cache") };
export const inProject = (name) => path.join(root, name);
export const uriOf = (name) => pathToFileURL(inProject(name)).href;
export const work = uriOf("work.cpp");
export const header = uriOf("note.h");
export const configuration = uriOf(".corolint.yaml");

await cp(fileURLToPath(new URL("../project", import.meta.url)), root, {
  recursive: true,
});
export const database = [
  {
    directory: root,
    file: "work.cpp",
    arguments: ["c++", "-std=c++20", "-c", "work.cpp"],
  },
];
await writeFile(inProject("compile_commands.json"), JSON.stringify(database));
export const workText = await readFile(inProject("work.cpp"), "utf8");
export const headerText = await readFile(inProject("note.h"), "utf8");
export const withoutTask = headerText.replace(
  "task<int> note(int n) { co_return n; }",
  "int note(int n) { return n; }",
);
assert.notEqual(withoutTask, headerText);

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

let passed = 0;
let failed = 0;
let group = "";

export async function step(name, run) {
  if (!client) return;
  const full = `${group}: ${name}`;
  const begin = Date.now();
  try {
    await run();
    ++passed;
    console.log(`ok      ${full} (${Date.now() - begin} ms)`);
  } catch (error) {
    ++failed;
    const text = error instanceof Error ? error.message : String(error);
    console.log(
      `FAILED  ${full}\n        ${text.replaceAll("\n", "\n        ")}`,
    );
    if (client?.errors) {
      console.log(
        `        the server's standard error: ${client.errors.slice(-2000)}`,
      );
      client.errors = "";
    }
  }
}
/// A change on the disk that the editor sees.
export async function onDisk(name, text) {
  const uri = uriOf(name);
  let type = Changed;
  if (text === undefined) {
    type = Deleted;
    await rm(inProject(name));
  } else {
    await readFile(inProject(name)).catch(() => (type = Created));
    await writeFile(inProject(name), text);
  }
  await client.changedFiles([uri, type]);
}

/// The project as it was, and work.cpp open with the text that is on the disk.
export async function reset() {
  for (const uri of [...client.documents.keys()])
    if (uri !== work) await client.close(uri);
  await onDisk("note.h", headerText);
  if (await readFile(inProject(".corolint.yaml")).catch(() => null))
    await onDisk(".corolint.yaml", undefined);
  await writeFile(inProject("work.cpp"), workText);
  if (!client.documents.has(work)) await client.open(work, workText);
  else if (client.text(work) !== workText)
    await client.change(work, [{ text: workText }]);
}

export async function fails(promise, code) {
  let answer;
  try {
    answer = await promise;
  } catch (error) {
    assert.ok(error instanceof rpc.ResponseError, `${error}`);
    assert.equal(error.code, code, `the code of '${error.message}'`);
    assert.ok(error.message, "a message");
    return;
  }
  assert.fail(`an answer instead of an error: ${JSON.stringify(answer)}`);
}

/// Another group of steps, with a server of its own.
export function begin(name) {
  client?.kill();
  group = name;
  client = name.startsWith(process.env.COROLINT_LSP_GROUP ?? "")
    ? new Session(command, root, environment)
    : undefined;
}

/// Leaves as an editor does.
export const leave = async () => {
  await client.shutdown();
  await fails(
    client.request("textDocument/codeAction", {}),
    rpc.ErrorCodes.InvalidRequest,
  );
  assert.equal(await client.exit(), 0, "the exit code");
};

/// Says how it went, and ends the program.
export function finish() {
  client?.kill();
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
