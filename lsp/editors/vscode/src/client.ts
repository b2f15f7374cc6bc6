//===- client.ts - the client as this extension wants it ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";
import {
  LanguageClient,
  RevealOutputChannelOn,
  type ErrorHandler,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";

import { tellCommand } from "./references";
import type { ServerSettings } from "./settings";

export const documents = [
  { scheme: "file", language: "cpp" },
  { scheme: "file", language: "c" },
];

/** Shows a page about a check as a reader wants it. */
async function showPage(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file" || !uri.path.toLowerCase().endsWith(".md"))
    return false;
  try {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
    return true;
  } catch {
    // The extension for Markdown may be turned off.
    return false;
  }
}

/**
 * Its base tells the user of connections, and of each attempt; what there is to
 * tell is told in messages.ts, once.
 */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export function makeClient(
  server: ServerOptions,
  output: vscode.LogOutputChannel,
  settings: () => ServerSettings,
  errorHandler: ErrorHandler,
): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: documents,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: "corolint",
    initializationOptions: settings,
    initializationFailedHandler: () => false,
    errorHandler,
    middleware: {
      workspace: {
        configuration: (params, token, next) =>
          // The settings of this extension itself are none of the server's.
          params.items.every((each) => each.section === "corolint")
            ? params.items.map(settings)
            : next(params, token),
      },
      window: {
        showDocument: async (params, next) => {
          const uri = vscode.Uri.parse(params.uri);
          if (!params.external && (await showPage(uri)))
            return { success: true };
          const never = new vscode.CancellationTokenSource().token;
          const shown = await next(params, never);
          return "success" in shown ? shown : { success: false };
        },
      },
    },
  };
  const client = new QuietClient("corolint", "corolint", server, options);
  client.registerFeature({
    fillClientCapabilities: tellCommand,
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  });
  return client;
}
