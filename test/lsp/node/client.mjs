//===- client.mjs - an editor that tries corolint lsp ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   node client.mjs SERVER [ARG...]
//
// as in `node client.mjs build/release/bin/corolint lsp`. Prints a line for
// each step, and exits with 1 if one has failed. COROLINT_LSP_TIMEOUT is how
// many seconds an answer may take (60), COROLINT_LSP_GROUP the beginning of the
// names of the groups of steps that are to be run (all).
//
//===----------------------------------------------------------------------===//

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import {
  cp,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol/node.js";
import { Session, capabilities, codesOf, rangeAt, textAt } from "./session.mjs";

/// The server that is tried; none while a group is left out.
let client;
const never = "coro-never-awaited";
const blocking = "coro-blocking-call";
const { Created, Changed, Deleted } = lsp.FileChangeType;
const command = process.argv.slice(2);
if (command.length === 0) {
  console.error("usage: node client.mjs SERVER [ARG...]");
  process.exit(2);
}

// It runs in another folder.
if (command[0].includes("/")) command[0] = path.resolve(command[0]);

const home = await realpath(
  await mkdtemp(path.join(tmpdir(), "corolint lsp ")),
);
const root = path.join(home, "project");
process.on("exit", () => {
  client?.kill();
  rmSync(home, { recursive: true, force: true });
});
process.on("unhandledRejection", (reason) => {
  // A connection that breaks; the step that needs it says so.
  client?.log.push(`unhandled: ${reason}`);
});
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => process.exit(1));
const environment = { XDG_CACHE_HOME: path.join(home, "cache") };
const inProject = (name) => path.join(root, name);
const uriOf = (name) => pathToFileURL(inProject(name)).href;
const work = uriOf("work.cpp");
const header = uriOf("note.h");
const configuration = uriOf(".corolint.yaml");

await cp(fileURLToPath(new URL("../project", import.meta.url)), root, {
  recursive: true,
});
const database = [
  {
    directory: root,
    file: "work.cpp",
    arguments: ["c++", "-std=c++20", "-c", "work.cpp"],
  },
];
await writeFile(inProject("compile_commands.json"), JSON.stringify(database));
const workText = await readFile(inProject("work.cpp"), "utf8");
const headerText = await readFile(inProject("note.h"), "utf8");
const withoutTask = headerText.replace(
  "task<int> note(int n) { co_return n; }",
  "int note(int n) { return n; }",
);
assert.notEqual(withoutTask, headerText);

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

let passed = 0;
let failed = 0;
let group = "";

async function step(name, run) {
  if (!client) return;
  const full = `${group}: ${name}`;
  const begin = Date.now();
  try {
    await run();
    ++passed;
    console.log(`ok      ${full} (${Date.now() - begin} ms)`);
  } catch (error) {
    ++failed;
    const text = error instanceof Error ? error.message : String(error);
    console.log(
      `FAILED  ${full}\n        ${text.replaceAll("\n", "\n        ")}`,
    );
    if (client?.errors) {
      console.log(
        `        the server's standard error: ${client.errors.slice(-2000)}`,
      );
      client.errors = "";
    }
  }
}
/// A change on the disk that the editor sees.
async function onDisk(name, text) {
  const uri = uriOf(name);
  let type = Changed;
  if (text === undefined) {
    type = Deleted;
    await rm(inProject(name));
  } else {
    await readFile(inProject(name)).catch(() => (type = Created));
    await writeFile(inProject(name), text);
  }
  await client.changedFiles([uri, type]);
}

/// The project as it was, and work.cpp open with the text that is on the disk.
async function reset() {
  for (const uri of [...client.documents.keys()])
    if (uri !== work) await client.close(uri);
  await onDisk("note.h", headerText);
  if (await readFile(inProject(".corolint.yaml")).catch(() => null))
    await onDisk(".corolint.yaml", undefined);
  await writeFile(inProject("work.cpp"), workText);
  if (!client.documents.has(work)) await client.open(work, workText);
  else if (client.text(work) !== workText)
    await client.change(work, [{ text: workText }]);
}

