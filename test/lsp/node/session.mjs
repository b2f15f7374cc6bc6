//===- session.mjs - a client of one running server -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every wait has an end: when the time is up, when the server ends, or when
// the connection breaks, it throws an error that says what was waited for.
//
//===----------------------------------------------------------------------===//

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";

export const timeLimit = Number(process.env.COROLINT_LSP_TIMEOUT ?? 60) * 1000;

/// What an editor says of itself that shows all that the server can do.
export function capabilities({ pull = false, encodings = ["utf-16"] } = {}) {
  return {
    general: { positionEncodings: encodings },
    textDocument: {
      synchronization: { didSave: true, dynamicRegistration: false },
      publishDiagnostics: {
        relatedInformation: true,
        versionSupport: true,
        codeDescriptionSupport: true,
      },
      codeAction: {
        codeActionLiteralSupport: {
          codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] },
        },
        isPreferredSupport: true,
      },
      inlayHint: {},
      codeLens: {},
      hover: { contentFormat: ["markdown", "plaintext"] },
      ...(pull ? { diagnostic: { relatedDocumentSupport: false } } : {}),
    },
    workspace: {
      applyEdit: true,
      configuration: true,
      workspaceEdit: { documentChanges: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
      inlayHint: { refreshSupport: true },
      codeLens: { refreshSupport: true },
      ...(pull ? { diagnostics: { refreshSupport: true } } : {}),
    },
    window: { showDocument: { support: true }, workDoneProgress: true },
    experimental: { commands: { commands: ["corolint.showReferences"] } },
  };
}

export class Session {
  constructor(command, root, environment) {
    this.root = root;
    this.child = spawn(command[0], command.slice(1), {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.errors = "";
    this.child.stderr.on("data", (bytes) => (this.errors += bytes));
    this.child.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.child.on("error", (error) =>
        resolve(`cannot start: ${error.message}`),
      );
      this.child.on("exit", (code, signal) => {
        this.code = code ?? signal;
        resolve(`the server ended with ${this.code}`);
      });
    });
    this.ended.then((why) => (this.end = why) && this.wake());

    /// By URI: all that was published, the last at the end.
    this.published = new Map();
    this.shown = [];
    this.messages = [];
    this.log = [];
    this.registrations = [];
    this.refreshes = 0;
    this.hintRefreshes = 0;
    this.lensRefreshes = 0;
    /// By token: what was shown of work that the server has begun by itself.
    this.progress = new Map();
    this.traces = [];
    this.settings = null;
    this.documents = new Map();
    this.waiting = new Set();

    this.connection = rpc.createMessageConnection(
      new rpc.StreamMessageReader(this.child.stdout),
      new rpc.StreamMessageWriter(this.child.stdin),
    );
    this.connection.onError(([error]) => this.log.push(`connection: ${error}`));
    const heard = (type, take) =>
      this.connection.onNotification(type, (params) => {
        take(params);
        this.wake();
      });
    const asked = (type, answer) =>
      this.connection.onRequest(type, (params) => {
        const result = answer(params);
        this.wake();
        return result;
      });
    heard(lsp.PublishDiagnosticsNotification.type, (params) => {
      if (!this.published.has(params.uri)) this.published.set(params.uri, []);
      this.published.get(params.uri).push(params);
    });
    heard(lsp.ShowMessageNotification.type, (params) =>
      this.messages.push(params),
    );
    heard(lsp.LogMessageNotification.type, (params) =>
      this.log.push(params.message),
    );
    asked(lsp.RegistrationRequest.type, (params) => {
      this.registrations.push(...params.registrations);
      return null;
    });
    asked(lsp.ShowDocumentRequest.type, (params) => {
      this.shown.push(params);
      return { success: true };
    });
    asked(lsp.DiagnosticRefreshRequest.type, () => {
      ++this.refreshes;
      return null;
    });
    asked(lsp.InlayHintRefreshRequest.type, () => {
      ++this.hintRefreshes;
      return null;
    });
    asked(lsp.CodeLensRefreshRequest.type, () => {
      ++this.lensRefreshes;
      return null;
    });
    heard(lsp.LogTraceNotification.type, (params) => this.traces.push(params));
    asked(lsp.WorkDoneProgressCreateRequest.type, ({ token }) => {
      this.progress.set(token, []);
      this.connection.onProgress(lsp.WorkDoneProgress.type, token, (value) => {
        this.progress.get(token).push(value);
        this.wake();
      });
      return null;
    });
    asked(lsp.ConfigurationRequest.type, (params) =>
      params.items.map(() => this.settings),
    );
    this.connection.listen();
  }

