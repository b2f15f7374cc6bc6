//===- status.ts - tells how the server is --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";

import { outputCommand, restartCommand, settingCommand } from "./messages";

/** The item among the language statuses. */
export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;

  constructor(documents: vscode.DocumentSelector) {
    this.item = vscode.languages.createLanguageStatusItem(
      "corolint.status",
      documents,
    );
    this.item.name = "corolint";
    this.stopped();
  }

  starting(): void {
    this.show("starting", vscode.LanguageStatusSeverity.Information);
    this.item.busy = true;
  }
  running(version: string | undefined): void {
    this.show("running", vscode.LanguageStatusSeverity.Information, version);
    this.item.command = outputCommand;
  }
  stopped(why?: string): void {
    this.show("stopped", vscode.LanguageStatusSeverity.Warning, why);
    this.item.command = restartCommand;
  }
  notFound(executable: string): void {
    this.show("not found", vscode.LanguageStatusSeverity.Error, executable);
    this.item.command = settingCommand();
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(
    what: string,
    severity: vscode.LanguageStatusSeverity,
    detail?: string,
  ): void {
    this.item.text = `corolint: ${what}`;
    this.item.severity = severity;
    this.item.busy = false;
    this.item.detail = detail ?? "";
    this.item.command = undefined;
  }
}