async function fails(promise, code) {
  let answer;
  try {
    answer = await promise;
  } catch (error) {
    assert.ok(error instanceof rpc.ResponseError, `${error}`);
    assert.equal(error.code, code, `the code of '${error.message}'`);
    assert.ok(error.message, "a message");
    return;
  }
  assert.fail(`an answer instead of an error: ${JSON.stringify(answer)}`);
}

function begin(name) {
  group = name;
  client = name.startsWith(process.env.COROLINT_LSP_GROUP ?? "")
    ? new Session(command, root, environment)
    : undefined;
}

/// Leaves as an editor does.
const leave = async () => {
  await client.shutdown();
  await fails(
    client.request("textDocument/codeAction", {}),
    rpc.ErrorCodes.InvalidRequest,
  );
  assert.equal(await client.exit(), 0, "the exit code");
};

//===----------------------------------------------------------------------===//
// Findings that the server sends
//===----------------------------------------------------------------------===//

begin("push");

await step("initialize", async () => {
  const { capabilities: can, serverInfo } = await client.initialize(
    {},
    capabilities(),
  );
  assert.equal(serverInfo.name, "corolint");
  assert.match(serverInfo.version, /^\d+\.\d+/);
  assert.equal(can.positionEncoding, "utf-16");
  assert.equal(can.textDocumentSync.openClose, true);
  assert.equal(
    can.textDocumentSync.change,
    lsp.TextDocumentSyncKind.Incremental,
  );
  assert.ok(can.codeActionProvider.codeActionKinds.includes("quickfix"));
  assert.ok(
    can.codeActionProvider.codeActionKinds.includes("source.fixAll.corolint"),
  );
  assert.deepEqual(can.executeCommandProvider.commands, ["corolint.explain"]);
  assert.equal(can.diagnosticProvider, undefined, "no client that can ask");
});

await step("asks for changed files", async () => {
  const { registerOptions } = await client.until("a registration", () =>
    client.registrations.find(
      (each) => each.method === "workspace/didChangeWatchedFiles",
    ),
  );
  const globs = registerOptions.watchers.map((each) => each.globPattern);
  assert.ok(globs.includes("**/.corolint.yaml"), globs.join(" "));
  assert.ok(globs.includes("**/compile_commands.json"), globs.join(" "));
});

await step("open", async () => {
  await client.open(work, workText);
  const found = await client.codes(work, never, never, blocking);
  const texts = found.map((each) => textAt(workText, each.range));
  assert.deepEqual(texts.slice(0, 2), ["store(n)", "note(n)"]);
  assert.match(texts[2], /^std::this_thread::sleep_for\(.*\)$/);
  for (const each of found) {
    assert.equal(each.source, "corolint");
    assert.equal(each.severity, lsp.DiagnosticSeverity.Warning);
    assert.ok(each.message);
    const page = await readFile(
      fileURLToPath(each.codeDescription.href),
      "utf8",
    );
    assert.ok(page.startsWith(`# ${each.code}\n`), "the page of the check");
  }
});

await step("small changes", async () => {
  await reset();
  const at = workText.indexOf("  std::this_thread");
  const end = workText.indexOf("\n", at) + 1;
  await client.change(work, [{ range: rangeAt(workText, at, end), text: "" }]);
  await client.codes(work, never, never);
  await client.change(work, [
    { range: rangeAt(workText, at, at), text: workText.slice(at, end) },
  ]);
  await client.codes(work, never, never, blocking);
});

await step("several changes at once, one on top of the other", async () => {
  await reset();
  const line =
    workText.slice(0, workText.indexOf("  store(n);")).split("\n").length - 1;
  const here = (character) => ({ line, character });
  await client.change(work, [
    { range: { start: here(0), end: here(0) }, text: "  store(n + 1);\n" },
    { range: { start: here(8), end: here(13) }, text: "7" },
    {
      range: {
        start: { line: line + 1, character: 0 },
        end: { line: line + 2, character: 0 },
      },
      text: "",
    },
  ]);
  assert.ok(client.text(work).includes("  store(7);\n  note(n);\n"));
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[0].range), "store(7)");
});

