//===- push.mjs - findings that the server sends ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edits: what is sent after them.
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  begin,
  blocking,
  client,
  never,
  reset,
  step,
  work,
  workText,
} from "./harness.mjs";
import { capabilities, rangeAt, textAt } from "./session.mjs";

begin("push");

await step("initialize", async () => {
  const { capabilities: can, serverInfo } = await client.initialize(
    {},
    capabilities(),
  );
  assert.equal(serverInfo.name, "corolint");
  assert.match(serverInfo.version, /^\d+\.\d+/);
  assert.equal(can.positionEncoding, "utf-16");
  assert.equal(can.textDocumentSync.openClose, true);
  assert.equal(
    can.textDocumentSync.change,
    lsp.TextDocumentSyncKind.Incremental,
  );
  assert.ok(can.codeActionProvider.codeActionKinds.includes("quickfix"));
  assert.ok(
    can.codeActionProvider.codeActionKinds.includes("source.fixAll.corolint"),
  );
  assert.deepEqual(can.executeCommandProvider.commands, ["corolint.explain"]);
  assert.equal(can.diagnosticProvider, undefined, "no client that can ask");
});

await step("asks for changed files", async () => {
  const { registerOptions } = await client.until("a registration", () =>
    client.registrations.find(
      (each) => each.method === "workspace/didChangeWatchedFiles",
    ),
  );
  const globs = registerOptions.watchers.map((each) => each.globPattern);
  assert.ok(globs.includes("**/.corolint.yaml"), globs.join(" "));
  assert.ok(globs.includes("**/compile_commands.json"), globs.join(" "));
});

await step("open", async () => {
  await client.open(work, workText);
  const found = await client.codes(work, never, never, blocking);
  const texts = found.map((each) => textAt(workText, each.range));
  assert.deepEqual(texts.slice(0, 2), ["store(n)", "note(n)"]);
  assert.match(texts[2], /^std::this_thread::sleep_for\(.*\)$/);
  for (const each of found) {
    assert.equal(each.source, "corolint");
    assert.equal(each.severity, lsp.DiagnosticSeverity.Warning);
    assert.ok(each.message);
    const page = await readFile(
      fileURLToPath(each.codeDescription.href),
      "utf8",
    );
    assert.ok(page.startsWith(`# ${each.code}\n`), "the page of the check");
  }
});

await step("small changes", async () => {
  await reset();
  const at = workText.indexOf("  std::this_thread");
  const end = workText.indexOf("\n", at) + 1;
  await client.change(work, [{ range: rangeAt(workText, at, end), text: "" }]);
  await client.codes(work, never, never);
  await client.change(work, [
    { range: rangeAt(workText, at, at), text: workText.slice(at, end) },
  ]);
  await client.codes(work, never, never, blocking);
});

await step("several changes at once, one on top of the other", async () => {
  await reset();
  const line =
    workText.slice(0, workText.indexOf("  store(n);")).split("\n").length - 1;
  const here = (character) => ({ line, character });
  await client.change(work, [
    { range: { start: here(0), end: here(0) }, text: "  store(n + 1);\n" },
    { range: { start: here(8), end: here(13) }, text: "7" },
    {
      range: {
        start: { line: line + 1, character: 0 },
        end: { line: line + 2, character: 0 },
      },
      text: "",
    },
  ]);
  assert.ok(client.text(work).includes("  store(7);\n  note(n);\n"));
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[0].range), "store(7)");
});

await step("positions after letters of two units", async () => {
  await reset();
  await client.replace(
    work,
    "  store(n);",
    "  /* \u{1F986}\u00E9 */ store(n);",
  );
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[0].range), "store(n)");
  await client.replace(work, "\u{1F986}", "");
  const again = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), again[0].range), "store(n)");
});

await step("lines that end in CR LF", async () => {
  await reset();
  await client.change(work, [{ text: workText.replaceAll("\n", "\r\n") }]);
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[1].range), "note(n)");
  const [action] = (await client.actions(work, found[1].range)).filter((each) =>
    each.title.startsWith("silence"),
  );
  await client.apply(action.edit);
  assert.ok(
    client.text(work).includes(`note(n); // NOLINT(${never})\r\n`),
    "the comment",
  );
  await client.codes(work, never, blocking);
});

await step("fast typing", async () => {
  await reset();
  const sent = client.published.get(work)?.length ?? 0;
  const word = "  // a comment that somebody types";
  for (const letter of word) {
    const at = client.text(work).indexOf("  note(n);");
    const text = client.text(work);
    // Before the line that follows, where the text grows.
    await client.change(work, [
      { range: rangeAt(text, at - 1, at - 1), text: letter },
    ]);
  }
  await client.codes(work, never, never, blocking);
  const versions = client.published
    .get(work)
    .slice(sent)
    .map((each) => each.version);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
    "versions in order",
  );
});
