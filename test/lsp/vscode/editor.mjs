//===- editor.mjs - what a user does and sees in VS Code ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { chromium } from "playwright-core";

const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// What is underlined on the screen, from top to bottom: which text, and where.
/// It runs in the browser, and reads what was drawn, character by character.
function underlined() {
  const lines = [
    ...document.querySelectorAll(".editor-instance .view-lines .view-line"),
  ].map((line) => ({ line, at: line.getBoundingClientRect() }));
  const textBelow = (mark) => {
    const middle = (mark.top + mark.bottom) / 2;
    const found = lines.find(
      ({ at }) => at.top <= middle && middle < at.bottom,
    );
    if (!found) return "";
    const nodes = document.createTreeWalker(found.line, NodeFilter.SHOW_TEXT);
    let out = "";
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      for (let i = 0; i < node.length; ++i) {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const at = range.getBoundingClientRect();
        const center = (at.left + at.right) / 2;
        if (mark.left <= center && center < mark.right) out += node.data[i];
      }
    }
    return out.replaceAll("\u00a0", " ");
  };
  return [
    ...document.querySelectorAll(
      ".editor-instance .squiggly-warning, .editor-instance .squiggly-error",
    ),
  ]
    .map((each) => each.getBoundingClientRect())
    .sort((a, b) => a.top - b.top || a.left - b.left)
    .map((each) => ({
      text: textBelow(each),
      x: each.left + each.width / 2,
      y: each.top + each.height / 2,
    }));
}

export class Editor {
  #browser;
  #limit;
  page;

  constructor(limit) {
    this.#limit = limit;
  }

  /// Opens a folder in a new window of such a size.
  async open(url, folder, width, height, more = {}) {
    this.#browser = await chromium.launch({ executablePath: browser, args });
    this.page = await this.#browser.newPage({
      viewport: { width, height },
      ...more,
    });
    this.page.setDefaultTimeout(this.#limit);
    await this.page.goto(`${url}?folder=${encodeURIComponent(folder)}`);
    await this.page.waitForSelector(".explorer-folders-view .monaco-list-row");
  }
  async close() {
    await this.#browser?.close();
  }

  /// Waits until `good` holds of what `look` gives, and gives that.
  async until(what, look, good) {
    const end = Date.now() + this.#limit;
    for (;;) {
      const seen = await look();
      if (good(seen)) return seen;
      if (Date.now() > end)
        throw new Error(
          `${what}: not within ${this.#limit / 1000} s; ` +
            `the last: ${JSON.stringify(seen)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async openFile(name) {
    const rows = this.page.locator(".explorer-folders-view .monaco-list-row");
    await rows.filter({ hasText: name }).dblclick();
    await this.page
      .locator(`.tab.active[data-resource-name="${name}"]`)
      .waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /// Closes the tab that is shown.
  async closeTab() {
    const name = await this.page
      .locator(".tab.active")
      .getAttribute("data-resource-name");
    const tab = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    await tab.locator(".codicon-close").click();
    await tab.waitFor({ state: "detached" });
  }

  /// What the editor shows of a file, as far as it is on the screen.
  async text() {
    const lines = await this.page
      .locator(".editor-instance .view-lines .view-line")
      .evaluateAll((all) =>
        all
          .map((each) => [each.getBoundingClientRect().top, each.textContent])
          .sort((a, b) => a[0] - b[0])
          .map(([, text]) => text),
      );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /// The texts that are underlined, from top to bottom.
  async underlined() {
    return (await this.page.evaluate(underlined)).map(({ text }) => text);
  }
  /// Waits until these texts, and no others, are underlined.
  async expect(...wanted) {
    await this.until(
      `underlined: ${JSON.stringify(wanted)}`,
      () => this.underlined(),
      (seen) => JSON.stringify(seen) === JSON.stringify(wanted),
    );
  }

  /// Points at an underlined text; gives what opens.
  async hover(text) {
    const all = await this.page.evaluate(underlined);
    const at = all.find((each) => each.text === text);
    if (!at) throw new Error(`'${text}' is not underlined`);
    await this.page.mouse.move(at.x, at.y - 60);
    await this.page.mouse.move(at.x, at.y);
    const hover = this.page.locator(".monaco-hover:not(.hidden) .marker");
    await hover.first().waitFor();
    return hover.first();
  }

  /// Presses keys one after the other, in the editor of text.
  async press(...keys) {
    for (const each of keys) await this.page.keyboard.press(each);
  }
  async type(text) {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /// Goes to a line and column, counted from 1.
  async goTo(line, column) {
    await this.press("Control+g");
    await this.page.locator(".quick-input-widget input").waitFor();
    await this.type(`${line}:${column}`);
    await this.press("Enter");
    const wanted = `Ln ${line}, Col ${column}`;
    await this.until(
      wanted,
      () => this.statusBar("status.editor.selection"),
      (seen) => seen === wanted,
    );
  }

  /// Chooses a quick fix where the cursor is.
  async fix(title) {
    await this.press("Control+.");
    const list = this.page.locator(".action-widget .monaco-list-row.action");
    await list.first().waitFor();
    const row = list.filter({ hasText: title });
    if ((await row.count()) !== 1)
      throw new Error(
        `no fix '${title}' among: ${(await list.allTextContents()).join("; ")}`,
      );
    // The list takes no click before the mouse has moved.
    const { x, y } = await row.boundingBox();
    await this.page.mouse.move(x + 20, y + 5);
    await this.page.mouse.move(x + 30, y + 8);
    await row.click();
    await this.page.locator(".action-widget").waitFor({ state: "hidden" });
  }

  /// Runs a command of the palette.
  async command(title) {
    await this.press("F1");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await this.type(title);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: title }).first().click();
  }

  /// What an item of the status bar says; null if there is no such item.
  async statusBar(id) {
    const item = this.page.locator(`[id="${id}"]`);
    if ((await item.count()) === 0) return null;
    return item.first().getAttribute("aria-label");
  }
  /// Waits until the language status is so, as in "corolint: running".
  async status(wanted) {
    const escaped = wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return this.until(
      `the language status '${wanted}'`,
      () => this.statusBar("status.languageStatus"),
      (seen) => new RegExp(`: ${escaped}(,|$)`).test(seen ?? ""),
    );
  }

  /// What pops up below on the right, and has such a text.
  toast(text) {
    return this.page.locator(".notification-toast").filter({ hasText: text });
  }
  async toasts() {
    return this.page
      .locator(".notification-toast .notification-list-item-message")
      .allTextContents();
  }

  async picture(file) {
    await this.page.screenshot({ path: file });
  }
}
