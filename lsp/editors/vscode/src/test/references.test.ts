//===- references.test.ts -------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { test } from "node:test";

import { referencesOf, showReferences, tellCommand } from "../references";

test("the command is told beside what others tell", () => {
  const none = {};
  tellCommand(none);
  assert.deepEqual(none, {
    experimental: { commands: { commands: [showReferences] } },
  });
  const some = { experimental: { x: 1, commands: { commands: ["other"] } } };
  tellCommand(some);
  assert.deepEqual(some, {
    experimental: { x: 1, commands: { commands: ["other", showReferences] } },
  });
});

test("what the server gives is read, and nothing else", () => {
  const position = { line: 1, character: 2 };
  const range = { start: position, end: position };
  const locations = [{ uri: "file:///a", range }];
  assert.deepEqual(referencesOf(["file:///a", position, locations]), {
    uri: "file:///a",
    position,
    locations,
  });
  for (const wrong of [
    [],
    [1, position, locations],
    ["file:///a", { line: "1", character: 2 }, locations],
    ["file:///a", position],
    ["file:///a", position, [{ uri: "file:///a" }]],
    ["file:///a", position, [{ uri: "file:///a", range: { start: position } }]],
    ["file:///a", position, [null]],
  ])
    assert.equal(referencesOf(wrong), undefined, JSON.stringify(wrong));
});
