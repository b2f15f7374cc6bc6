//===- process.ts - the process of the server -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

/** How much of what a process says last is kept. */
const keptErrors = 1000;

/** A process of `corolint lsp`, or of what somebody takes for it. */
export class ServerProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** How it ended, as in "exit code 1". */
  readonly ended: Promise<string>;
  private errors = "";

  /** Throws, as in "spawn ENOENT", where it cannot be started. */
  static async start(
    executable: string,
    folder: string | undefined,
  ): Promise<ServerProcess> {
    const child = spawn(executable, ["lsp"], folder ? { cwd: folder } : {});
    const made = new ServerProcess(child);
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    return made;
  }

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    child.stderr.on("data", (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-keptErrors);
    });
    this.ended = new Promise((resolve) => {
      // "close" comes when all was read, too.
      child.once("close", (code, signal) =>
        resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
      );
    });
    // Who starts it hears of it; later ones are about signals that it is too
    // late for.
    child.on("error", () => undefined);
  }

  /** The last line that it wrote on its standard error, or "". */
  get lastError(): string {
    return this.errors.trim().split("\n").at(-1)?.trim() ?? "";
  }

  /** How it ended; undefined if it has not within so many milliseconds. */
  async endWithin(limit: number): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), limit);
    });
    try {
      return await Promise.race([this.ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}
