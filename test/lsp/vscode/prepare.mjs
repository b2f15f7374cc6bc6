//===- prepare.mjs - makes VS Code ready to run ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// code-server carries VS Code without what that needs from npm; its own
// installation fetches it, runs scripts that load more, and builds a terminal
// and a search, which are not needed here. Without those scripts, what is needed
// is: VS Code's packages, and three of them built. Does nothing if that is done.
//
//===----------------------------------------------------------------------===//

import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(
  new URL("node_modules/code-server/lib/vscode", import.meta.url),
);
const done = path.join(folder, "prepared");
/// Logging, the end of its parent, watching files.
const built = ["@vscode/spdlog", "native-watchdog", "@parcel/watcher"];

function npm(...args) {
  execFileSync("npm", args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      npm_config_loglevel: "error",
      // The headers that came with Node, where they are.
      ...(existsSync(path.join(prefix, "include", "node"))
        ? { npm_config_nodedir: prefix }
        : {}),
    },
  });
}

const prefix = path.dirname(path.dirname(process.execPath));
if (!existsSync(done)) {
  // Its npm-shrinkwrap.json pins them; npm ci finds a peer missing in that.
  npm("install", "--ignore-scripts", "--omit=dev", "--no-audit");
  npm("rebuild", ...built);
  const link = path.join(folder, "node_modules.asar");
  if (!existsSync(link)) symlinkSync("node_modules", link);
  writeFileSync(done, "");
}
