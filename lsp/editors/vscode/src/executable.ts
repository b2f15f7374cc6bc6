//===- executable.ts - where the server is --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * The absolute path of an executable that is given by a path, which may be
 * relative to `folder`, or by a name in `searchPath`.
 */
export async function findExecutable(
  given: string,
  folder: string | undefined,
  searchPath: string | undefined,
): Promise<string | undefined> {
  if (given === "") return undefined;
  const candidates =
    given.includes("/") || given.includes(path.sep)
      ? [path.resolve(folder ?? ".", given)]
      : (searchPath ?? "")
          .split(path.delimiter)
          .filter((each) => each !== "")
          .map((each) => path.resolve(each, given));
  for (const each of candidates) if (await isExecutable(each)) return each;
  return undefined;
}