await step("positions after letters of two units", async () => {
  await reset();
  await client.replace(
    work,
    "  store(n);",
    "  /* \u{1F986}\u00E9 */ store(n);",
  );
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[0].range), "store(n)");
  await client.replace(work, "\u{1F986}", "");
  const again = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), again[0].range), "store(n)");
});

await step("lines that end in CR LF", async () => {
  await reset();
  await client.change(work, [{ text: workText.replaceAll("\n", "\r\n") }]);
  const found = await client.codes(work, never, never, blocking);
  assert.equal(textAt(client.text(work), found[1].range), "note(n)");
  const [action] = (await client.actions(work, found[1].range)).filter((each) =>
    each.title.startsWith("silence"),
  );
  await client.apply(action.edit);
  assert.ok(
    client.text(work).includes(`note(n); // NOLINT(${never})\r\n`),
    "the comment",
  );
  await client.codes(work, never, blocking);
});

await step("fast typing", async () => {
  await reset();
  const sent = client.published.get(work)?.length ?? 0;
  const word = "  // a comment that somebody types";
  for (const letter of word) {
    const at = client.text(work).indexOf("  note(n);");
    const text = client.text(work);
    // Before the line that follows, where the text grows.
    await client.change(work, [
      { range: rangeAt(text, at - 1, at - 1), text: letter },
    ]);
  }
  await client.codes(work, never, never, blocking);
  const versions = client.published
    .get(work)
    .slice(sent)
    .map((each) => each.version);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
    "versions in order",
  );
});

await step("a fix", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  const fix = actions.find((each) => each.edit && /co_await/.test(each.title));
  assert.ok(
    fix,
    `a fix among: ${actions.map((each) => each.title).join("; ")}`,
  );
  assert.equal(fix.kind, "quickfix");
  assert.deepEqual(codesOf(fix.diagnostics), [never]);
  await client.apply(fix.edit);
  assert.ok(
    client.text(work).includes("  co_await store(n);"),
    client.text(work),
  );
  await client.codes(work, never, blocking);
  const left = await client.actions(work, found.range);
  assert.deepEqual(
    left.filter((each) => each.kind === "quickfix"),
    [],
    "nothing there any more",
  );
});

await step("a comment that silences", async () => {
  await reset();
  const found = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found[2].range);
  const silence = actions.find(
    (each) => each.edit && /silence/.test(each.title),
  );
  assert.ok(
    silence,
    `one among: ${actions.map((each) => each.title).join("; ")}`,
  );
  await client.apply(silence.edit);
  assert.ok(
    client.text(work).includes(`; // NOLINT(${blocking})\n`),
    client.text(work),
  );
  await client.codes(work, never, never);
});

await step("a comment above a line that has one", async () => {
  await reset();
  await client.replace(work, "  store(n);", "  store(n); // later");
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  await client.apply(actions.find((each) => /silence/.test(each.title)).edit);
  assert.ok(
    client
      .text(work)
      .includes(`  // NOLINTNEXTLINE(${never})\n  store(n); // later\n`),
  );
  await client.codes(work, never, blocking);
});

await step("a wrong comment is told", async () => {
  await reset();
  await client.replace(
    work,
    "  store(n);",
    "  store(n); // NOLINTBEGIN(coro-*)",
  );
  const all = await client.diagnostics(work, "a finding 'nolint'", (each) =>
    codesOf(each).includes("nolint"),
  );
  const { range } = all.find((each) => each.code === "nolint");
  assert.ok(textAt(client.text(work), range).includes("NOLINTBEGIN"));
});