  wake() {
    for (const each of [...this.waiting]) each();
  }

  /// Waits until `found` gives something; `describe` says what there was.
  until(what, found, describe = () => "", limit = timeLimit) {
    return new Promise((resolve, reject) => {
      const leave = (settle, value) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        settle(value);
      };
      const failed = (why) => {
        const extra = describe();
        leave(reject, new Error(`${what}: ${why}${extra ? `; ${extra}` : ""}`));
      };
      const look = () => {
        let value;
        try {
          value = found();
        } catch (error) {
          return leave(reject, error);
        }
        if (value) leave(resolve, value);
        else if (this.end) failed(this.end);
      };
      const timer = setTimeout(
        () => failed(`nothing within ${limit / 1000} s`),
        limit,
      );
      this.waiting.add(look);
      look();
    });
  }

  /// Asks, and gives the answer or throws the error that the server answers.
  async request(type, params, limit = timeLimit) {
    const method = typeof type === "string" ? type : type.method;
    if (this.end) throw new Error(`cannot send ${method}: ${this.end}`);
    let answer;
    this.connection.sendRequest(method, params).then(
      (result) => ((answer = { result }), this.wake()),
      (error) => ((answer = { error }), this.wake()),
    );
    const got = await this.until(
      `an answer to ${method}`,
      () => answer,
      undefined,
      limit,
    );
    if (got.error) throw got.error;
    return got.result;
  }

  async notify(type, params) {
    const method = typeof type === "string" ? type : type.method;
    if (this.end) throw new Error(`cannot send ${method}: ${this.end}`);
    await this.connection.sendNotification(method, params);
  }

  async initialize(options, wanted) {
    const result = await this.request(lsp.InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(this.root).href,
      workspaceFolders: [{ uri: pathToFileURL(this.root).href, name: "test" }],
      initializationOptions: options,
      capabilities: wanted,
    });
    await this.notify(lsp.InitializedNotification.type, {});
    return result;
  }

  text(uri) {
    return this.documents.get(uri).text;
  }
  version(uri) {
    return this.documents.get(uri).version;
  }

  async open(uri, text) {
    text ??= await readFile(fileURLToPath(uri), "utf8");
    this.documents.set(uri, { text, version: 1 });
    await this.notify(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "cpp", version: 1, text },
    });
  }
  async close(uri) {
    this.documents.delete(uri);
    await this.notify(lsp.DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }
  async save(uri) {
    await this.notify(lsp.DidSaveTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  /// `changes` as the protocol has them, each on top of the one before.
  async change(uri, changes) {
    const document = this.documents.get(uri);
    for (const change of changes)
      document.text = change.range
        ? applyEdits(document.text, [
            { range: change.range, newText: change.text },
          ])
        : change.text;
    ++document.version;
    await this.notify(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges: changes,
    });
  }
  /// Replaces one text by another through the smallest change.
  async replace(uri, old, text) {
    const at = this.text(uri).indexOf(old);
    if (at === -1) throw new Error(`'${old}' is not in ${uri}`);
    await this.change(uri, [
      { range: rangeAt(this.text(uri), at, at + old.length), text },
    ]);
  }
  async apply(edit) {
    for (const { textDocument, edits } of edit.documentChanges) {
      const { uri, version } = textDocument;
      if (version !== null && version !== this.version(uri))
        throw new Error(`an edit for version ${version} of ${uri}`);
      await this.change(uri, [{ text: applyEdits(this.text(uri), edits) }]);
    }
  }
  changedFiles(...changes) {
    return this.notify(lsp.DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([uri, type]) => ({ uri, type })),
    });
  }

  /// Waits for diagnostics of the present version of which `good` holds.
  diagnostics(uri, what, good) {
    const before = this.published.get(uri)?.length ?? 0;
    const last = () => this.published.get(uri)?.at(-1);
    const text = () => {
      const got = last();
      if (!got) return "nothing was published";
      return (
        `the last: version ${got.version} of ${this.version(uri)}, ` +
        `${JSON.stringify(summary(got.diagnostics))}` +
        (this.published.get(uri).length === before ? " (from before)" : "")
      );
    };
    return this.until(
      what,
      () =>
        last()?.version === this.version(uri) &&
        good(last().diagnostics) &&
        last().diagnostics,
      text,
    );
  }
  codes(uri, ...wanted) {
    return this.diagnostics(uri, `findings [${wanted.join(", ")}]`, (all) =>
      sameCodes(all, wanted),
    );
  }

  /// Asks for diagnostics until `wanted` are there, again whenever the server
  /// says that there is something new.
  async pullCodes(uri, ...wanted) {
    let report;
    const limit = Date.now() + timeLimit;
    for (;;) {
      const seen = this.refreshes;
      report = await this.request(lsp.DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        identifier: "corolint",
      });
      if (report.kind !== "full")
        throw new Error(`a report that is ${report.kind}`);
      if (sameCodes(report.items, wanted)) return report;
      await this.until(
        `findings [${wanted.join(", ")}], or a workspace/diagnostic/refresh`,
        () => this.refreshes !== seen,
        () => `the last: ${JSON.stringify(summary(report.items))}`,
        Math.max(1, limit - Date.now()),
      );
    }
  }

  actions(uri, range, only) {
    return this.request(lsp.CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  }

  async shutdown() {
    const result = await this.request(lsp.ShutdownRequest.type, undefined);
    if (result !== null)
      throw new Error(`shutdown gave ${JSON.stringify(result)}`);
  }
  async exit() {
    await this.notify(lsp.ExitNotification.type, undefined);
    return this.exitCode();
  }
  exitCode() {
    return this.waitForEnd("the end of the server");
  }
  async waitForEnd(what) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${what}: not within ${timeLimit / 1000} s`)),
        timeLimit,
      );
    });
    try {
      await Promise.race([this.ended, late]);
    } finally {
      clearTimeout(timer);
    }
    return this.code;
  }

  kill() {
    try {
      this.connection.dispose();
    } catch {
      // It was closed.
    }
    this.child.kill("SIGKILL");
  }
}

export const codesOf = (all) => all.map((each) => each.code);
export const summary = (all) =>
  all.map((each) => `${each.range.start.line + 1}: ${each.code}`);
const sameCodes = (all, wanted) =>
  JSON.stringify(codesOf(all)) === JSON.stringify(wanted);

export function positionAt(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}
export const rangeAt = (text, begin, end) => ({
  start: positionAt(text, begin),
  end: positionAt(text, end),
});
export function offsetAt(text, { line, character }) {
  const lines = text.split("\n");
  if (line >= lines.length || character > lines[line].length)
    throw new Error(`no position ${line}:${character}`);
  return (
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) +
    character
  );
}
export const textAt = (text, range) =>
  text.slice(offsetAt(text, range.start), offsetAt(text, range.end));

/// All edits are of the same text.
export function applyEdits(text, edits) {
  const inOrder = edits
    .map(({ range, newText }, index) => ({
      begin: offsetAt(text, range.start),
      end: offsetAt(text, range.end),
      newText,
      index,
    }))
    .sort((a, b) => a.begin - b.begin || a.index - b.index);
  let out = "";
  let at = 0;
  for (const { begin, end, newText } of inOrder) {
    if (begin < at) throw new Error("edits overlap");
    out += text.slice(at, begin) + newText;
    at = end;
  }
  return out + text.slice(at);
}
