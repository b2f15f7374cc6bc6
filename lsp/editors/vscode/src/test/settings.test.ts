//===- settings.test.ts ---------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";

import manifest from "../../package.json";
import { expandPath, serverKeys, serverSettings } from "../settings";

const declared = manifest.contributes.configuration.properties as Record<
  string,
  { default: unknown }
>;

test("the manifest declares what the server reads, and nothing else", () => {
  const own = ["path", "trace.server"];
  assert.deepEqual(
    Object.keys(declared).sort(),
    [...serverKeys, ...own].map((key) => `corolint.${key}`).sort(),
  );
});

test("unset settings are left out", () => {
  const defaults = (key: string) => declared[`corolint.${key}`]?.default;
  assert.deepEqual(serverSettings(defaults, "/w"), {
    checks: [],
    models: [],
    threads: 0,
    pushDiagnostics: false,
    workspaceDiagnostics: true,
    inlayHints: false,
    codeLens: false,
    noConfig: false,
    cache: true,
  });
});

test("paths are expanded, and nothing else", () => {
  const set: Record<string, unknown> = {
    checks: ["~/x"],
    models: ["~/m.yaml", "${workspaceFolder}/n.yaml"],
    compileCommands: "${workspaceFolder}/out",
  };
  assert.deepEqual(
    serverSettings((key) => set[key], "/w"),
    {
      checks: ["~/x"],
      models: [`${homedir()}/m.yaml`, "/w/n.yaml"],
      compileCommands: "/w/out",
    },
  );
});

test("values of a wrong type are left to the server", () => {
  const set: Record<string, unknown> = { models: 1, threads: "many" };
  assert.deepEqual(
    serverSettings((key) => set[key], "/w"),
    set,
  );
});

test("special characters of replacements are kept", () => {
  assert.equal(expandPath("${workspaceFolder}/b", "/$&"), "/$&/b");
  assert.equal(
    expandPath("${workspaceFolder}/b", undefined),
    "${workspaceFolder}/b",
  );
  assert.equal(expandPath("~other/b", "/w"), "~other/b");
});
