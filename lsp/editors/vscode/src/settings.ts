//===- settings.ts - what the user has set --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { homedir } from "node:os";

/** What the server reads; the others are this extension's own. */
export const serverKeys = [
  "checks",
  "models",
  "compileCommands",
  "minCertainty",
  "threads",
  "pushDiagnostics",
  "workspaceDiagnostics",
  "inlayHints",
  "codeLens",
  "noConfig",
  "cache",
] as const;

/** What the server reads when it starts, and never again. */
export const startKeys = [
  "path",
  "threads",
  "pushDiagnostics",
  "workspaceDiagnostics",
  "cache",
] as const;

/** Which of them name files. */
const fileKeys: ReadonlySet<string> = new Set(["models", "compileCommands"]);

export type ServerSettings = Record<string, unknown>;

/** Puts in the user's and the workspace's folder. */
export function expandPath(text: string, folder: string | undefined): string {
  const out =
    text === "~" || text.startsWith("~/") ? homedir() + text.slice(1) : text;
  return folder === undefined
    ? out
    : out.replaceAll("${workspaceFolder}", () => folder);
}

/** The settings as the server wants them; unset ones are left out. */
export function serverSettings(
  get: (key: string) => unknown,
  folder: string | undefined,
): ServerSettings {
  const out: ServerSettings = {};
  const expand = (value: unknown): unknown =>
    typeof value === "string" ? expandPath(value, folder) : value;
  for (const key of serverKeys) {
    const value = get(key);
    if (value === null || value === undefined || value === "") continue;
    if (!fileKeys.has(key)) out[key] = value;
    else out[key] = Array.isArray(value) ? value.map(expand) : expand(value);
  }
  return out;
}
