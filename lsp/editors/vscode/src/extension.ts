//===- extension.ts - corolint in VS Code ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";

import { findExecutable } from "./executable";
import { referencesOf, showReferences, tellCommand } from "./references";
import {
  expandPath,
  serverSettings,
  startKeys,
  type ServerSettings,
} from "./settings";

const documents = [
  { scheme: "file", language: "cpp" },
  { scheme: "file", language: "c" },
];

function workspaceFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find(
    (each) => each.uri.scheme === "file",
  )?.uri.fsPath;
}

function currentSettings(): ServerSettings {
  const all = vscode.workspace.getConfiguration("corolint");
  return serverSettings((key) => all.get(key), workspaceFolder());
}

/** Tells how the server is. */
class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem(
    "corolint.status",
    documents,
  );

  constructor() {
    this.item.name = "corolint";
    this.stopped();
  }

  starting(): void {
    this.show("starting", vscode.LanguageStatusSeverity.Information);
    this.item.busy = true;
  }
  running(version: string | undefined): void {
    this.show("running", vscode.LanguageStatusSeverity.Information, version);
    this.item.command = {
      command: "corolint.showOutput",
      title: "Show the output",
    };
  }
  stopped(why?: string): void {
    this.show("stopped", vscode.LanguageStatusSeverity.Warning, why);
    this.item.command = { command: "corolint.restart", title: "Restart" };
  }
  notFound(executable: string): void {
    this.show("not found", vscode.LanguageStatusSeverity.Error, executable);
    this.item.command = {
      command: "workbench.action.openSettings",
      title: "Set corolint.path",
      arguments: ["corolint.path"],
    };
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

class Server implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("corolint", {
    log: true,
  });
  private readonly status = new Status();
  private client: LanguageClient | undefined;
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
    const convert = this.client?.protocol2CodeConverter;
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
    if (this.client?.state === State.Running)
      await this.client.sendNotification(
        DidChangeConfigurationNotification.type,
        { settings: { corolint: currentSettings() } },
      );
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
      this.status.notFound(given);
      void this.tellNotFound(given);
      return;
    }
    this.output.info(`starts ${executable} lsp`);
    const client = this.makeClient(executable);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      // The client has told the user.
      this.status.stopped(String(error));
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) return;
    try {
      if (client.state === State.Stopped) return;
      await client.stop(5000);
    } catch (error) {
      this.output.warn(`does not stop: ${String(error)}`);
    } finally {
      await client.dispose(0).catch(() => undefined);
    }
  }

  private makeClient(executable: string): LanguageClient {
    const server: ServerOptions = { command: executable, args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector: documents,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "corolint",
      initializationOptions: currentSettings,
      middleware: {
        workspace: {
          configuration: (params, token, next) =>
            // The settings of this extension itself are none of the server's.
            params.items.every((each) => each.section === "corolint")
              ? params.items.map(currentSettings)
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
    const client = new LanguageClient("corolint", "corolint", server, options);
    client.registerFeature({
      fillClientCapabilities: tellCommand,
      initialize: () => undefined,
      getState: () => ({ kind: "static" }),
      clear: () => undefined,
    });
    client.onDidChangeState((change) => {
      // One that was replaced says nothing any more.
      if (this.client !== client) return;
      if (change.newState === State.Starting) this.status.starting();
      else if (change.newState === State.Stopped) this.status.stopped();
      else this.status.running(client.initializeResult?.serverInfo?.version);
    });
    return client;
  }

  private async tellNotFound(given: string): Promise<void> {
    const setIt = "Open the setting";
    const chosen = await vscode.window.showErrorMessage(
      `corolint: the executable '${given}' was not found. ` +
        "The setting 'corolint.path' says where it is.",
      setIt,
    );
    if (chosen === setIt)
      await vscode.commands.executeCommand(
        "workbench.action.openSettings",
        "corolint.path",
      );
  }
}

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