await step("source.fixAll.corolint", async () => {
  await reset();
  const before = codesOf(await client.codes(work, never, never, blocking));
  const everything = rangeAt(workText, 0, workText.length);
  const safe = (await client.actions(work, everything)).filter(
    (each) => each.isPreferred,
  );
  for (const only of ["source.fixAll.corolint", "source.fixAll", "source"]) {
    const all = await client.actions(work, everything, [only]);
    for (const each of all) assert.equal(each.kind, "source.fixAll.corolint");
    assert.equal(all.length, safe.length === 0 ? 0 : 1, `actions for ${only}`);
  }
  assert.deepEqual(
    await client.actions(work, everything, ["source.organizeImports"]),
    [],
  );
  assert.deepEqual(
    await client.actions(work, everything, ["source.fixAll.corolintx"]),
    [],
  );
  const [all] = await client.actions(work, everything, [
    "source.fixAll.corolint",
  ]);
  // It offers what is safe, and no more.
  if (!all) return;
  await client.apply(all.edit);
  await client.diagnostics(
    work,
    "fewer findings",
    (each) => each.length < before.length,
  );
});

await step("only what was asked for", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const titles = (actions) => actions.map((each) => each.title);
  const fixes = await client.actions(work, found.range, ["quickfix"]);
  assert.ok(fixes.length >= 3, titles(fixes).join("; "));
  for (const each of fixes)
    assert.deepEqual(each.diagnostics[0].range, found.range);
  assert.deepEqual(await client.actions(work, found.range, ["refactor"]), []);
  const first = { line: 0, character: 0 };
  assert.deepEqual(
    await client.actions(work, { start: first, end: first }),
    [],
  );
});

await step("corolint.explain", async () => {
  await reset();
  const [found] = await client.codes(work, never, never, blocking);
  const actions = await client.actions(work, found.range);
  const { command: explain } = actions.find((each) => each.command);
  assert.equal(explain.command, "corolint.explain");
  const count = client.shown.length;
  await client.request(lsp.ExecuteCommandRequest.type, {
    command: explain.command,
    arguments: explain.arguments,
  });
  const shown = await client.until(
    "window/showDocument",
    () => client.shown[count],
  );
  const page = await readFile(fileURLToPath(shown.uri), "utf8");
  assert.ok(page.startsWith(`# ${never}\n`));
});

await step("commands that are wrong", async () => {
  const run = (name, ...args) =>
    client.request(lsp.ExecuteCommandRequest.type, {
      command: name,
      arguments: args,
    });
  await fails(run("corolint.nothing"), rpc.ErrorCodes.InvalidParams);
  await fails(run("corolint.explain"), rpc.ErrorCodes.InvalidParams);
  await fails(run("corolint.explain", 7), rpc.ErrorCodes.InvalidParams);
  await fails(
    run("corolint.explain", "coro-nothing"),
    lsp.LSPErrorCodes.RequestFailed,
  );
  await fails(
    run("corolint.explain", "../work"),
    lsp.LSPErrorCodes.RequestFailed,
  );
});

await step("unsaved text of a header", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  // With the next key in the source, at the latest.
  await client.replace(work, "store(2)", "store(3)");
  await client.codes(work, never, blocking);
  assert.equal(await readFile(inProject("note.h"), "utf8"), headerText);
});

await step("unsaved text of a header that is closed", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, withoutTask);
  await client.replace(work, "store(2)", "store(3)");
  await client.codes(work, never, blocking);
  await client.close(header);
  await client.codes(work, never, never, blocking);
});

await step("a header that is saved", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  await writeFile(inProject("note.h"), withoutTask);
  await client.save(header);
  await client.codes(work, never, blocking);
});

await step("a header that changes on the disk", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk("note.h", withoutTask);
  await client.codes(work, never, blocking);
  await onDisk("note.h", headerText);
  await client.codes(work, never, never, blocking);
});

await step("a header that is deleted and comes back", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk("note.h", undefined);
  // The rest is linted all the same.
  await client.codes(work, never, blocking);
  await onDisk("note.h", headerText);
  await client.codes(work, never, never, blocking);
});

await step("findings in a header", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const lost =
    "inline task<int> lost(int n) {\n  note(n);\n  co_return n;\n}\n\n#endif";
  await client.open(header, headerText.replace("#endif", lost));
  const [found] = await client.codes(header, never);
  assert.equal(textAt(client.text(header), found.range), "note(n)");
});

