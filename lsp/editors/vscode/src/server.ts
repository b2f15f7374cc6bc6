//===- server.ts - which server runs --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  State,
} from "vscode-languageclient/node";

import { documents } from "./client";
import { findExecutable } from "./executable";
import { tellNotFound } from "./messages";
import { referencesOf } from "./references";
import { Run } from "./run";
import {
  expandPath,
  serverSettings,
  startKeys,
  type ServerSettings,
} from "./settings";
import { Status } from "./status";

function workspaceFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find(
    (each) => each.uri.scheme === "file",
  )?.uri.fsPath;
}

function currentSettings(): ServerSettings {
  const all = vscode.workspace.getConfiguration("corolint");
  return serverSettings((key) => all.get(key), workspaceFolder());
}

/** The server that the settings name. */
export class Server implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("corolint", {
    log: true,
  });
  private readonly status = new Status(documents);
  private run: Run | undefined;
  /** Starts and stops come one after the other. */
  private last: Promise<void> = Promise.resolve();

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  showOutput(): void {
    this.output.show();
  }

  /** The lens with the callers of a function was clicked. */
  async showReferences(given: unknown[]): Promise<void> {
    const found = referencesOf(given);
    const convert = this.run?.client.protocol2CodeConverter;
    if (found === undefined || convert === undefined) return;
    await vscode.commands.executeCommand(
      "editor.action.showReferences",
      convert.asUri(found.uri),
      convert.asPosition(found.position),
      found.locations.map((each) => convert.asLocation(each)),
    );
  }

  async settingsChanged(
    change: vscode.ConfigurationChangeEvent,
  ): Promise<void> {
    if (!change.affectsConfiguration("corolint")) return;
    const atStart = startKeys.some((key) =>
      change.affectsConfiguration(`corolint.${key}`),
    );
    if (atStart) return this.restart();
    const client = this.run?.client;
    if (client?.state === State.Running)
      await client.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { corolint: currentSettings() },
      });
  }

  dispose(): void {
    this.status.dispose();
    this.output.dispose();
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.last = this.last.then(work).catch((error: unknown) => {
      this.output.error(String(error));
    });
    return this.last;
  }

  private async startNow(): Promise<void> {
    const folder = workspaceFolder();
    const given = expandPath(
      vscode.workspace.getConfiguration("corolint").get("path", "corolint"),
      folder,
    );
    const executable = await findExecutable(given, folder, process.env["PATH"]);
    if (executable === undefined) {
      this.output.error(`'${given}' was not found`);
      this.status.notFound(given);
      void tellNotFound(given);
      return;
    }
    this.output.info(`starts ${executable} lsp`);
    this.run = new Run(
      executable,
      folder,
      this.output,
      currentSettings,
      this.status,
    );
    // Not waited for: it may be another program, which never answers.
    this.run.start();
  }

  private async stopNow(): Promise<void> {
    const run = this.run;
    this.run = undefined;
    try {
      await run?.stop();
    } catch (error) {
      this.output.warn(`does not stop: ${String(error)}`);
    }
  }
}
