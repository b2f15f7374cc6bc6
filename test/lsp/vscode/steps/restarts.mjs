//===- restarts.mjs - a server that ends ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

import * as path from "node:path";
import { processesOf } from "../processes.mjs";
import { announces, placeOf, sleeps } from "../project.mjs";

export async function restarts({ code, editor, root, server, step }) {
  let id;
  /// Waits for one that is not the last one.
  const started = async () => {
    const all = await editor.until(
      `one server, and not ${id}`,
      () => processesOf(server),
      (seen) => seen.length === 1 && seen[0] !== id,
    );
    id = all[0];
  };

  await step("a server that is killed comes back", async () => {
    await editor.openFile("session.cpp");
    await editor.expect(sleeps, announces);
    await started();
    process.kill(id, "SIGKILL");
    await started();
    await editor.status("corolint: running");
    await editor.expect(sleeps, announces);
  });

  await step("it sees what is typed", async () => {
    const file = path.join(root, "session.cpp");
    const [line] = await placeOf(file, "Place.leave(Name);");
    await editor.goTo(line, 1);
    await editor.press("End", "Enter");
    await editor.type("throttle(1);");
    await editor.expect(sleeps, "throttle(1)", announces);
  });

  await step("one that ends again and again is given up", async () => {
    for (let i = 0; i < 3; ++i) {
      process.kill(id, "SIGKILL");
      await started();
    }
    await editor.status("corolint: running");
    process.kill(id, "SIGKILL");
    await editor
      .toast(
        "the server ended 5 times within 3 minutes, the last time with " +
          "signal SIGKILL, and is not started again",
      )
      .waitFor();
    await editor.status("corolint: stopped");
    await editor.expect();
    if ((await processesOf(server)).length !== 0)
      throw new Error("there is a server");
  });

  await step("it is started by hand", async () => {
    await editor.command("corolint: Restart the Server");
    await started();
    await editor.status("corolint: running");
    await editor.expect(sleeps, "throttle(1)", announces);
  });

  await step("it leaves with the window's extensions", async () => {
    await code.stop();
    await editor.until(
      "no server",
      () => processesOf(server),
      (seen) => seen.length === 0,
    );
  });
}
