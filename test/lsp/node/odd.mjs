//===- odd.mjs - what no good client does ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes on with the server of push.mjs, and ends it.
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  blocking,
  client,
  fails,
  leave,
  never,
  reset,
  step,
  uriOf,
  work,
  workText,
} from "./harness.mjs";
import { rangeAt } from "./session.mjs";

await step("text that is broken", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const half = workText.slice(0, workText.indexOf("this_thread::") + 9);
  for (const text of [
    half,
    workText.replace("task<int> work", "task<int work"),
    workText.replace("#include <thread>", "#include <thre"),
    "}}}} {{{ (( \"' /* #if",
    "\u0000\u0001\uFFFF" + workText,
    "",
    "{".repeat(5000),
  ]) {
    await client.change(work, [{ text }]);
    await client.diagnostics(
      work,
      `an analysis of ${JSON.stringify(text.slice(0, 40))}`,
      () => true,
    );
    await client.change(work, [{ text: workText }]);
    await client.codes(work, never, never, blocking);
  }
});

await step("changes that are out of bounds", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const far = { line: 100000, character: 7 };
  const end = { line: 3, character: 100000 };
  const version = ++client.documents.get(work).version;
  await client.notify(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: work, version },
    contentChanges: [
      { range: { start: far, end: far }, text: "// end" },
      { range: { start: end, end }, text: "" },
    ],
  });
  await client.diagnostics(work, "an analysis", () => true);
  await client.notify(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: uriOf("unknown.cpp"), version: 3 },
    contentChanges: [{ text: "int x;" }],
  });
  await client.change(work, [{ text: workText }]);
  await client.codes(work, never, never, blocking);
});

await step("documents that are no files", async () => {
  await reset();
  await client.open("untitled:Untitled-1", workText);
  await client.change("untitled:Untitled-1", [{ text: "" }]);
  assert.deepEqual(
    await client.actions("untitled:Untitled-1", rangeAt("", 0, 0)),
    [],
  );
  await client.close("untitled:Untitled-1");
  assert.deepEqual(
    await client.actions(uriOf("closed.cpp"), rangeAt("", 0, 0)),
    [],
  );
  await client.codes(work, never, never, blocking);
});

await step("requests that it does not know", async () => {
  const where = {
    textDocument: { uri: work },
    position: { line: 0, character: 0 },
  };
  await fails(
    client.request("textDocument/nothing", where),
    rpc.ErrorCodes.MethodNotFound,
  );
  await fails(
    client.request("textDocument/definition", where),
    rpc.ErrorCodes.MethodNotFound,
  );
  await fails(client.request("$/nothing", {}), rpc.ErrorCodes.MethodNotFound);
  await fails(
    client.request("initialize", { capabilities: {} }),
    rpc.ErrorCodes.InvalidRequest,
  );
  await fails(
    client.request("textDocument/codeAction", { textDocument: 1 }),
    rpc.ErrorCodes.InvalidParams,
  );
  await client.notify("nothing/atAll", { x: 1 });
  await client.notify("$/setTrace", { value: "off" });
});

await step("a request that is cancelled", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(5)");
  const source = new rpc.CancellationTokenSource();
  const range = rangeAt(workText, 0, workText.length);
  const asked = client.connection.sendRequest(
    lsp.CodeActionRequest.method,
    { textDocument: { uri: work }, range, context: { diagnostics: [] } },
    source.token,
  );
  source.cancel();
  let answer;
  asked.then(
    (result) => ((answer = { result }), client.wake()),
    (error) => ((answer = { error }), client.wake()),
  );
  await client.until("an answer all the same", () => answer);
  if (answer.error)
    assert.equal(answer.error.code, lsp.LSPErrorCodes.RequestCancelled);
  else assert.ok(Array.isArray(answer.result));
  await client.codes(work, never, never, blocking);
});

await step("shutdown and exit", leave);
