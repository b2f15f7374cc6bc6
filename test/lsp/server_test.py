#!/usr/bin/env python3
"""What a user sees of the language server, step by step.

    server_test.py --corolint PATH [--clangxx PATH] [unittest options]
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time
import unittest

from case import HEADER, MINI, PROGRAM, Case, Options
from client import applied, edits_for, position, uri
from places_test import PlacesTest  # noqa: F401: run from here
from workspace_test import WorkspaceTest  # noqa: F401


class ServerTest(Case):
    def test_finds_what_is_wrong_and_follows_edits(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        shown = client.diagnostics(self.main, 1)
        self.assertEqual(self.found(shown), self.BOTH)
        self.assertEqual({d["source"] for d in shown}, {"corolint"})
        self.assertEqual({d["severity"] for d in shown}, {2})
        page = shown[0]["codeDescription"]["href"]
        self.assertIn("coro-never-awaited",
                      pathlib.Path(page.removeprefix("file://")).read_text())

        at = position(PROGRAM, PROGRAM.index("work();"))
        client.change(self.main, 2, ({"start": at, "end": at}, "co_await "))
        self.assertEqual(self.found(client.diagnostics(self.main, 2)),
                         self.BOTH[1:])
        client.change(self.main, 3, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 3)), self.BOTH)
        # Through the include block, and back.
        client.change(self.main, 4, "#include <regex>\n" + PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 4)),
                         [(line + 1, check) for line, check in self.BOTH])
        client.close(self.main)
        self.assertEqual(client.shut_down(), 0)

    def test_fixes_compile_and_remove_the_finding(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        shown = client.diagnostics(self.main, 1)
        actions = client.actions(self.main, shown[0]["range"])
        fixes = [a for a in actions if a.get("isPreferred")]
        self.assertTrue(fixes, actions)
        text = applied(PROGRAM, edits_for(fixes[0], self.main))
        self.assertIn("co_await work();", text)
        self.compile(text)
        client.change(self.main, 2, text)
        self.assertEqual(self.found(client.diagnostics(self.main, 2)),
                         self.BOTH[1:])

    def test_fixes_all_that_is_safe_at_once(self):
        client = self.start()
        two = PROGRAM.replace("  work();\n", "  work();\n  work();\n")
        client.open(self.main, two)
        client.diagnostics(self.main, 1)
        whole = {"start": {"line": 0, "character": 0},
                 "end": {"line": 100, "character": 0}}
        self.assertFalse([a for a in client.actions(self.main, whole)
                          if a["kind"] != "quickfix"])
        fix, = client.actions(self.main, whole, only="source.fixAll")
        text = applied(two, edits_for(fix, self.main))
        self.assertEqual(text.count("co_await work();"), 2)
        self.compile(text)

    def test_silences_a_line(self):
        client = self.start()
        text = PROGRAM.replace("sleep_for(1s);", "sleep_for(1s); // Long.")
        client.open(self.main, text)
        version = 1
        for wanted in ("// NOLINT(", "// NOLINTNEXTLINE("):
            shown = client.diagnostics(self.main, version)
            silence, = [a for a in client.actions(self.main, shown[0]["range"])
                        if "silence" in a["title"]]
            text = applied(text, edits_for(silence, self.main))
            self.assertIn(wanted + shown[0]["code"] + ")", text)
            version += 1
            client.change(self.main, version, text)
        self.assertEqual(client.diagnostics(self.main, version), [])

    def test_explains_a_check(self):
        client = self.start(capabilities={"window": {
            "showDocument": {"support": True}}})
        client.open(self.main, PROGRAM)
        shown = client.diagnostics(self.main, 1)
        explain, = [a for a in client.actions(self.main, shown[0]["range"])
                    if "explain" in a["title"]]
        command = explain["command"]
        page = client.request("workspace/executeCommand", {
            "command": command["command"], "arguments": command["arguments"]})
        asked = client.wait(lambda m: m.get("method") == "window/showDocument",
                            "a request to show the page")
        self.assertEqual(asked["params"]["uri"], page)
        for bad in ({"command": "corolint.other"},
                    {"command": command["command"], "arguments": ["coro-none"]},
                    {"command": command["command"], "arguments": []}):
            self.assertIn("error",
                          client.answer(client.send("workspace/executeCommand", bad)))

    def test_broken_code_does_not_flicker(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        version, text = 1, PROGRAM
        begin = PROGRAM.index("  work();\n")

        def becomes(new):
            nonlocal version, text
            version, text = version + 1, new
            client.change(self.main, version, new)
            return self.found(client.diagnostics(self.main, version))

        # A line, and a block, key by key.
        typed = "  if (auto Three = 3; Three > 2) { int N = Three; (void)N; }\n"
        for length in range(1, len(typed) + 1):
            shown = becomes(PROGRAM[:begin] + typed[:length] + PROGRAM[begin:])
            line = typed[:length].count("\n")
            self.assertEqual(
                shown, [(at + line, check) for at, check in self.BOTH],
                typed[:length])
        # A mistake in the function that is edited is seen when it compiles,
        # although another function does not.
        broken = PROGRAM.replace("yield();\n  std", "yield(;\n  std")
        self.assertEqual(becomes(broken), self.BOTH)
        self.assertEqual(becomes(broken.replace("  work", "  co_await work")),
                         self.BOTH[1:])
        self.assertEqual(becomes(broken), self.BOTH)

    def test_a_pause_tells_what_broken_code_has(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        opened = PROGRAM.replace("  work();\n", "  work();\n  if (true) {\n")
        client.change(self.main, 2, opened)
        held = client.diagnostics(self.main, 2)
        self.assertEqual(
            self.found(held),
            [(9, "coro-never-awaited"), (15, "coro-blocking-call")])
        paused = held
        while paused == held:
            paused = client.diagnostics(self.main, 2)
        client.close(self.main)
        client.open(self.main, opened, version=3)
        self.assertEqual(client.diagnostics(self.main, 3), paused)
        self.assertNotIn("coro-blocking-call", [d["code"] for d in paused])

        # Who saves is told at once.
        client.change(self.main, 4, PROGRAM)
        client.diagnostics(self.main, 4)
        client.change(self.main, 5, opened)
        self.main.write_text(opened)
        client.save(self.main)
        self.assertEqual(client.diagnostics(self.main, 5), paused)
        self.main.write_text(PROGRAM)

        # Who can only ask is told at once.
        client.kill()
        client = self.start(capabilities={"textDocument": {"diagnostic": {}}})
        asks = {"textDocument": {"uri": uri(self.main)}}
        client.open(self.main, PROGRAM)
        client.request("textDocument/diagnostic", asks)
        client.change(self.main, 2, opened)
        told = client.request("textDocument/diagnostic", asks)
        self.assertEqual(told["items"], paused)

    def test_the_database_may_go_through_a_link(self):
        real = self.root / "real"
        real.mkdir()
        link = self.root / "link"
        link.symlink_to(real)
        for file in (self.main, self.header):
            file.rename(real / file.name)
        self.main, self.header = real / "main.cpp", real / "work.h"
        (self.root / "compile_commands.json").write_text(json.dumps([{
            "directory": str(link), "file": str(link / "main.cpp"),
            "command": f"clang++ -std=c++20 -I{MINI} -c {link}/main.cpp"}]))
        client = self.start()
        client.open(self.main, "// Not on the disk.\n" + PROGRAM)
        shifted = [(line + 1, check) for line, check in self.BOTH]
        self.assertEqual(self.found(client.diagnostics(self.main, 1)), shifted)
        client.change(self.main, 2, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 2)), self.BOTH)
        # Headers as well.
        client.open(self.header, HEADER)
        client.change(self.header, 2, HEADER.replace("mini::task<>", "void").replace(
            "co_await mini::yield();", ""))
        again = client.wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["uri"] == uri(self.main)
            and self.found(m["params"]["diagnostics"]) == self.BOTH[1:],
            "the task is none any more")
        self.assertTrue(again)

    def test_tells_what_is_missing(self):
        client = self.start()
        client.open(self.main, '#include "nowhere.h"\n' + PROGRAM)
        told = client.diagnostics(self.main, 1)
        self.assertEqual(told[0]["code"], "not-analysed")
        self.assertEqual(told[0]["severity"], 3)
        self.assertIn("'nowhere.h' file not found", told[0]["message"])
        self.assertEqual(self.found(told[1:]),
                         [(line + 1, check) for line, check in self.BOTH])
        client.change(self.main, 2, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 2)), self.BOTH)
        # Not while its name is typed.
        client.change(self.main, 3, '#include "no"\n' + PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 3)),
                         [(line + 1, check) for line, check in self.BOTH])
        while client.diagnostics(self.main, 3)[0]["code"] != "not-analysed":
            pass

    def test_tells_of_files_that_are_not_open(self):
        client = self.start(capabilities={"textDocument": {"diagnostic": {}}})
        told = client.request("textDocument/diagnostic",
                              {"textDocument": {"uri": uri(self.main)}})
        self.assertEqual(self.found(told["items"]), self.BOTH)

    def test_unsaved_headers_count(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        client.open(self.header, HEADER)
        self.assertEqual(client.diagnostics(self.header, 1), [])
        client.change(self.header, 2, HEADER.replace(
            "{ co_await mini::yield(); }",
            "{\n  sleep(1);\n  co_await mini::yield();\n}").replace(
                "#pragma once", "#pragma once\n#include <unistd.h>"))
        self.assertEqual(self.found(client.diagnostics(self.header, 2)),
                         [(6, "coro-blocking-call")])
        # No task any more: nothing is forgotten.
        client.change(self.header, 3, HEADER.replace(
            "inline mini::task<> work() { co_await mini::yield(); }",
            "inline void work() {}"))
        client.diagnostics(self.header, 3)
        # Without a save.
        while self.found(client.diagnostics(self.main, 1)) != self.BOTH[1:]:
            pass
        client.change(self.header, 4, HEADER)
        while self.found(client.diagnostics(self.main, 1)) != self.BOTH:
            pass

    def test_what_changes_on_the_disk_counts(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        self.header.write_text("#pragma once\ninline void work() {}\n")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(self.header), "type": 2}]})
        self.assertEqual(self.found(client.diagnostics(self.main, 1)),
                         self.BOTH[1:])

        config = self.root / ".corolint.yaml"
        config.write_text("checks: [-coro-blocking-call]\n")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(config), "type": 1}]})
        self.assertEqual(client.diagnostics(self.main, 1), [])
        config.write_text("cheks: []\n")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(config), "type": 2}]})
        problem, = client.diagnostics(self.main, 1)
        self.assertEqual(problem["severity"], 1)
        self.assertIn(".corolint.yaml:1:1", problem["message"])
        config.unlink()
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(config), "type": 3}]})
        self.assertEqual(self.found(client.diagnostics(self.main, 1)),
                         self.BOTH[1:])

    def test_settings_of_the_client_count(self):
        client = self.start(options={"checks": ["-coro-never-awaited"],
                                     "colour": "red", "threads": "many"})
        told = [client.wait(lambda m: m.get("method") == "window/showMessage",
                            "a warning")["params"]["message"] for _ in range(2)]
        self.assertIn("'colour'", told[0])
        self.assertIn("'threads'", told[1])
        client.open(self.main, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 1)),
                         self.BOTH[1:])
        client.notify("workspace/didChangeConfiguration", {"settings": {
            "corolint": {"checks": []}}})
        self.assertEqual(self.found(client.diagnostics(self.main, 1)), self.BOTH)

    def test_broken_code_gives_what_can_be_known(self):
        client = self.start()
        broken = PROGRAM.replace("mini::task<> sleeps() {",
                                 "mini::task<> sleeps() {\n  undeclared(;")
        client.open(self.main, broken)
        self.assertIn((9, "coro-never-awaited"),
                      self.found(client.diagnostics(self.main, 1)))
        client.change(self.main, 2, broken[:len(broken) // 2])
        client.diagnostics(self.main, 2)
        client.change(self.main, 3, "")
        self.assertEqual(client.diagnostics(self.main, 3), [])
        client.change(self.main, 4, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 4)), self.BOTH)

    def test_a_bad_range_loses_no_document(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        far = {"line": 100000, "character": 7}
        client.change(self.main, 2, ({"start": far, "end": far}, "// The end.\n"))
        self.assertEqual(self.found(client.diagnostics(self.main, 2)), self.BOTH)
        client.wait(lambda m: m.get("method") == "window/logMessage"
                    and "outside" in m["params"]["message"], "a log message")

    def test_says_where_flags_are_a_guess(self):
        other = self.root / "other.cpp"
        client = self.start()
        client.open(other, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(other, 1)), self.BOTH)
        told = client.wait(lambda m: m.get("method") == "window/showMessage",
                           "a remark")["params"]["message"]
        self.assertIn("does not name this file", told)

    def test_gives_uris_back_as_they_came(self):
        client = self.start()
        plain = f"file://{self.root}/../{self.root.name}/main.cpp"
        client.notify("textDocument/didOpen", {"textDocument": {
            "uri": plain, "languageId": "cpp", "version": 1, "text": PROGRAM}})
        shown = client.wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics",
            "diagnostics")["params"]
        self.assertEqual(shown["uri"], plain)
        self.assertEqual(self.found(shown["diagnostics"]), self.BOTH)

    def test_leaves_at_once(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        self.assertEqual(client.shut_down(), 0)

    def test_settings_that_the_client_does_not_know_stay(self):
        client = self.start(options={"checks": ["-coro-never-awaited"]},
                            capabilities={"workspace": {"configuration": True}})
        client.notify("workspace/didChangeConfiguration", {"settings": {}})
        client.wait(lambda m: m.get("method") == "workspace/configuration",
                    "a question for the settings")
        client.open(self.main, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 1)),
                         self.BOTH[1:])

    def test_follows_a_file_behind_a_link(self):
        link = self.root.parent / (self.root.name + "-link")
        link.symlink_to(self.root)
        try:
            client = self.start()
            linked = link / "main.cpp"
            client.open(linked, PROGRAM.replace("1s", "2s") + "\n")
            self.assertEqual(self.found(client.diagnostics(linked, 1)), self.BOTH)
            client.change(linked, 2, PROGRAM.replace("  work()", "  co_await work()"))
            self.assertEqual(self.found(client.diagnostics(linked, 2)),
                             self.BOTH[1:])
        finally:
            link.unlink()

    def test_goes_by_compile_flags(self):
        (self.root / "compile_commands.json").unlink()
        flags = self.root / "compile_flags.txt"
        flags.write_text(f"-std=c++20\n-I{MINI}\n\n")
        client = self.start()
        client.open(self.main, PROGRAM)
        self.assertEqual(self.found(client.diagnostics(self.main, 1)), self.BOTH)
        flags.unlink()
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(flags), "type": 3}]})
        told = client.wait(lambda m: m.get("method") == "window/showMessage",
                           "a remark")["params"]["message"]
        self.assertIn("-std=c++20 alone", told)

    def test_gives_diagnostics_to_who_asks(self):
        client = self.start(capabilities={"textDocument": {
            "diagnostic": {"dynamicRegistration": False}}})
        self.assertIn("diagnosticProvider", client.capabilities)
        client.open(self.main, PROGRAM)
        ask = {"textDocument": {"uri": uri(self.main)}}
        report = client.request("textDocument/diagnostic", ask)
        self.assertEqual(report["kind"], "full")
        self.assertEqual(self.found(report["items"]), self.BOTH)
        ask["previousResultId"] = report["resultId"]
        report = client.request("textDocument/diagnostic", ask)
        self.assertEqual(report["kind"], "unchanged")
        client.change(self.main, 2, PROGRAM.replace("  work();", "  co_await work();"))
        report = client.request("textDocument/diagnostic", ask)
        self.assertEqual(self.found(report["items"]), self.BOTH[1:])
        # Never both.
        self.assertFalse([m for m in client.seen if m.get("method") ==
                          "textDocument/publishDiagnostics"])

    def test_typing_without_a_pause_is_answered(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        answered = set()
        end = position(PROGRAM, len(PROGRAM))
        for version in range(2, 42):
            client.change(self.main, version, ({"start": end, "end": end}, "/"))
            time.sleep(0.1)
            while not client.inbox.empty():
                message = client.inbox.get()
                if message.get("method") == "textDocument/publishDiagnostics":
                    answered.add(message["params"]["version"])
        self.assertTrue(answered - {41}, "nothing while keys were pressed")
        if 41 not in answered:
            client.diagnostics(self.main, 41)

    def test_ends_with_its_parent(self):
        client = self.start()
        parent = subprocess.Popen(["sleep", "100"])
        server = subprocess.Popen([Options.corolint, "lsp"],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize",
                           "params": {"processId": parent.pid,
                                      "capabilities": {}}}).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        server.stdin.flush()
        time.sleep(0.5)
        self.assertIsNone(server.poll())
        parent.kill()
        parent.wait()
        self.assertEqual(server.wait(30), 1)
        server.stdin.close()
        server.stdout.close()
        self.assertEqual(client.shut_down(), 0)

    def test_keeps_system_headers_for_the_next_server(self):
        folder = self.root / "cache" / "corolint" / "system-headers"

        def kept():
            return [f for f in folder.glob("llvmcache-*")
                    if not f.name.endswith(".timestamp")]

        def serve(cache=True):
            """A new server, and whether it had to parse all headers."""
            client = self.start(options={"cache": cache})
            client.notify("$/setTrace", {"value": "messages"})
            client.open(self.main, PROGRAM)
            found = self.found(client.diagnostics(self.main, 1))
            self.assertEqual(found, self.BOTH)
            message = client.wait(lambda m: m.get("method") == "$/logTrace",
                                  "trace")["params"]["message"]
            # Through the preamble, too.
            client.change(self.main, 2, "// one line more\n" + PROGRAM)
            client.diagnostics(self.main, 2)
            return client, "all headers parsed" in message

        def until(what):
            end = time.monotonic() + 60
            while not what():
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)

        client, parsed = serve(cache=False)
        client.shut_down()
        self.assertTrue(parsed)
        self.assertFalse(folder.exists())
        client, parsed = serve()
        self.assertTrue(parsed)
        until(kept)
        client.shut_down()
        client, parsed = serve()
        client.shut_down()
        self.assertFalse(parsed)
        file, = kept()
        whole = file.read_bytes()
        for broken in (whole[:len(whole) // 2], b"", b"\xff" * 4096,
                       whole[:-1000] + b"\0" * 1000):
            file.write_bytes(broken)
            client, parsed = serve()
            self.assertTrue(parsed)
            until(lambda: kept() == [file] and file.read_bytes() != broken
                  and len(file.read_bytes()) == len(whole))
            client.shut_down()

    def test_checks_one_file_from_a_shell(self):
        run = subprocess.run([Options.corolint, "lsp", "--check", self.main],
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual(
            self.found(json.loads(line) for line in run.stdout.splitlines()),
            self.BOTH)
        for arguments, text in ((["--check", "none.cpp"], "none.cpp"),
                                (["--sockt=1"], "--sockt=1"),
                                (["--socket=x"], "'x' is no port"),
                                (["--pipe=/none/none"], "/none/none")):
            run = subprocess.run([Options.corolint, "lsp", *arguments],
                                 capture_output=True, text=True)
            self.assertEqual(run.returncode, 2)
            self.assertIn(text, run.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    _, rest = parser.parse_known_args(namespace=Options)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
