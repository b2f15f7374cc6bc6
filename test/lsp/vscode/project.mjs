//===- project.mjs - a copy of the project that is opened -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export const vsix = here("../../../lsp/editors/vscode/corolint-0.1.0.vsix");
/// What is wrong in session.cpp.
export const sleeps = "std::this_thread::sleep_for(100ms)";
export const announces = String.raw`Place.announce(Name + " has left\n")`;

const sources = ["main.cpp", "session.cpp"];

/// Copies `test/lsp/chat` to `root`.
export async function copyProject(root) {
  await cp(here("../chat"), root, { recursive: true });
  const include = path.resolve(here("../../../runtime/include"));
  const database = sources.map((file) => ({
    directory: root,
    file,
    arguments: ["c++", "-std=c++20", `-I${include}`, "-c", file],
  }));
  await writeFile(
    path.join(root, "compile_commands.json"),
    JSON.stringify(database, undefined, 2),
  );
}

/// Makes these the settings of the folder.
export async function setInFolder(root, settings) {
  await mkdir(path.join(root, ".vscode"), { recursive: true });
  await writeFile(
    path.join(root, ".vscode", "settings.json"),
    JSON.stringify(settings, undefined, 2),
  );
}

/// The line, counted from 1, that has such a text, and the column it begins at.
export async function placeOf(file, text) {
  const lines = (await readFile(file, "utf8")).split("\n");
  const at = lines.findIndex((each) => each.includes(text));
  if (at === -1) throw new Error(`'${text}' is not in ${file}`);
  return [at + 1, lines[at].indexOf(text) + 1];
}