await step("a file gets another name", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const count = client.published.get(work).length;
  const renamed = uriOf("renamed.cpp");
  const found = () => client.codes(renamed, never, never, blocking);
  await client.close(work);
  const cleared = await client.until("an empty list for the old name", () =>
    client.published
      .get(work)
      .slice(count)
      .find((each) => each.diagnostics.length === 0),
  );
  assert.deepEqual(cleared.diagnostics, []);
  await rename(inProject("work.cpp"), inProject("renamed.cpp"));
  try {
    await client.open(renamed);
    await client.changedFiles([work, Deleted], [renamed, Created]);
    // The database does not know the new name.
    await found();
    const entry = {
      ...database[0],
      file: "renamed.cpp",
      arguments: ["c++", "-std=c++20", "-c", "renamed.cpp"],
    };
    await onDisk("compile_commands.json", JSON.stringify([entry]));
    await client.replace(renamed, "store(2)", "store(4)");
    await found();
    assert.equal(
      client.published.get(work).at(-1).diagnostics.length,
      0,
      "the old name stays empty",
    );
  } finally {
    await rename(inProject("renamed.cpp"), inProject("work.cpp"));
    await onDisk("compile_commands.json", JSON.stringify(database));
  }
});

await step("a file is deleted and made anew", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const count = client.published.get(work).length;
  await client.close(work);
  await onDisk("work.cpp", undefined);
  await client.until("an empty list", () =>
    client.published
      .get(work)
      .slice(count)
      .find((each) => each.diagnostics.length === 0),
  );
  await client.open(work, workText);
  // It is not on the disk yet.
  await client.codes(work, never, never, blocking);
});

await step(".corolint.yaml", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  await onDisk(".corolint.yaml", `checks: '-${blocking}'\n`);
  await client.codes(work, never, never);
  await onDisk(".corolint.yaml", "exclude: ['work.cpp']\n");
  await client.codes(work);
  await onDisk(".corolint.yaml", undefined);
  await client.codes(work, never, never, blocking);
});

await step(".corolint.yaml that is wrong", async () => {
  await reset();
  await onDisk(".corolint.yaml", "nonsense: 1\n");
  const [wrong] = await client.codes(work, "configuration");
  assert.equal(wrong.severity, lsp.DiagnosticSeverity.Error);
  assert.match(wrong.message, /nonsense/);
  await onDisk(".corolint.yaml", "checks: [\n");
  await client.diagnostics(
    work,
    "another error",
    ([first]) =>
      first?.code === "configuration" && !/nonsense/.test(first.message),
  );
  await onDisk(".corolint.yaml", undefined);
  await client.codes(work, never, never, blocking);
});

await step("a saved .corolint.yaml", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const text = `checks: '-*, ${blocking}'\n`;
  await writeFile(inProject(".corolint.yaml"), text);
  await client.open(configuration, text);
  await client.save(configuration);
  await client.codes(work, blocking);
});

await step("settings that are sent", async () => {
  await reset();
  const settings = (value) =>
    client.notify(lsp.DidChangeConfigurationNotification.type, {
      settings: { corolint: value },
    });
  await settings({ checks: [`-${never}`], models: [], minCertainty: null });
  await client.codes(work, blocking);
  await settings({});
  await client.codes(work, never, never, blocking);
});

await step("settings that are asked for", async () => {
  await reset();
  client.settings = { checks: [`-${blocking}`] };
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: null,
  });
  await client.codes(work, never, never);
  client.settings = {};
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: null,
  });
  await client.codes(work, never, never, blocking);
});

await step("a setting that is wrong", async () => {
  await reset();
  const count = client.messages.length;
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: { corolint: { checks: 1, nonsense: true, noConfig: false } },
  });
  const told = (word) => () =>
    client.messages.slice(count).find((each) => each.message.includes(word));
  await client.until("a message about 'checks'", told("'checks'"));
  await client.until("a message about 'nonsense'", told("'nonsense'"));
});

