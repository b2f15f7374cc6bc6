//===- messages.ts - what the user is told --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";

import { Restarts } from "./restarts";

/** Shows where the setting is that says where the executable is. */
export function settingCommand(): vscode.Command {
  // A remote machine, as with WSL, SSH and containers, has an executable of its
  // own, and so a setting of its own.
  return {
    title: "Open the setting",
    command:
      vscode.env.remoteName === undefined
        ? "workbench.action.openSettings"
        : "workbench.action.openRemoteSettings",
    arguments: [{ query: "@id:corolint.path" }],
  };
}

export const restartCommand: vscode.Command = {
  title: "Restart",
  command: "corolint.restart",
};

export const outputCommand: vscode.Command = {
  title: "Show the output",
  command: "corolint.showOutput",
};

/** Tells of an error, and offers to do something about it. */
async function tell(
  message: string,
  ...offers: vscode.Command[]
): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(
    `corolint: ${message}`,
    ...offers.map((each) => each.title),
  );
  const offer = offers.find((each) => each.title === chosen);
  if (offer)
    await vscode.commands.executeCommand(
      offer.command,
      ...(offer.arguments ?? []),
    );
}

const setting = "The setting 'corolint.path' says where corolint is.";

export function tellNotFound(given: string): Promise<void> {
  return tell(
    `the executable '${given}' was not found. ${setting}`,
    settingCommand(),
  );
}

/** `why`: as in "it ended with exit code 1". */
export function tellNoServer(given: string, why: string): Promise<void> {
  return tell(
    `'${given}' is no language server: ${why}. ${setting}`,
    settingCommand(),
    outputCommand,
  );
}

export function tellGivenUp(how: string): Promise<void> {
  return tell(
    `the server ended ${Restarts.limit} times within ${Restarts.minutes} ` +
      `minutes, the last time with ${how}, and is not started again.`,
    restartCommand,
    outputCommand,
  );
}
