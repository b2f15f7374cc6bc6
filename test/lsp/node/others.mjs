//===- others.mjs - other clients ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { cp, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  Changed,
  begin,
  blocking,
  client,
  database,
  fails,
  headerText,
  home,
  inProject,
  leave,
  never,
  root,
  step,
  withoutTask,
  work,
  workText,
} from "./harness.mjs";
import { capabilities, rangeAt } from "./session.mjs";

begin("utf-8");
await step("positions in bytes", async () => {
  const { capabilities: can } = await client.initialize(
    { pushDiagnostics: true },
    capabilities({ pull: true, encodings: ["utf-8", "utf-16"] }),
  );
  assert.equal(can.positionEncoding, "utf-8");
  assert.equal(can.diagnosticProvider, undefined, "pushDiagnostics was set");
  await client.open(
    work,
    workText.replace("  store(n);", "  /* \u{1F986} */ store(n);"),
  );
  const [found] = await client.codes(work, never, never, blocking);
  const line = Buffer.from(
    client.text(work).split("\n")[found.range.start.line],
  );
  const { start, end } = found.range;
  assert.equal(
    line.subarray(start.character, end.character).toString(),
    "store(n)",
  );
});
await step("shutdown and exit", leave);

begin("settings at the start");
await step("checks and a wrong one", async () => {
  await client.initialize(
    { checks: [`-${blocking}`], nonsense: 1, threads: 1, noConfig: true },
    capabilities(),
  );
  await client.until("a message about 'nonsense'", () =>
    client.messages.find((each) => each.message.includes("'nonsense'")),
  );
  await client.open(work, workText);
  await client.codes(work, never, never);
});
await step("they last when the client has none to give", async () => {
  // As editors do after the start that have no such section.
  client.settings = null;
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: {},
  });
  await client.replace(work, "  note(n);", "  co_await note(n);");
  await client.codes(work, never);
});
await step("shutdown and exit", leave);

begin("a folder named c++");
await step("URIs are given back as they were written", async () => {
  const folder = path.join(home, "c++");
  await cp(root, folder, { recursive: true });
  const entry = { ...database[0], directory: folder };
  await writeFile(
    path.join(folder, "compile_commands.json"),
    JSON.stringify([entry]),
  );
  const plain = `${pathToFileURL(home).href}/c++/work.cpp`;
  const encoded = `${pathToFileURL(home).href}/c%2B%2B/work.cpp`;
  await client.initialize(undefined, capabilities());
  for (const uri of [encoded, plain]) {
    await client.open(uri, workText);
    const [found] = await client.codes(uri, never, never, blocking);
    const actions = await client.actions(uri, found.range);
    await client.apply(actions.find((each) => each.edit).edit);
    await client.codes(uri, never, blocking);
    await client.close(uri);
  }
});
await step("shutdown and exit", leave);

begin("a folder behind a link");
await step("findings, and a header that is saved", async () => {
  const linked = path.join(home, "linked");
  await symlink(root, linked);
  const throughLink = (name) => pathToFileURL(path.join(linked, name)).href;
  await client.initialize(undefined, capabilities());
  await client.open(throughLink("work.cpp"), workText);
  await client.codes(throughLink("work.cpp"), never, never, blocking);
  try {
    await writeFile(inProject("note.h"), withoutTask);
    await client.changedFiles([throughLink("note.h"), Changed]);
    await client.codes(throughLink("work.cpp"), never, blocking);
  } finally {
    await writeFile(inProject("note.h"), headerText);
  }
});
await step("shutdown and exit", leave);

begin("a client that can do little");
await step("open and fix", async () => {
  const kinds = { codeActionKind: { valueSet: ["quickfix"] } };
  await client.initialize(undefined, {
    textDocument: { codeAction: { codeActionLiteralSupport: kinds } },
  });
  await client.open(work, workText);
  const all = await client.until("findings", () =>
    client.published.get(work)?.find((each) => each.diagnostics.length === 3),
  );
  assert.equal(all.version, undefined, "versions were not asked for");
  const actions = await client.actions(work, all.diagnostics[0].range);
  const fix = actions.find((each) => each.edit);
  assert.equal(fix.edit.documentChanges, undefined);
  assert.deepEqual(Object.keys(fix.edit.changes), [work]);
  assert.equal(
    client.registrations.length,
    0,
    "registrations were not offered",
  );
});
await step("no document is shown", async () => {
  await client.request(lsp.ExecuteCommandRequest.type, {
    command: "corolint.explain",
    arguments: [never],
  });
  // What it asks would come before the next answer.
  await client.actions(work, rangeAt(workText, 0, 0));
  assert.deepEqual(client.shown, []);
});
await step("exit without shutdown gives 1", async () => {
  assert.equal(await client.exit(), 1);
});

begin("without a word");
await step("ends with its input", async () => {
  await client.initialize(undefined, capabilities());
  await client.open(work, workText);
  client.child.stdin.end();
  assert.equal(await client.exitCode(), 1);
});

for (const delay of [0, 50, 200, 400]) {
  begin(`leaves ${delay} ms after a change`);
  await step("shutdown and exit", async () => {
    await client.initialize(undefined, capabilities());
    await client.open(work, workText);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await client.shutdown();
    assert.equal(await client.exit(), 0);
  });
  }

begin("before initialize");
await step("requests are refused", async () => {
  await client.notify("textDocument/didOpen", {});
  await fails(
    client.request("textDocument/codeAction", {}),
    rpc.ErrorCodes.ServerNotInitialized,
  );
  await client.initialize(undefined, capabilities());
});
await step("shutdown and exit", leave);
