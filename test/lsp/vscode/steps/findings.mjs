//===- findings.mjs - what a user sees and mends --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { announces, placeOf, setInFolder, sleeps } from "../project.mjs";

export async function findings({ editor, root, step }) {
  const file = path.join(root, "session.cpp");
  const goTo = async (text) => editor.goTo(...(await placeOf(file, text)));

  /// Saves until the file on the disk has such a text: the fix, or the setting
  /// that applies it, may still be on its way.
  const saved = (wanted) =>
    editor.until(
      `the saved file has ${JSON.stringify(wanted)}`,
      async () => {
        await editor.press("Control+s");
        return readFile(file, "utf8");
      },
      (text) => text.includes(wanted),
    );

  await step("are underlined", async () => {
    await editor.openFile("session.cpp");
    await editor.expect(sleeps, announces);
  });

  await step("are counted", () =>
    editor.until(
      "the status bar's problems",
      () => editor.statusBar("status.problems"),
      (seen) => seen === "Warnings: 2",
    ),
  );

  await step("the language status says that the server runs", async () => {
    await editor.status("corolint: running");
  });

  await step("a message opens, with a link to the page", async () => {
    const hover = await editor.hover(announces);
    assert.match(
      await hover.textContent(),
      /the task of 'chat::Room::announce' is never awaited, so it never runs/,
    );
    const link = hover.locator("a.code-link");
    assert.equal(await link.textContent(), "coro-never-awaited");
    await link.click();
    const page = editor.page.locator(
      '.tab.active[data-resource-name="coro-never-awaited.md"]',
    );
    await page.waitFor();
    await editor.until(
      "the page's text",
      () => editor.text(),
      (seen) => seen.includes("# coro-never-awaited"),
    );
    await editor.closeTab();
  });

  await step("the page of a check, as a reader wants it", async () => {
    await goTo(sleeps);
    await editor.fix("explain coro-blocking-call");
    const page = editor.page
      .frameLocator("iframe.webview")
      .frameLocator("#active-frame")
      .locator("h1");
    await page.waitFor();
    assert.equal(await page.textContent(), "coro-blocking-call");
    await editor.closeTab();
    await editor.expect(sleeps, announces);
  });

  await step("a fix", async () => {
    await goTo(announces);
    await editor.fix("await it with co_await");
    await editor.expect(sleeps);
    await saved(`\n  co_await ${announces};\n`);
  });

  await step("what is typed is underlined", async () => {
    const [line] = await placeOf(file, "Place.leave(Name);");
    await editor.goTo(line, 1);
    await editor.press("End", "Enter");
    await editor.type("throttle(1);");
    await editor.expect(sleeps, "throttle(1)");
  });

  await step("fixes on saving", async () => {
    await setInFolder(root, {
      "editor.codeActionsOnSave": { "source.fixAll.corolint": "explicit" },
    });
    await saved("\n  co_await throttle(1);\n");
    await editor.expect(sleeps);
    await setInFolder(root, {});
  });

  await step("a comment that silences", async () => {
    await goTo(sleeps);
    await editor.fix("silence coro-blocking-call here");
    await editor.expect();
    await saved(`${sleeps}; // NOLINT(coro-blocking-call)\n`);
  });

  await step("unsaved text of a header", async () => {
    await editor.openFile("room.h");
    const [line, column] = await placeOf(
      path.join(root, "room.h"),
      "co_await Out.drain();",
    );
    await editor.goTo(line, column);
    for (let i = 0; i < "co_await ".length; ++i) await editor.press("Delete");
    await editor.expect("Out.drain()");
  });
}
