//===- extension.ts - corolint in VS Code ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";

import { showReferences } from "./references";
import { Server } from "./server";

let server: Server | undefined;

export async function activate(
  context: vscode.ExtensionContext,
): Promise<void> {
  const made = new Server();
  server = made;
  context.subscriptions.push(
    made,
    vscode.commands.registerCommand("corolint.restart", () => made.restart()),
    vscode.commands.registerCommand("corolint.showOutput", () =>
      made.showOutput(),
    ),
    vscode.commands.registerCommand(showReferences, (...given: unknown[]) =>
      made.showReferences(given),
    ),
    vscode.workspace.onDidChangeConfiguration((change) =>
      made.settingsChanged(change),
    ),
  );
  await made.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