await step("text that is broken", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const half = workText.slice(0, workText.indexOf("this_thread::") + 9);
  for (const text of [
    half,
    workText.replace("task<int> work", "task<int work"),
    workText.replace("#include <thread>", "#include <thre"),
    "}}}} {{{ (( \"' /* #if",
    "\u0000\u0001\uFFFF" + workText,
    "",
    "{".repeat(5000),
  ]) {
    await client.change(work, [{ text }]);
    await client.diagnostics(
      work,
      `an analysis of ${JSON.stringify(text.slice(0, 40))}`,
      () => true,
    );
    await client.change(work, [{ text: workText }]);
    await client.codes(work, never, never, blocking);
  }
});

await step("changes that are out of bounds", async () => {
  await reset();
  await client.codes(work, never, never, blocking);
  const far = { line: 100000, character: 7 };
  const end = { line: 3, character: 100000 };
  const version = ++client.documents.get(work).version;
  await client.notify(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: work, version },
    contentChanges: [
      { range: { start: far, end: far }, text: "// end" },
      { range: { start: end, end }, text: "" },
    ],
  });
  await client.diagnostics(work, "an analysis", () => true);
  await client.notify(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: uriOf("unknown.cpp"), version: 3 },
    contentChanges: [{ text: "int x;" }],
  });
  await client.change(work, [{ text: workText }]);
  await client.codes(work, never, never, blocking);
});

await step("documents that are no files", async () => {
  await reset();
  await client.open("untitled:Untitled-1", workText);
  await client.change("untitled:Untitled-1", [{ text: "" }]);
  assert.deepEqual(
    await client.actions("untitled:Untitled-1", rangeAt("", 0, 0)),
    [],
  );
  await client.close("untitled:Untitled-1");
  assert.deepEqual(
    await client.actions(uriOf("closed.cpp"), rangeAt("", 0, 0)),
    [],
  );
  await client.codes(work, never, never, blocking);
});

await step("requests that it does not know", async () => {
  const where = {
    textDocument: { uri: work },
    position: { line: 0, character: 0 },
  };
  await fails(
    client.request("textDocument/nothing", where),
    rpc.ErrorCodes.MethodNotFound,
  );
  await fails(
    client.request("textDocument/definition", where),
    rpc.ErrorCodes.MethodNotFound,
  );
  await fails(client.request("$/nothing", {}), rpc.ErrorCodes.MethodNotFound);
  await fails(
    client.request("initialize", { capabilities: {} }),
    rpc.ErrorCodes.InvalidRequest,
  );
  await fails(
    client.request("textDocument/codeAction", { textDocument: 1 }),
    rpc.ErrorCodes.InvalidParams,
  );
  await client.notify("nothing/atAll", { x: 1 });
  await client.notify("$/setTrace", { value: "off" });
});

await step("a request that is cancelled", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(5)");
  const source = new rpc.CancellationTokenSource();
  const range = rangeAt(workText, 0, workText.length);
  const asked = client.connection.sendRequest(
    lsp.CodeActionRequest.method,
    { textDocument: { uri: work }, range, context: { diagnostics: [] } },
    source.token,
  );
  source.cancel();
  let answer;
  asked.then(
    (result) => ((answer = { result }), client.wake()),
    (error) => ((answer = { error }), client.wake()),
  );
  await client.until("an answer all the same", () => answer);
  if (answer.error)
    assert.equal(answer.error.code, lsp.LSPErrorCodes.RequestCancelled);
  else assert.ok(Array.isArray(answer.result));
  await client.codes(work, never, never, blocking);
});

await step("shutdown and exit", leave);
client?.kill();

//===----------------------------------------------------------------------===//
// Findings that the client asks for
//===----------------------------------------------------------------------===//

begin("pull");

await step("initialize again", async () => {
  const { capabilities: can } = await client.initialize(
    { pushDiagnostics: false, threads: 2 },
    capabilities({ pull: true }),
  );
  assert.equal(can.diagnosticProvider.interFileDependencies, true);
  assert.equal(can.diagnosticProvider.workspaceDiagnostics, false);
});

