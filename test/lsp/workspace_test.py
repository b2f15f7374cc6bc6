"""Findings in files that are not open, and what the client sees of long work. Run
by server_test.py."""

import json

from case import HEADER, MINI, PROGRAM, Case
from client import uri

REQUEST_CANCELLED = -32800
SERVER_CANCELLED = -32802

PULLS = {"textDocument": {"diagnostic": {"dynamicRegistration": False}},
         "workspace": {"diagnostics": {"refreshSupport": True}}}
FINE = '#include "work.h"\n\nmini::task<> fine() { co_await work(); }\n'
BLOCKS = "\n#include <unistd.h>\nmini::task<> naps() {\n  sleep(1);\n  co_return;\n}\n"


class WorkspaceTest(Case):
    def setUp(self):
        super().setUp()
        self.other = self.root / "sub" / "other.cpp"
        self.third = self.root / "third.cpp"
        self.other.parent.mkdir()
        self.other.write_text('#include "../work.h"\n' + BLOCKS)
        self.third.write_text(FINE)
        self.outside = self.root.parent / (self.root.name + "-outside.cpp")
        self.outside.write_text(PROGRAM)
        self.addCleanup(self.outside.unlink)
        self.name([self.main, self.other, self.third, self.outside])

    def name(self, files):
        """The database names these."""
        (self.root / "compile_commands.json").write_text(json.dumps([{
            "directory": str(self.root), "file": str(file),
            "command": f"clang++ -std=c++20 -I{MINI} -c {file}"}
            for file in files]))

    def pulling(self, options=None, **more):
        capabilities = {part: dict(value) for part, value in PULLS.items()}
        for part, value in more.items():
            capabilities.setdefault(part, {}).update(value)
        return self.start(options=options, capabilities=capabilities)

    def ask(self, client, previous=(), **more):
        return client.send("workspace/diagnostic", {
            "identifier": "corolint", "previousResultIds": list(previous),
            **more})

    def by_name(self, items):
        """What is told of each file: its findings, or "unchanged"."""
        return {item["uri"].rsplit("/", 1)[1]:
                "unchanged" if item["kind"] == "unchanged"
                else self.found(item["items"]) for item in items}

    def ids(self, items):
        return [{"uri": item["uri"], "value": item["resultId"]}
                for item in items]

    def part(self, client, token):
        """The next part of a result."""
        message = client.wait(
            lambda m: m.get("method") == "$/progress"
            and m["params"]["token"] == token
            and "items" in m["params"]["value"], f"a part for {token}")
        return message["params"]["value"]["items"]

    def parts(self, client, token, count):
        out = []
        while len(out) < count:
            out += self.part(client, token)
        return out

    ALL = {"main.cpp": Case.BOTH, "other.cpp": [(5, "coro-blocking-call")],
           "third.cpp": []}

    def test_finds_in_files_that_are_not_open(self):
        client = self.pulling()
        can = client.capabilities["diagnosticProvider"]
        self.assertTrue(can["workspaceDiagnostics"])
        items = client.answer(self.ask(client))["result"]["items"]
        self.assertEqual(self.by_name(items), self.ALL)
        self.assertEqual({item["version"] for item in items}, {None})
        # Again, with what is known.
        again = client.answer(self.ask(client, self.ids(items)))["result"]
        self.assertEqual(set(self.by_name(again["items"]).values()),
                         {"unchanged"})
        # Nothing is published beside.
        self.assertFalse([m for m in client.seen if m.get("method") ==
                          "textDocument/publishDiagnostics"])

    def test_tells_of_open_files_what_is_in_the_editor(self):
        client = self.pulling()
        client.open(self.main, PROGRAM.replace("  work();", "  co_await work();"),
                    version=7)
        items = client.answer(self.ask(client))["result"]["items"]
        self.assertEqual(self.by_name(items),
                         {**self.ALL, "main.cpp": Case.BOTH[1:]})
        versions = {item["uri"]: item["version"] for item in items}
        self.assertEqual(versions[uri(self.main)], 7)
        report = client.request("textDocument/diagnostic", {
            "textDocument": {"uri": uri(self.main)},
            "previousResultId": next(item["resultId"] for item in items
                                     if item["uri"] == uri(self.main))})
        self.assertEqual(report["kind"], "unchanged")

    def test_streams_and_stays_open_until_there_is_news(self):
        client = self.pulling()
        number = self.ask(client, partialResultToken="parts")
        items = self.parts(client, "parts", 3)
        self.assertEqual(self.by_name(items), self.ALL)
        self.assertEqual(client.answer(number)["result"], {"items": []})

        number = self.ask(client, self.ids(items), partialResultToken="more")
        again = self.parts(client, "more", 3)
        self.assertEqual(set(self.by_name(again).values()), {"unchanged"})
        # It is held; a document is answered meanwhile.
        client.open(self.third, FINE)
        client.request("textDocument/diagnostic",
                       {"textDocument": {"uri": uri(self.third)}})
        self.assertFalse([m for m in client.seen if m.get("id") == number])
        self.header.write_text(HEADER.replace(
            "{ co_await mini::yield(); }", "{ co_return; }"))
        client.save(self.header)
        # The header has changed nothing in what is found, the file has.
        self.other.write_text('#include "../work.h"\n')
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(self.other), "type": 2}]})
        while True:
            told = self.by_name(self.part(client, "more"))
            if told.get("other.cpp") == []:
                break
        self.assertEqual(client.answer(number)["result"], {"items": []})

    def test_tells_again_when_a_draft_is_given_up(self):
        client = self.pulling()
        items = client.answer(self.ask(client))["result"]["items"]
        self.ask(client, self.ids(items), partialResultToken="more")
        self.parts(client, "more", 3)
        client.open(self.third, PROGRAM)
        report = client.request("textDocument/diagnostic",
                                {"textDocument": {"uri": uri(self.third)}})
        self.assertEqual(self.found(report["items"]), self.BOTH)
        client.close(self.third)
        told = self.by_name(self.part(client, "more"))
        self.assertEqual(told, {"third.cpp": []})

    def test_sees_what_has_changed_without_being_told(self):
        client = self.pulling()
        items = client.answer(self.ask(client))["result"]["items"]
        self.third.write_text(FINE + BLOCKS)
        again = client.answer(self.ask(client, self.ids(items)))["result"]
        self.assertEqual(self.by_name(again["items"]), {
            "main.cpp": "unchanged", "other.cpp": "unchanged",
            "third.cpp": [(7, "coro-blocking-call")]})

    def test_files_that_are_gone_have_no_findings(self):
        client = self.pulling()
        items = client.answer(self.ask(client))["result"]["items"]
        database = self.root / "compile_commands.json"
        self.name([self.third])
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(database), "type": 2}]})
        again = client.answer(self.ask(client, self.ids(items)))["result"]
        self.assertEqual(self.by_name(again["items"]), {
            "main.cpp": [], "other.cpp": [], "third.cpp": "unchanged"})
        (self.root / ".corolint.yaml").write_text("exclude: [third.cpp]\n")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri(self.root / ".corolint.yaml"), "type": 1}]})
        self.assertEqual(client.answer(self.ask(client))["result"]["items"], [])

    def test_other_settings_are_asked_for_again(self):
        client = self.pulling()
        number = self.ask(client, partialResultToken=1)
        items = self.parts(client, 1, 3)
        client.answer(number)
        held = self.ask(client, self.ids(items), partialResultToken=2)
        self.parts(client, 2, 3)
        client.notify("workspace/didChangeConfiguration", {"settings": {
            "corolint": {"checks": ["-coro-blocking-call"]}}})
        error = client.answer(held)["error"]
        self.assertEqual(error["code"], SERVER_CANCELLED)
        self.assertEqual(error["data"], {"retriggerRequest": True})
        again = client.answer(self.ask(client, self.ids(items)))["result"]
        self.assertEqual(self.by_name(again["items"]), {
            "main.cpp": Case.BOTH[:1], "other.cpp": [],
            "third.cpp": "unchanged"})
        held = self.ask(client, self.ids(again["items"]), partialResultToken=3)
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {
            "added": [], "removed": [{"uri": uri(self.root), "name": "r"}]}})
        self.assertTrue(client.answer(held)["error"]["data"]["retriggerRequest"])
        self.assertEqual(client.answer(self.ask(client))["result"]["items"], [])

    def test_can_be_cancelled(self):
        client = self.pulling()
        number = self.ask(client, workDoneToken="work")
        client.notify("$/cancelRequest", {"id": number})
        self.assertEqual(client.answer(number)["error"]["code"],
                         REQUEST_CANCELLED)
        self.progress(client, "work", "end")
        # The user cancels what is shown.
        number = self.ask(client, workDoneToken="again")
        begin = self.progress(client, "again", "begin")
        self.assertTrue(begin["cancellable"])
        client.notify("window/workDoneProgress/cancel", {"token": "again"})
        error = client.answer(number)["error"]
        self.assertEqual(error["code"], SERVER_CANCELLED)
        self.assertEqual(error["data"], {"retriggerRequest": False})
        self.progress(client, "again", "end")
        # One request takes the place of another.
        first, second = self.ask(client), self.ask(client)
        self.assertEqual(client.answer(first)["error"]["code"],
                         SERVER_CANCELLED)
        self.assertEqual(self.by_name(client.answer(second)["result"]["items"]),
                         self.ALL)

    def test_is_off_where_it_is_not_wanted(self):
        client = self.pulling(options={"workspaceDiagnostics": False})
        can = client.capabilities["diagnosticProvider"]
        self.assertFalse(can["workspaceDiagnostics"])
        self.assertEqual(client.answer(self.ask(client))["result"],
                         {"items": []})
        client.kill()
        # What is sent is not asked for.
        client = self.pulling(options={"pushDiagnostics": True})
        self.assertNotIn("diagnosticProvider", client.capabilities)
        self.assertEqual(client.answer(self.ask(client))["result"],
                         {"items": []})

    def progress(self, client, token, kind):
        return client.wait(
            lambda m: m.get("method") == "$/progress"
            and m["params"]["token"] == token
            and m["params"]["value"].get("kind") == kind,
            f"the {kind} of {token}")["params"]["value"]

    def created(self, client):
        return client.wait(
            lambda m: m.get("method") == "window/workDoneProgress/create",
            "a token")["params"]["token"]

    def test_shows_how_far_it_is(self):
        client = self.pulling(window={"workDoneProgress": True})
        number = self.ask(client)
        token = self.created(client)
        begin = self.progress(client, token, "begin")
        self.assertEqual(begin["title"], "corolint: all files")
        report = self.progress(client, token, "report")
        self.assertRegex(report["message"], "^[123]/3$")
        self.progress(client, token, "end")
        client.answer(number)

    def test_shows_many_first_analyses(self):
        client = self.start(capabilities={"window": {"workDoneProgress": True}})
        files = [self.root / f"more{n}.cpp" for n in range(5)]
        for file in files:
            file.write_text(PROGRAM)
            client.open(file, PROGRAM)
        token = self.created(client)
        self.assertEqual(self.progress(client, token, "begin"), {
            "kind": "begin", "title": "corolint: open files", "percentage": 0})
        self.progress(client, token, "end")
        for file in files:
            self.assertEqual(self.found(client.diagnostics(file, 1)), self.BOTH)

    def test_traces_what_it_does(self):
        client = self.start()

        def traced():
            return [m["params"] for m in client.seen
                    if m.get("method") == "$/logTrace"]
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        self.assertEqual(traced(), [])
        client.notify("$/setTrace", {"value": "messages"})
        client.change(self.main, 2, PROGRAM)
        client.diagnostics(self.main, 2)
        self.assertRegex(
            traced()[-1]["message"],
            r"^analysed version 2 of .*main.cpp in \d+ ms"
            r"(, all headers parsed)?: 2 findings$")
        self.assertNotIn("verbose", traced()[-1])
        client.notify("$/setTrace", {"value": "verbose"})
        client.change(self.main, 3, PROGRAM)
        client.diagnostics(self.main, 3)
        self.assertIn("coro-never-awaited", traced()[-1]["verbose"])
        client.notify("$/setTrace", {"value": "off"})
        count = len(traced())
        client.change(self.main, 4, PROGRAM)
        client.diagnostics(self.main, 4)
        self.assertEqual(len(traced()), count)
