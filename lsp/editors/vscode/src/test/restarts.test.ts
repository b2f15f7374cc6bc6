//===- restarts.test.ts ---------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { test } from "node:test";

import { Restarts } from "../restarts";

const minute = 60_000;

test("the fifth end within three minutes is the last", () => {
  const tried = new Restarts();
  const answers = [0, 1, 2, 3, 4].map((each) => tried.endedAt(each));
  assert.deepEqual(answers, [true, true, true, true, false]);
});

test("ends that are long ago do not count", () => {
  const tried = new Restarts();
  for (let i = 0; i < 100; ++i) assert.ok(tried.endedAt(i * minute), `${i}`);
  // Those of the minutes 97 to 99 are within three minutes.
  assert.ok(tried.endedAt(99.1 * minute));
  assert.ok(!tried.endedAt(99.2 * minute));
});
