//===- settings.mjs - where the server is, and what it shows --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { processesOf } from "../processes.mjs";
import { announces, setInFolder, sleeps } from "../project.mjs";

export async function settings({ editor, root, server, folder, step }) {
  const set = (all) => setInFolder(root, all);

  await step("the server's path", async () => {
    await editor.openFile("session.cpp");
    await editor.expect(sleeps, announces);
    assert.equal((await processesOf(server)).length, 1);
  });

  await step("a check that is left out", async () => {
    await set({ "corolint.checks": ["-coro-blocking-call"] });
    await editor.expect(announces);
    await set({});
    await editor.expect(sleeps, announces);
  });

  await step("a path in the folder", async () => {
    const inside = path.join(root, "tools", "lint");
    await mkdir(path.dirname(inside));
    await symlink(server, inside);
    await set({ "corolint.path": "${workspaceFolder}/tools/lint" });
    await editor.until(
      "one server, of that path",
      async () => [
        (await processesOf(server)).length,
        (await processesOf(inside)).length,
      ],
      ([before, now]) => before === 0 && now === 1,
    );
    await editor.status("corolint: running");
    await editor.expect(sleeps, announces);
  });

  await step("a path where nothing is", async () => {
    await set({ "corolint.path": "/nowhere/corolint" });
    const message = editor.toast(
      "the executable '/nowhere/corolint' was not found",
    );
    await message.waitFor();
    await editor.status("corolint: not found");
    await editor.expect();
    await message.getByRole("button", { name: "Open the setting" }).click();
    await editor.page.locator(".settings-editor").waitFor();
    await editor.until(
      "the setting",
      () => editor.page.locator(".setting-item-title").allTextContents(),
      (seen) => seen.length === 1 && /Corolint\W*Path/i.test(seen[0]),
    );
    await editor.closeTab();
  });

  /// Puts a script there, sets it as the server, and waits for a message.
  const refused = async (name, script, ...texts) => {
    const file = path.join(folder, name);
    await writeFile(file, script);
    await chmod(file, 0o755);
    await set({ "corolint.path": file });
    const message = editor.toast(`'${file}' is no language server`);
    await message.waitFor();
    for (const each of texts)
      assert.ok((await message.textContent()).includes(each), each);
    // One message, and not another for each part of a failure.
    assert.equal((await editor.toasts()).length, 1);
    await editor.expect();
    await message.locator(".codicon-notifications-clear").click();
    return file;
  };

  await step("a program that is no server", async () => {
    await refused(
      "fails",
      "#!/bin/sh\necho 'unknown argument: lsp' >&2\nexit 2\n",
      'it ended with exit code 2 ("unknown argument: lsp")',
      "The setting 'corolint.path' says where corolint is.",
    );
    await editor.status("corolint: stopped");
  });

  await step("a program that never answers", async () => {
    const file = await refused(
      "hangs",
      "#!/bin/sh\nexec sleep 1000\n",
      "it does not answer",
    );
    await editor.status("corolint: starting");
  });

  await step("the right path again", async () => {
    await set({});
    await editor.status("corolint: running");
    await editor.expect(sleeps, announces);
  });
}
