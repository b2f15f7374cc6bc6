//===- code_server.mjs - VS Code that serves a browser --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import { spawn, execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/// The server of VS Code itself, without what code-server puts around it.
const entry = fileURLToPath(
  new URL(
    "node_modules/code-server/lib/vscode/out/server-main.js",
    import.meta.url,
  ),
);

/// What a test has no use for: what asks, welcomes, or looks for something on
/// the net.
const quiet = {
  "chat.commandCenter.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/// VS Code, with folders of its own for everything that it keeps.
export class CodeServer {
  #home;
  #child;
  #output = "";
  url;

  constructor(home) {
    this.#home = home;
  }

  get #settingsFile() {
    return path.join(this.#home, "data", "data", "User", "settings.json");
  }
  get #folders() {
    return [
      ["--server-data-dir", path.join(this.#home, "data")],
      ["--extensions-dir", path.join(this.#home, "extensions")],
      ["--accept-server-license-terms", "--telemetry-level", "off"],
    ].flat();
  }
  get #environment() {
    const out = { ...process.env, HOME: this.#home };
    for (const each of Object.keys(out))
      if (/^(XDG_|VSCODE_)/.test(each)) delete out[each];
    return out;
  }

  async #run(...args) {
    const all = [entry, ...this.#folders, ...args];
    const { stdout } = await promisify(execFile)(process.execPath, all, {
      env: this.#environment,
    });
    return stdout;
  }

  /// Installs a packaged extension; throws if it is not there afterwards.
  async install(vsix, name) {
    await this.#run("--install-extension", vsix);
    const installed = await this.#run("--list-extensions", "--show-versions");
    if (!installed.split("\n").some((each) => each.startsWith(`${name}@`)))
      throw new Error(`${vsix} was not installed; there is: ${installed}`);
  }

  /// The settings of the user; they hold from now on.
  async set(settings) {
    await mkdir(path.dirname(this.#settingsFile), { recursive: true });
    const all = JSON.stringify({ ...quiet, ...settings }, undefined, 2);
    // The same inode, for it is watched.
    await writeFile(this.#settingsFile, all);
  }

  async start(limit) {
    const at = ["--host", "127.0.0.1", "--port", "0"];
    this.#child = spawn(
      process.execPath,
      [entry, ...this.#folders, ...at, "--without-connection-token"],
      { env: this.#environment, stdio: ["ignore", "pipe", "pipe"] },
    );
    await new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`VS Code does not start: ${this.#output}`)),
        limit,
      );
      const hear = (chunk) => {
        this.#output += chunk;
        const at = /agent listening on (\d+)/.exec(this.#output);
        if (!at) return;
        clearTimeout(timer);
        this.url = `http://127.0.0.1:${at[1]}/`;
        resolve();
      };
      this.#child.stdout.on("data", hear);
      this.#child.stderr.on("data", hear);
      this.#child.on("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`VS Code ended with ${code}: ${this.#output}`));
      });
    });
  }

  async stop() {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }

  kill() {
    this.#child?.kill("SIGKILL");
  }

  /// The last of what it has said.
  get output() {
    return this.#output.slice(-4000);
  }
}
