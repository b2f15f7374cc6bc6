//===- restarts.ts - how often a server is started again ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

/** Says whether a server that ended shall be started again. */
export class Restarts {
  static readonly limit = 5;
  static readonly minutes = 3;
  private ends: number[] = [];

  /** The server has ended, at such a time in milliseconds. */
  endedAt(now: number): boolean {
    const since = now - Restarts.minutes * 60_000;
    this.ends = [...this.ends.filter((each) => each > since), now];
    return this.ends.length < Restarts.limit;
  }
}
