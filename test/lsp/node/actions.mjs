//===- actions.mjs - what can be done about findings -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes on with the server of push.mjs.
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  blocking,
  client,
  fails,
  never,
  reset,
  step,
  work,
  workText,
} from "./harness.mjs";
import { codesOf, rangeAt, textAt } from "./session.mjs";

await step("a fix", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  const fix = actions.find((each) => each.edit && /co_await/.test(each.title));
  assert.ok(
    fix,
    `a fix among: ${actions.map((each) => each.title).join("; ")}`,
  );
  assert.equal(fix.kind, "quickfix");
  assert.deepEqual(codesOf(fix.diagnostics), [never]);
  await client.apply(fix.edit);
  assert.ok(
    client.text(work).includes("  co_await store(n);"),
    client.text(work),
  );
  await client.codes(work, never, blocking);
  const left = await client.actions(work, found.range);
  assert.deepEqual(
    left.filter((each) => each.kind === "quickfix"),
    [],
    "nothing there any more",
  );
});

await step("a comment that silences", async () => {
  await reset();
  const found = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found[2].range);
  const silence = actions.find(
    (each) => each.edit && /silence/.test(each.title),
  );
  assert.ok(
    silence,
    `one among: ${actions.map((each) => each.title).join("; ")}`,
  );
  await client.apply(silence.edit);
  assert.ok(
    client.text(work).includes(`; // NOLINT(${blocking})\n`),
    client.text(work),
  );
  await client.codes(work, never, never);
});

await step("a comment above a line that has one", async () => {
  await reset();
  await client.replace(work, "  store(n);", "  store(n); // later");
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  await client.apply(actions.find((each) => /silence/.test(each.title)).edit);
  assert.ok(
    client
      .text(work)
      .includes(`  // NOLINTNEXTLINE(${never})\n  store(n); // later\n`),
  );
  await client.codes(work, never, blocking);
});

await step("a wrong comment is told", async () => {
  await reset();
  await client.replace(
    work,
    "  store(n);",
    "  store(n); // NOLINTBEGIN(coro-*)",
  );
  const all = await client.diagnostics(work, "a finding 'nolint'", (each) =>
    codesOf(each).includes("nolint"),
  );
  const { range } = all.find((each) => each.code === "nolint");
  assert.ok(textAt(client.text(work), range).includes("NOLINTBEGIN"));
});

await step("source.fixAll.corolint", async () => {
  await reset();
  const before = codesOf(await client.codes(work, never, never, blocking));
  const everything = rangeAt(workText, 0, workText.length);
  const safe = (await client.actions(work, everything)).filter(
    (each) => each.isPreferred,
  );
  for (const only of ["source.fixAll.corolint", "source.fixAll", "source"]) {
    const all = await client.actions(work, everything, [only]);
    for (const each of all) assert.equal(each.kind, "source.fixAll.corolint");
    assert.equal(all.length, safe.length === 0 ? 0 : 1, `actions for ${only}`);
  }
  assert.deepEqual(
    await client.actions(work, everything, ["source.organizeImports"]),
    [],
  );
  assert.deepEqual(
    await client.actions(work, everything, ["source.fixAll.corolintx"]),
    [],
  );
  const [all] = await client.actions(work, everything, [
    "source.fixAll.corolint",
  ]);
  // It offers what is safe, and no more.
  if (!all) return;
  await client.apply(all.edit);
  await client.diagnostics(
    work,
    "fewer findings",
    (each) => each.length < before.length,
  );
});

await step("only what was asked for", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const titles = (actions) => actions.map((each) => each.title);
  const fixes = await client.actions(work, found.range, ["quickfix"]);
  assert.ok(fixes.length >= 3, titles(fixes).join("; "));
  for (const each of fixes)
    assert.deepEqual(each.diagnostics[0].range, found.range);
  assert.deepEqual(await client.actions(work, found.range, ["refactor"]), []);
  const first = { line: 0, character: 0 };
  assert.deepEqual(
    await client.actions(work, { start: first, end: first }),
    [],
  );
});

await step("corolint.explain", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  const { command: explain } = actions.find((each) => each.command);
  assert.equal(explain.command, "corolint.explain");
  const count = client.shown.length;
  await client.request(lsp.ExecuteCommandRequest.type, {
    command: explain.command,
    arguments: explain.arguments,
  });
  const shown = await client.until(
    "window/showDocument",
    () => client.shown[count],
  );
  const page = await readFile(fileURLToPath(shown.uri), "utf8");
  assert.ok(page.startsWith(`# ${never}\n`));
});

await step("commands that are wrong", async () => {
  const run = (name, ...args) =>
    client.request(lsp.ExecuteCommandRequest.type, {
      command: name,
      arguments: args,
    });
  await fails(run("corolint.nothing"), rpc.ErrorCodes.InvalidParams);
  await fails(run("corolint.explain"), rpc.ErrorCodes.InvalidParams);
  await fails(run("corolint.explain", 7), rpc.ErrorCodes.InvalidParams);
  await fails(
    run("corolint.explain", "coro-nothing"),
    lsp.LSPErrorCodes.RequestFailed,
  );
  await fails(
    run("corolint.explain", "../work"),
    lsp.LSPErrorCodes.RequestFailed,
  );
});