const pull = (uri, previousResultId) =>
  client.request(lsp.DocumentDiagnosticRequest.type, {
    textDocument: { uri },
    identifier: "corolint",
    ...(previousResultId ? { previousResultId } : {}),
  });

await step("open", async () => {
  await client.open(work, workText);
  const { items } = await client.pullCodes(work, never, never, blocking);
  assert.equal(textAt(workText, items[0].range), "store(n)");
});

await step("nothing new", async () => {
  await reset();
  const { resultId } = await client.pullCodes(work, never, never, blocking);
  const again = await pull(work, resultId);
  assert.deepEqual(again, { kind: "unchanged", resultId });
});

await step("changes", async () => {
  await reset();
  const { resultId } = await client.pullCodes(work, never, never, blocking);
  await client.replace(work, "  store(n);", "  co_await store(n);");
  const report = await pull(work, resultId);
  assert.equal(report.kind, "full");
  assert.deepEqual(codesOf(report.items), [never, blocking]);
  assert.notEqual(report.resultId, resultId);
});

await step("a fix", async () => {
  await reset();
  const { items } = await client.pullCodes(work, never, never, blocking);
  const actions = await client.actions(work, items[1].range, ["quickfix"]);
  await client.apply(actions.find((each) => /co_await/.test(each.title)).edit);
  assert.ok(client.text(work).includes("  co_await note(n);"));
  await client.pullCodes(work, never, blocking);
});

await step("a header that is saved", async () => {
  await reset();
  await client.pullCodes(work, never, never, blocking);
  await client.open(header, headerText);
  await client.change(header, [{ text: withoutTask }]);
  await client.save(header);
  await client.pullCodes(work, never, blocking);
});

await step(".corolint.yaml", async () => {
  await reset();
  await client.pullCodes(work, never, never, blocking);
  await onDisk(".corolint.yaml", `checks: '-${never}'\n`);
  await client.pullCodes(work, blocking);
});

await step("documents that are not open", async () => {
  assert.deepEqual((await pull(uriOf("closed.cpp"))).items, []);
  assert.deepEqual((await pull("untitled:Untitled-1")).items, []);
});

await step("a document that is closed meanwhile", async () => {
  await reset();
  await client.replace(work, "store(2)", "store(6)");
  const asked = pull(work);
  await client.close(work);
  const report = await asked;
  assert.equal(report.kind, "full");
});

await step("nothing is sent unasked", async () => {
  assert.deepEqual([...client.published.keys()], []);
});

await step("shutdown and exit", leave);
client?.kill();

//===----------------------------------------------------------------------===//
// Other clients
//===----------------------------------------------------------------------===//

begin("utf-8");
await step("positions in bytes", async () => {
  const { capabilities: can } = await client.initialize(
    { pushDiagnostics: true },
    capabilities({ pull: true, encodings: ["utf-8", "utf-16"] }),
  );
  assert.equal(can.positionEncoding, "utf-8");
  assert.equal(can.diagnosticProvider, undefined, "pushDiagnostics was set");
  await client.open(
    work,
    workText.replace("  store(n);", "  /* \u{1F986} */ store(n);"),
  );
  const [found] = await client.codes(work, never, never, blocking);
  const line = Buffer.from(
    client.text(work).split("\n")[found.range.start.line],
  );
  const { start, end } = found.range;
  assert.equal(
    line.subarray(start.character, end.character).toString(),
    "store(n)",
  );
});
await step("shutdown and exit", leave);
client?.kill();

begin("settings at the start");
await step("checks and a wrong one", async () => {
  await client.initialize(
    { checks: [`-${blocking}`], nonsense: 1, threads: 1, noConfig: true },
    capabilities(),
  );
  await client.until("a message about 'nonsense'", () =>
    client.messages.find((each) => each.message.includes("'nonsense'")),
  );
  await client.open(work, workText);
  await client.codes(work, never, never);
});
await step("they last when the client has none to give", async () => {
  // As editors do after the start that have no such section.
  client.settings = null;
  await client.notify(lsp.DidChangeConfigurationNotification.type, {
    settings: {},
  });
  await client.replace(work, "  note(n);", "  co_await note(n);");
  await client.codes(work, never);
});
await step("shutdown and exit", leave);
client?.kill();

