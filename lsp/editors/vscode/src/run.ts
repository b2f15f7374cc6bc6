//===- run.ts - one executable as the server ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import type * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  State,
  type CloseHandlerResult,
  type LanguageClient,
} from "vscode-languageclient/node";

import { makeClient } from "./client";
import { tellGivenUp, tellNoServer } from "./messages";
import { ServerProcess } from "./process";
import { Restarts } from "./restarts";
import type { ServerSettings } from "./settings";
import type { Status } from "./status";

/** How long an answer to the first request may take, in milliseconds. */
const patience = 30_000;

/**
 * Runs an executable as the server, from its start until it is stopped. A server
 * that has ended is started again, but not one that has never answered: that is
 * likely to be another program.
 */
export class Run {
  readonly client: LanguageClient;
  private readonly restarts = new Restarts();
  private process: ServerProcess | undefined;
  private hasAnswered = false;
  private stopped = false;

  constructor(
    private readonly executable: string,
    folder: string | undefined,
    output: vscode.LogOutputChannel,
    settings: () => ServerSettings,
    private readonly status: Status,
  ) {
    this.client = makeClient(
      async () => {
        this.process = undefined;
        this.process = await ServerProcess.start(executable, folder);
        // It may have been stopped meanwhile.
        if (this.stopped) this.process.kill();
        return this.process.child;
      },
      output,
      settings,
      {
        // The connection will be closed, too.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    );
    this.client.onDidChangeState((change) => this.changed(change.newState));
  }

  /** Begins to start it; tells the user if that fails. */
  start(): void {
    const timer = setTimeout(
      () => void tellNoServer(this.executable, "it does not answer"),
      patience,
    );
    this.client
      .start()
      .catch((error: unknown) => this.startFailed(error))
      .finally(() => clearTimeout(timer));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    try {
      if (this.client.state === State.Running) await this.client.stop(5000);
    } finally {
      // It has had its time, or was never asked.
      if ((await this.process?.endWithin(1000)) === undefined)
        this.process?.kill();
      await this.client.dispose(0).catch(() => undefined);
    }
  }

  private changed(state: State): void {
    // One that was replaced says nothing any more.
    if (this.stopped) return;
    if (state === State.Starting) this.status.starting();
    else if (state === State.Stopped) this.status.stopped();
    else {
      this.hasAnswered = true;
      this.status.running(this.client.initializeResult?.serverInfo?.version);
    }
  }

  private async startFailed(error: unknown): Promise<void> {
    if (this.stopped) return;
    const end = await this.process?.endWithin(1000);
    const last = this.process?.lastError;
    const why =
      end === undefined
        ? error instanceof Error
          ? error.message
          : String(error)
        : `it ended with ${end}${last ? ` ("${last}")` : ""}`;
    this.status.stopped(why);
    void tellNoServer(this.executable, why);
  }

  private async closed(): Promise<CloseHandlerResult> {
    const leave = { action: CloseAction.DoNotRestart, handled: true };
    // Who starts it hears of it.
    if (this.stopped || !this.hasAnswered) return leave;
    const end = (await this.process?.endWithin(1000)) ?? "a closed output";
    // It is of no use any more.
    this.process?.kill();
    if (this.stopped) return leave;
    if (this.restarts.endedAt(Date.now()))
      return { action: CloseAction.Restart, handled: true };
    void tellGivenUp(end);
    return leave;
  }
}
