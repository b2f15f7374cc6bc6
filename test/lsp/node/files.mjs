//===- files.mjs - headers, files and settings that change -----------------===//
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
import { readFile, rename, writeFile } from "node:fs/promises";
import lsp from "vscode-languageserver-protocol/node.js";
import {
  Created,
  Deleted,
  blocking,
  client,
  configuration,
  database,
  header,
  headerText,
  inProject,
  never,
  onDisk,
  reset,
  step,
  uriOf,
  withoutTask,
  work,
  workText,
} from "./harness.mjs";
import { textAt } from "./session.mjs";

await step("unsaved text of a header", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  // With the next key in the source, at the latest.
  await client.replace(work, "store(2)", "store(3)");
  await client.codes(work, never, blocking);
  assert.equal(await readFile(inProject("note.h"), "utf8"), headerText);
});

await step("unsaved text of a header that is closed", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, withoutTask);
  await client.replace(work, "store(2)", "store(3)");
  await client.codes(work, never, blocking);
  await client.close(header);
  await client.codes(work, never, never, blocking);
});

await step("a header that is saved", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  await writeFile(inProject("note.h"), withoutTask);
  await client.save(header);
  await client.codes(work, never, blocking);
});

await step("a header that changes on the disk", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk("note.h", withoutTask);
  await client.codes(work, never, blocking);
  await onDisk("note.h", headerText);
  await client.codes(work, never, never, blocking);
});

await step("a header that is deleted and comes back", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk("note.h", undefined);
  // The rest is linted all the same.
  await client.codes(work, "not-analysed", never, blocking);
  await onDisk("note.h", headerText);
  await client.codes(work, never, never, blocking);
});

await step("findings in a header", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const lost =
    "inline task<int> lost(int n) {\n  note(n);\n  co_return n;\n}\n\n#endif";
  await client.open(header, headerText.replace("#endif", lost));
  const [found] = await client.codes(header, never);
  assert.equal(textAt(client.text(header), found.range), "note(n)");
});

await step("a file gets another name", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const count = client.published.get(work).length;
  const renamed = uriOf("renamed.cpp");
  const found = () => client.codes(renamed, never, never, blocking);
  await client.close(work);
  const cleared = await client.until("an empty list for the old name", () =>
    client.published
      .get(work)
      .slice(count)
      .find((each) => each.diagnostics.length === 0),
  );
  assert.deepEqual(cleared.diagnostics, []);
  await rename(inProject("work.cpp"), inProject("renamed.cpp"));
  try {
    await client.open(renamed);
    await client.changedFiles([work, Deleted], [renamed, Created]);
    // The database does not know the new name.
    await found();
    const entry = {
      ...database[0],
      file: "renamed.cpp",
      arguments: ["c++", "-std=c++20", "-c", "renamed.cpp"],
    };
    await onDisk("compile_commands.json", JSON.stringify([entry]));
    await client.replace(renamed, "store(2)", "store(4)");
    await found();
    assert.equal(
      client.published.get(work).at(-1).diagnostics.length,
      0,
      "the old name stays empty",
    );
  } finally {
    await rename(inProject("renamed.cpp"), inProject("work.cpp"));
    await onDisk("compile_commands.json", JSON.stringify(database));
  }
});

await step("a file is deleted and made anew", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const count = client.published.get(work).length;
  await client.close(work);
  await onDisk("work.cpp", undefined);
  await client.until("an empty list", () =>
    client.published
      .get(work)
      .slice(count)
      .find((each) => each.diagnostics.length === 0),
  );
  await client.open(work, workText);
  // It is not on the disk yet.
  await client.codes(work, never, never, blocking);
});

await step(".corolint.yaml", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk(".corolint.yaml", `checks: '-${blocking}'\n`);
  await client.codes(work, never, never);
  await onDisk(".corolint.yaml", "exclude: ['work.cpp']\n");
  await client.codes(work);
  await onDisk(".corolint.yaml", undefined);
  await client.codes(work, never, never, blocking);
});

await step(".corolint.yaml that is wrong", async () => {
  await reset();
  await onDisk(".corolint.yaml", "nonsense: 1\n");
  const [wrong] = await client.codes(work, "configuration");
  assert.equal(wrong.severity, lsp.DiagnosticSeverity.Error);
  assert.match(wrong.message, /nonsense/);
  await onDisk(".corolint.yaml", "checks: [\n");
  await client.diagnostics(
    work,
    "another error",
    ([first]) =>
      first?.code === "configuration" && !/nonsense/.test(first.message),
  );
  await onDisk(".corolint.yaml", undefined);
  await client.codes(work, never, never, blocking);
});

await step("a saved .corolint.yaml", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const text = `checks: '-*, ${blocking}'\n`;
  await writeFile(inProject(".corolint.yaml"), text);
  await client.open(configuration, text);
  await client.save(configuration);
  await client.codes(work, blocking);
});

await step("settings that are sent", async () => {
  await reset();
  const settings = (value) =>
    client.notify(lsp.DidChangeConfigurationNotification.type, {
      settings: { corolint: value },
    });
  await settings({ checks: [`-${never}`], models: [], minCertainty: null });
  await client.codes(work, blocking);
  await settings({});
  await client.codes(work, never, never, blocking);
});

await step("settings that are asked for", async () => {
  await reset();
  client.settings = { checks: [`-${blocking}`] };
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: null,
  });
  await client.codes(work, never, never);
  client.settings = {};
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: null,
  });
  await client.codes(work, never, never, blocking);
});

await step("a setting that is wrong", async () => {
  await reset();
  const count = client.messages.length;
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: { corolint: { checks: 1, nonsense: true, noConfig: false } },
  });
  const told = (word) => () =>
    client.messages.slice(count).find((each) => each.message.includes(word));
  await client.until("a message about 'checks'", told("'checks'"));
  await client.until("a message about 'nonsense'", told("'nonsense'"));
});
