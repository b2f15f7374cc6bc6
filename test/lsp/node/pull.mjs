//===- pull.mjs - findings that the client asks for ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  begin,
  blocking,
  client,
  header,
  headerText,
  leave,
  never,
  onDisk,
  reset,
  step,
  uriOf,
  withoutTask,
  work,
  workText,
} from "./harness.mjs";
import { capabilities, codesOf, textAt } from "./session.mjs";

begin("pull");

await step("initialize again", async () => {
  const { capabilities: can } = await client.initialize(
    { pushDiagnostics: false, threads: 2 },
    capabilities({ pull: true }),
  );
  assert.equal(can.diagnosticProvider.interFileDependencies, true);
  assert.equal(can.diagnosticProvider.workspaceDiagnostics, true);
});

const pull = (uri, previousResultId) =>
  client.request(lsp.DocumentDiagnosticRequest.type, {
    textDocument: { uri },
    identifier: "corolint",
    ...(previousResultId ? { previousResultId } : {}),
  });

await step("open", async () => {
  await client.open(work, workText);
  const { items } = await client.pullCodes(work, never, never, blocking);
  assert.equal(textAt(workText, items[0].range), "store(n)");
});

await step("nothing new", async () => {
  await reset();
  const { resultId } = await client.pullCodes(work, never, never, blocking);
  const again = await pull(work, resultId);
  assert.deepEqual(again, { kind: "unchanged", resultId });
});

await step("changes", async () => {
  await reset();
  const { resultId } = await client.pullCodes(work, never, never, blocking);
  await client.replace(work, "  store(n);", "  co_await store(n);");
  const report = await pull(work, resultId);
  assert.equal(report.kind, "full");
  assert.deepEqual(codesOf(report.items), [never, blocking]);
  assert.notEqual(report.resultId, resultId);
});

await step("a fix", async () => {
  await reset();
  const { items } = await client.pullCodes(work, never, never, blocking);
  const actions = await client.actions(work, items[1].range, ["quickfix"]);
  await client.apply(actions.find((each) => /co_await/.test(each.title)).edit);
  assert.ok(client.text(work).includes("  co_await note(n);"));
  await client.pullCodes(work, never, blocking);
});

await step("a header that is saved", async () => {
  await reset();
  await client.pullCodes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  await client.save(header);
  await client.pullCodes(work, never, blocking);
});

await step(".corolint.yaml", async () => {
  await reset();
  await client.pullCodes(work, never, never, blocking);
  await onDisk(".corolint.yaml", `checks: '-${never}'\n`);
  await client.pullCodes(work, blocking);
});

await step("documents that are not open", async () => {
  assert.deepEqual((await pull(uriOf("closed.cpp"))).items, []);
  assert.deepEqual((await pull("untitled:Untitled-1")).items, []);
});

await step("a document that is closed meanwhile", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(6)");
  const asked = pull(work);
  await client.close(work);
  const report = await asked;
  assert.equal(report.kind, "full");
});

await step("nothing is sent unasked", async () => {
  assert.deepEqual([...client.published.keys()], []);
});

await step("shutdown and exit", leave);
