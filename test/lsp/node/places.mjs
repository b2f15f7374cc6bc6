//===- places.mjs - what is known of places -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  begin,
  client,
  fails,
  leave,
  reset,
  step,
  work,
  workText,
} from "./harness.mjs";
import { capabilities, positionAt, rangeAt, textAt } from "./session.mjs";

begin("places");

await step("initialize", async () => {
  const { capabilities: can } = await client.initialize({}, capabilities());
  assert.equal(can.hoverProvider, true);
});

/// The parameters of a hover over a word.
function over(word) {
  const text = client.text(work);
  const at = text.indexOf(word);
  assert.notEqual(at, -1, `'${word}' is in the text`);
  return { textDocument: { uri: work }, position: positionAt(text, at) };
}
const hover = (word) => client.request(lsp.HoverRequest.type, over(word));

await step("a coroutine, before the first analysis", async () => {
  await client.open(work, workText);
  const { contents, range } = await hover("work(int n)");
  assert.equal(contents.kind, "markdown");
  assert.match(contents.value, /^coroutine `work`\n\n- gives a lazy task/);
  assert.match(contents.value, /may block through `std::this_thread::sleep/);
  assert.match(contents.value, /\[work\.cpp:\d+\]\(file:\/\/\/.*#L\d+\)/);
  assert.equal(textAt(workText, range), "work");
});

await step("calls and awaits", async () => {
  await reset();
  const made = await hover("store(n)");
  assert.match(made.contents.value, /^call of coroutine `store`/);
  assert.match(made.contents.value, /its body has no await that suspends/);
  const blocks = await hover("sleep_for");
  assert.match(blocks.contents.value, /blocks the event loop here/);
  const waits = await hover("co_await");
  assert.match(waits.contents.value, /^`co_await` `store`/);
  assert.match(waits.contents.value, /awaits a lazy task, `task<int>`/);
});

await step("nothing to say", async () => {
  for (const word of ["#include", "return value", "chrono", "int value"])
    assert.equal(await hover(word), null, word);
});

await step("the text as it is now", async () => {
  await reset();
  await client.replace(work, "  note(n);", "  sleep_long(n);");
  await client.replace(
    work,
    "task<int> work",
    "void sleep_long(int n) { std::this_thread::sleep_for(" +
      "std::chrono::seconds(n)); }\n\ntask<int> work",
  );
  const { contents } = await hover("sleep_long(n)");
  assert.match(
    contents.value,
    /^call of function `sleep_long`\n\n- blocks the event loop here through/,
  );
});

await step("a hover that is cancelled", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(5)");
  const source = new rpc.CancellationTokenSource();
  const asked = client.connection.sendRequest(
    lsp.HoverRequest.method,
    over("work(int n)"),
    source.token,
  );
  source.cancel();
  await fails(asked, lsp.LSPErrorCodes.RequestCancelled);
});

await step("a hover over what has changed", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(6)");
  const asked = client.connection.sendRequest(
    lsp.HoverRequest.method,
    over("work(int n)"),
  );
  await client.replace(work, "store(6)", "store(7)");
  await fails(asked, lsp.LSPErrorCodes.ContentModified);
});

await step("documents that are not open", async () => {
  const params = over("work(int n)");
  for (const uri of ["untitled:Untitled-1", `${work}x`])
    assert.equal(
      await client.request(lsp.HoverRequest.type, {
        ...params,
        textDocument: { uri },
      }),
      null,
    );
});

const hints = async () =>
  (
    await client.request(lsp.InlayHintRequest.type, {
      textDocument: { uri: work },
      range: rangeAt(client.text(work), 0, client.text(work).length),
    })
  ).map(({ position, label }) => [position.line + 1, label]);
const lenses = async () =>
  (
    await client.request(lsp.CodeLensRequest.type, {
      textDocument: { uri: work },
    })
  ).map((each) => each.command);
const settings = (value) =>
  client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: { corolint: value },
  });

await step("no hints and lenses unless they are wanted", async () => {
  await reset();
  assert.deepEqual(await hints(), []);
  assert.deepEqual(await lenses(), []);
});

await step("hints", async () => {
  await reset();
  await settings({ inlayHints: true });
  await client.until(
    "workspace/inlayHint/refresh",
    () => client.hintRefreshes !== 0,
  );
  const line = (word) =>
    workText.slice(0, workText.indexOf(word)).split("\n").length;
  assert.deepEqual(await hints(), [
    [line("sleep_for"), "blocks: std::this_thread::sleep_for"],
    [line("co_await"), "may suspend"],
  ]);
  assert.deepEqual(await lenses(), []);
});

await step("lenses", async () => {
  await reset();
  await settings({ codeLens: true });
  await client.until(
    "workspace/codeLens/refresh",
    () => client.lensRefreshes !== 0,
  );
  const [ofStore, callers, ofWork] = await lenses();
  assert.deepEqual(ofStore, { title: "does not suspend", command: "" });
  assert.deepEqual(ofWork, {
    title: "blocks: std::this_thread::sleep_for, suspends",
    command: "",
  });
  assert.equal(callers.title, "1 async caller");
  assert.equal(callers.command, "corolint.showReferences");
  const [uri, position, places] = callers.arguments;
  assert.equal(uri, work);
  assert.equal(
    textAt(workText, { start: position, end: places[0].range.start }).slice(
      0,
      5,
    ),
    "store",
  );
  assert.deepEqual(
    places.map((each) => textAt(workText, each.range)),
    ["store", "store"],
  );
  assert.deepEqual(await hints(), [], "they were turned off again");
});

await step("shutdown and exit", leave);
