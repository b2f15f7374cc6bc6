//===- run.mjs - tries the extension in VS Code itself --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   node run.mjs COROLINT-EXECUTABLE
//
// as in `node run.mjs build/release/bin/corolint`, after `npm ci` and
// `node prepare.mjs`; README.md. Prints a line for each step, and exits with 1
// if one has failed. COROLINT_LSP_TIMEOUT is how many seconds an answer may take
// (120), COROLINT_LSP_GROUP the beginning of the names of the groups of steps
// that are to be run (all).
//
//===----------------------------------------------------------------------===//

import { rmSync } from "node:fs";
import { access, mkdir, mkdtemp, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { CodeServer } from "./code_server.mjs";
import { Editor } from "./editor.mjs";
import { copyProject, vsix } from "./project.mjs";
import { findings } from "./steps/findings.mjs";
import { restarts } from "./steps/restarts.mjs";
import { settings } from "./steps/settings.mjs";

if (process.argv.length !== 3) {
  console.error("usage: node run.mjs COROLINT-EXECUTABLE");
  process.exit(2);
}
const executable = await realpath(process.argv[2]);
const limit = Number(process.env.COROLINT_LSP_TIMEOUT ?? "120") * 1000;
const out = fileURLToPath(new URL("out", import.meta.url));
const home = await realpath(await mkdtemp(path.join(tmpdir(), "corolint-")));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

let passed = 0;
let failed = 0;

/// One step of a group; what the screen shows is kept if it fails.
async function step(name, editor, run) {
  const begin = Date.now();
  try {
    await run();
    ++passed;
    console.log(`ok      vscode: ${name} (${Date.now() - begin} ms)`);
  } catch (error) {
    ++failed;
    const text = error instanceof Error ? error.message : String(error);
    console.log(
      `FAILED  vscode: ${name}\n        ${text.replaceAll("\n", "\n        ")}`,
    );
    const picture = path.join(out, `${name.replaceAll(/\W+/g, "-")}.png`);
    await mkdir(out, { recursive: true });
    await editor?.picture(picture).then(
      () => console.log(`        the screen: ${picture}`),
      () => undefined,
    );
  }
}

/// The steps of `run`, in a window and a project of their own.
async function group(code, name, run) {
  if (!name.startsWith(process.env.COROLINT_LSP_GROUP ?? "")) return;
  const folder = path.join(home, name);
  const root = path.join(folder, "chat");
  await mkdir(folder);
  await copyProject(root);
  // A name that no other process has.
  const server = path.join(folder, "corolint");
  await symlink(executable, server);
  await code.set({ "corolint.path": server });
  const editor = new Editor(limit);
  const here = (what, steps) => step(`${name}: ${what}`, editor, steps);
  try {
    await editor.open(code.url, root, 1280, 1100);
    await run({ code, editor, root, server, folder, step: here });
  } catch (error) {
    await here("opens", () => Promise.reject(error));
  } finally {
    await editor.close();
  }
}

const code = new CodeServer(home);
process.on("exit", () => code.kill());
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => process.exit(1));

await step("the package is installed", undefined, async () => {
  await access(vsix);
  await code.install(vsix, "corolint.corolint");
});
await step("starts", undefined, () => code.start(limit));
if (failed === 0) {
  await group(code, "findings", findings);
  await group(code, "settings", settings);
  // The last one: it ends with VS Code itself.
  await group(code, "restarts", restarts);
}
await code.stop();
if (failed) console.log(`\nthe last of VS Code's output: ${code.output}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
