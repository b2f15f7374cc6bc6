//===- picture.mjs - the picture of VS Code in the documentation ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   node picture.mjs COROLINT-EXECUTABLE FOLDER PICTURE
//
// FOLDER, which must not be there, is where the project is copied to: its path
// may be seen.
//
//===----------------------------------------------------------------------===//

import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { CodeServer } from "./code_server.mjs";
import { Editor } from "./editor.mjs";
import { copyProject, vsix } from "./project.mjs";

const [given, root, picture] = process.argv.slice(2);
const executable = await realpath(given);
const limit = 120_000;

await copyProject(root);
await rm(path.join(root, "README.md"));
for (const name of ["main.cpp", "room.h", "session.cpp"]) {
  // Without its head, all of a file can be seen.
  const file = path.join(root, name);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^(\/\/.*\n)+\n/, ""));
}

const home = await mkdtemp(path.join(tmpdir(), "corolint-"));
const code = new CodeServer(home);
const editor = new Editor(limit);
try {
  await code.install(vsix, "corolint.corolint");
  await code.set({
    "corolint.path": executable,
    "editor.fontFamily": "DejaVu Sans Mono",
    "editor.minimap.enabled": false,
  });
  await code.start(limit);
  await editor.open(code.url, root, 1100, 700);
  await editor.openFile("session.cpp");
  await editor.until(
    "two findings",
    () => editor.underlined(),
    (seen) => seen.length === 2,
  );
  await editor.hover((await editor.underlined())[1]);
  // It fades in.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await editor.picture(picture);
} finally {
  await editor.close();
  await code.stop();
  await rm(home, { recursive: true, force: true });
}
