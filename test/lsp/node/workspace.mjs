//===- workspace.mjs - findings in all files, progress and traces ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  begin,
  blocking,
  client,
  database,
  fails,
  inProject,
  leave,
  never,
  onDisk,
  reset,
  step,
  uriOf,
  work,
  workText,
} from "./harness.mjs";
import { capabilities, codesOf } from "./session.mjs";

begin("workspace");

const other = uriOf("other.cpp");
const otherText = '#include "note.h"\n\ntask<int> other() { note(1); co_return 2; }\n';
const entry = (file) => ({
  ...database[0],
  file,
  arguments: ["c++", "-std=c++20", "-c", file],
});

await step("initialize", async () => {
  await writeFile(inProject("other.cpp"), otherText);
  await writeFile(
    inProject("compile_commands.json"),
    JSON.stringify([entry("work.cpp"), entry("other.cpp")]),
  );
  const { capabilities: can } = await client.initialize(
    {},
    capabilities({ pull: true }),
  );
  assert.equal(can.diagnosticProvider.workspaceDiagnostics, true);
  assert.equal(can.diagnosticProvider.workDoneProgress, true);
});

let tokens = 0;
/// Asks for the findings in all files; `parts` grows as they come.
function ask(previousResultIds = [], { streams = true } = {}) {
  const parts = [];
  const source = new rpc.CancellationTokenSource();
  const token = `parts ${++tokens}`;
  const listening = client.connection.onProgress(
    lsp.WorkspaceDiagnosticRequest.partialResult,
    token,
    ({ items }) => {
      parts.push(...items);
      client.wake();
    },
  );
  const asked = { parts, cancel: () => source.cancel(), ended: false };
  asked.answer = client.connection
    .sendRequest(
      lsp.WorkspaceDiagnosticRequest.method,
      {
        identifier: "corolint",
        previousResultIds,
        ...(streams ? { partialResultToken: token } : {}),
      },
      source.token,
    )
    .finally(() => {
      asked.ended = true;
      listening.dispose();
    });
  asked.answer.catch(() => {});
  asked.until = (count) =>
    client.until(`${count} parts`, () => parts.length >= count);
  return asked;
}
const told = (items) =>
  Object.fromEntries(
    items
      .map((each) => [
        each.uri.split("/").at(-1),
        each.kind === "full" ? codesOf(each.items) : each.kind,
      ])
      .sort(),
  );
const ids = (items) =>
  items.map(({ uri, resultId }) => ({ uri, value: resultId }));
const all = {
  "other.cpp": [never],
  "work.cpp": [never, never, blocking],
};
const unchanged = { "other.cpp": "unchanged", "work.cpp": "unchanged" };

let known;
await step("nothing is open", async () => {
  const { items } = await ask([], { streams: false }).answer;
  assert.deepEqual(told(items), all);
  for (const each of items) assert.equal(each.version, null);
  known = ids(items);
});

await step("in parts", async () => {
  const asked = ask();
  assert.deepEqual(await asked.answer, { items: [] });
  assert.deepEqual(told(asked.parts), all);
  assert.deepEqual(ids(asked.parts).length, 2);
});

await step("nothing new", async () => {
  const { items } = await ask(known, { streams: false }).answer;
  assert.deepEqual(told(items), unchanged);
});

await step("an open document", async () => {
  await client.open(work, workText.replace("  note(n);\n", ""));
  const { items } = await ask([], { streams: false }).answer;
  const [report] = items.filter((each) => each.uri === work);
  assert.equal(report.version, 1);
  assert.deepEqual(codesOf(report.items), [never, blocking]);
  const { kind } = await client.request(lsp.DocumentDiagnosticRequest.type, {
    textDocument: { uri: work },
    identifier: "corolint",
    previousResultId: report.resultId,
  });
  assert.equal(kind, "unchanged");
  await client.close(work);
});

await step("a request that waits for news", async () => {
  const asked = ask(known);
  await asked.until(2);
  assert.deepEqual(told(asked.parts), unchanged);
  assert.equal(asked.ended, false);
  await onDisk("other.cpp", otherText.replace("note(1);", ""));
  await asked.until(3);
  assert.deepEqual(await asked.answer, { items: [] });
  assert.deepEqual(told(asked.parts.slice(2)), { "other.cpp": [] });
  await onDisk("other.cpp", otherText);
});

await step("a request that is cancelled", async () => {
  const asked = ask(known);
  await asked.until(2);
  asked.cancel();
  await fails(asked.answer, lsp.LSPErrorCodes.RequestCancelled);
});

await step("settings that change meanwhile", async () => {
  const asked = ask(known);
  await asked.until(2);
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: { corolint: {} },
  });
  const error = await asked.answer.then(
    () => assert.fail("an answer"),
    (each) => each,
  );
  assert.equal(error.code, lsp.LSPErrorCodes.ServerCancelled);
  assert.ok(lsp.DiagnosticServerCancellationData.is(error.data));
  assert.equal(error.data.retriggerRequest, true);
});

await step("progress", async () => {
  assert.ok(client.progress.size >= 1);
  // What is over before the client has answered is not shown.
  await client.until("the end of all progress", () =>
    [...client.progress.values()].every(
      (each) => each.length === 0 || each.at(-1).kind === "end",
    ),
  );
  const [first] = client.progress.values();
  assert.equal(first[0].kind, "begin");
  assert.equal(first[0].cancellable, true);
  assert.ok(first.slice(1, -1).every((each) => each.kind === "report"));
});

await step("progress that is cancelled", async () => {
  const before = client.progress.size;
  const asked = ask();
  const [token] = await client.until(
    "its begin",
    () =>
      client.progress.size > before &&
      [...client.progress].at(-1)[1].length > 0 &&
      [...client.progress].at(-1),
  );
  await client.notify(lsp.WorkDoneProgressCancelNotification.type, { token });
  const error = await asked.answer.then(
    () => assert.fail("an answer"),
    (each) => each,
  );
  assert.equal(error.code, lsp.LSPErrorCodes.ServerCancelled);
  assert.equal(error.data.retriggerRequest, false);
});

await step("traces", async () => {
  assert.deepEqual(client.traces, []);
  await client.notify(lsp.SetTraceNotification.type, { value: "verbose" });
  await reset();
  await client.pullCodes(work, never, never, blocking);
  const { message, verbose } = await client.until("a trace", () =>
    client.traces.find((each) => each.message.includes("work.cpp")),
  );
  assert.match(message, /^analysed version 1 of .* in \d+ ms: 3 findings$/);
  assert.ok(verbose.includes(never), verbose);
  await client.notify(lsp.SetTraceNotification.type, { value: "off" });
});

await step("nothing is sent unasked", async () => {
  assert.deepEqual([...client.published.keys()], []);
});

await step("shutdown and exit, with a request that waits", async () => {
  const asked = ask(known);
  await leave();
  await asked.answer.catch(() => {});
});

// As the other groups know it.
await writeFile(inProject("compile_commands.json"), JSON.stringify(database));