begin("a folder named c++");
await step("URIs are given back as they were written", async () => {
  const folder = path.join(home, "c++");
  await cp(root, folder, { recursive: true });
  const entry = { ...database[0], directory: folder };
  await writeFile(
    path.join(folder, "compile_commands.json"),
    JSON.stringify([entry]),
  );
  const plain = `${pathToFileURL(home).href}/c++/work.cpp`;
  const encoded = `${pathToFileURL(home).href}/c%2B%2B/work.cpp`;
  await client.initialize(undefined, capabilities());
  for (const uri of [encoded, plain]) {
    await client.open(uri, workText);
    const [found] = await client.codes(uri, never, never, blocking);
    const actions = await client.actions(uri, found.range);
    await client.apply(actions.find((each) => each.edit).edit);
    await client.codes(uri, never, blocking);
    await client.close(uri);
  }
});
await step("shutdown and exit", leave);
client?.kill();

begin("a folder behind a link");
await step("findings, and a header that is saved", async () => {
  const linked = path.join(home, "linked");
  await symlink(root, linked);
  const throughLink = (name) => pathToFileURL(path.join(linked, name)).href;
  await client.initialize(undefined, capabilities());
  await client.open(throughLink("work.cpp"), workText);
  await client.codes(throughLink("work.cpp"), never, never, blocking);
  try {
    await writeFile(inProject("note.h"), withoutTask);
    await client.changedFiles([throughLink("note.h"), Changed]);
    await client.codes(throughLink("work.cpp"), never, blocking);
  } finally {
    await writeFile(inProject("note.h"), headerText);
  }
});
await step("shutdown and exit", leave);
client?.kill();

begin("a client that can do little");
await step("open and fix", async () => {
  const kinds = { codeActionKind: { valueSet: ["quickfix"] } };
  await client.initialize(undefined, {
    textDocument: { codeAction: { codeActionLiteralSupport: kinds } },
  });
  await client.open(work, workText);
  const all = await client.until("findings", () =>
    client.published.get(work)?.find((each) => each.diagnostics.length === 3),
  );
  assert.equal(all.version, undefined, "versions were not asked for");
  const actions = await client.actions(work, all.diagnostics[0].range);
  const fix = actions.find((each) => each.edit);
  assert.equal(fix.edit.documentChanges, undefined);
  assert.deepEqual(Object.keys(fix.edit.changes), [work]);
  assert.equal(
    client.registrations.length,
    0,
    "registrations were not offered",
  );
});
await step("no document is shown", async () => {
  await client.request(lsp.ExecuteCommandRequest.type, {
    command: "corolint.explain",
    arguments: [never],
  });
  // What it asks would come before the next answer.
  await client.actions(work, rangeAt(workText, 0, 0));
  assert.deepEqual(client.shown, []);
});
await step("exit without shutdown gives 1", async () => {
  assert.equal(await client.exit(), 1);
});
client?.kill();

begin("without a word");
await step("ends with its input", async () => {
  await client.initialize(undefined, capabilities());
  await client.open(work, workText);
  client.child.stdin.end();
  assert.equal(await client.exitCode(), 1);
});
client?.kill();

for (const delay of [0, 50, 200, 400]) {
  begin(`leaves ${delay} ms after a change`);
  await step("shutdown and exit", async () => {
    await client.initialize(undefined, capabilities());
    await client.open(work, workText);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await client.shutdown();
    assert.equal(await client.exit(), 0);
  });
  client?.kill();
}

begin("before initialize");
await step("requests are refused", async () => {
  await client.notify("textDocument/didOpen", {});
  await fails(
    client.request("textDocument/codeAction", {}),
    rpc.ErrorCodes.ServerNotInitialized,
  );
  await client.initialize(undefined, capabilities());
});
await step("shutdown and exit", leave);
client?.kill();

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
