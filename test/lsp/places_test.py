"""What the server tells of places: hovers. Run by server_test.py."""

from case import PROGRAM, Case
from client import position, uri

CONTENT_MODIFIED = -32801
REQUEST_CANCELLED = -32800


class PlacesTest(Case):
    def ask(self, text, word, nth=0):
        """The parameters for the nth time that the word is in the text."""
        at = -1
        for _ in range(nth + 1):
            at = text.index(word, at + 1)
        return {"textDocument": {"uri": uri(self.main)},
                "position": position(text, at)}

    def hover(self, client, text, word, nth=0):
        got = client.request("textDocument/hover", self.ask(text, word, nth))
        return got["contents"] if got else None

    def test_hovers_say_what_is_known(self):
        client = self.start(capabilities={"textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]}}})
        self.assertTrue(client.capabilities["hoverProvider"])
        client.open(self.main, PROGRAM)
        # Before the first analysis: it waits.
        told = self.hover(client, PROGRAM, "sleeps")
        self.assertEqual(told["kind"], "markdown")
        for line in ("coroutine `sleeps`", "gives a lazy task, `mini::task<>`",
                     "may suspend",
                     "may block through `std::this_thread::sleep_for`"):
            self.assertIn(line, told["value"])
        self.assertIn("blocks the event loop here",
                      self.hover(client, PROGRAM, "sleep_for")["value"])
        self.assertIn("may suspend here",
                      self.hover(client, PROGRAM, "co_await")["value"])
        for word in ("#include", "thread", "std::chrono", "1s"):
            self.assertIsNone(self.hover(client, PROGRAM, word), word)
        got = client.request("textDocument/hover",
                             self.ask(PROGRAM, "sleeps"))
        self.assertEqual(got["range"]["start"]["character"], 13)

        text = PROGRAM.replace("  std::this_thread::sleep_for(1s);\n", "")
        client.change(self.main, 2, text)
        self.assertNotIn("block", self.hover(client, text, "sleeps")["value"])
        # Of what is not open nothing is known.
        self.assertIsNone(client.request("textDocument/hover", {
            "textDocument": {"uri": uri(self.header)},
            "position": {"line": 3, "character": 22}}))

    def test_hovers_are_plain_for_who_reads_no_markdown(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        told = self.hover(client, PROGRAM, "sleeps")
        self.assertEqual(told["kind"], "plaintext")
        self.assertTrue(told["value"].startswith("coroutine 'sleeps'\n- gives"))

    def test_a_hover_that_waits_can_be_cancelled(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        number = client.send("textDocument/hover", self.ask(PROGRAM, "sleeps"))
        client.notify("$/cancelRequest", {"id": number})
        self.assertEqual(client.answer(number)["error"]["code"],
                         REQUEST_CANCELLED)
        # The others are answered.
        self.assertTrue(self.hover(client, PROGRAM, "sleeps"))

    def test_a_hover_is_about_one_version(self):
        client = self.start()
        client.open(self.main, PROGRAM)
        number = client.send("textDocument/hover", self.ask(PROGRAM, "sleeps"))
        client.change(self.main, 2, "// Another line.\n" + PROGRAM)
        self.assertEqual(client.answer(number)["error"]["code"],
                         CONTENT_MODIFIED)
        number = client.send("textDocument/hover", self.ask(PROGRAM, "sleeps"))
        client.close(self.main)
        self.assertIsNone(client.answer(number)["result"])

    def test_requests_for_findings_can_be_cancelled(self):
        client = self.start(capabilities={"textDocument": {
            "diagnostic": {"dynamicRegistration": False}}})
        client.open(self.main, PROGRAM)
        ask = {"textDocument": {"uri": uri(self.main)}}
        whole = {"start": {"line": 0, "character": 0},
                 "end": {"line": 99, "character": 0}}
        sent = [client.send("textDocument/diagnostic", ask),
                client.send("textDocument/codeAction", {
                    **ask, "range": whole, "context": {"diagnostics": []}})]
        for number in sent:
            client.notify("$/cancelRequest", {"id": number})
            self.assertEqual(client.answer(number)["error"]["code"],
                             REQUEST_CANCELLED)
        report = client.request("textDocument/diagnostic", ask)
        self.assertEqual(self.found(report["items"]), self.BOTH)

    WHOLE = {"start": {"line": 0, "character": 0},
             "end": {"line": 99, "character": 0}}

    def hints(self, client, where=WHOLE):
        """The lines, counted from 1, and labels."""
        return [(h["position"]["line"] + 1, h["label"])
                for h in client.request("textDocument/inlayHint", {
                    "textDocument": {"uri": uri(self.main)}, "range": where})]

    def lenses(self, client):
        return client.request("textDocument/codeLens", {
            "textDocument": {"uri": uri(self.main)}})

    ALL_HINTS = [(10, "may suspend"), (13, "may suspend"),
                 (14, "blocks: std::this_thread::sleep_for")]

    def test_hints_and_lenses_come_when_they_are_wanted(self):
        client = self.start(capabilities={
            "workspace": {"inlayHint": {"refreshSupport": True},
                          "codeLens": {"refreshSupport": True}}})
        self.assertTrue(client.capabilities["inlayHintProvider"])
        self.assertEqual(client.capabilities["codeLensProvider"],
                         {"resolveProvider": False})
        client.open(self.main, PROGRAM)
        client.diagnostics(self.main, 1)
        self.assertEqual(self.hints(client), [])
        self.assertEqual(self.lenses(client), [])
        client.notify("workspace/didChangeConfiguration", {"settings": {
            "corolint": {"inlayHints": True, "codeLens": True}}})
        for what in ("inlayHint", "codeLens"):
            client.wait(
                lambda m, what=what: m.get("method") == f"workspace/{what}/refresh",
                f"a refresh of {what}")
        self.assertEqual(self.hints(client), self.ALL_HINTS)
        self.assertEqual(self.hints(client, {
            "start": {"line": 12, "character": 0},
            "end": {"line": 13, "character": 0}}), self.ALL_HINTS[1:2])
        self.assertEqual(
            [(lens["range"]["start"]["line"] + 1, lens["command"])
             for lens in self.lenses(client)],
            [(8, {"title": "suspends", "command": ""}),
             (12, {"title": "blocks: std::this_thread::sleep_for, suspends",
                   "command": ""})])

    def test_lenses_show_references_for_who_can(self):
        text = PROGRAM + """
mini::task<> calls() {
  co_await sleeps();
  co_await sleeps();
}
"""
        for can in (False, True):
            commands = ["corolint.showReferences"] if can else ["another"]
            client = self.start(options={"codeLens": True}, capabilities={
                "experimental": {"commands": {"commands": commands}}})
            client.open(self.main, text)
            callers, = [lens["command"] for lens in self.lenses(client)
                        if "caller" in lens["command"]["title"]]
            self.assertEqual(callers["title"], "1 async caller")
            if not can:
                self.assertEqual(callers["command"], "")
                self.assertNotIn("arguments", callers)
                self.client.kill()
                continue
            self.assertEqual(callers["command"], "corolint.showReferences")
            of, where, places = callers["arguments"]
            self.assertEqual(of, uri(self.main))
            self.assertEqual(where, {"line": 11, "character": 13})
            self.assertEqual([p["range"]["start"]["line"] for p in places],
                             [17, 18])

    def test_hints_follow_headers(self):
        client = self.start(options={"inlayHints": True}, capabilities={
            "workspace": {"inlayHint": {"refreshSupport": True}}})
        text = PROGRAM.replace("  work();", "  helps();")
        header = "#pragma once\n#include <unistd.h>\ninline void helps() {}\n"
        self.header.write_text(header)
        client.open(self.main, text)
        self.assertEqual(self.hints(client), self.ALL_HINTS)
        client.open(self.header, header)
        client.change(self.header, 2, header.replace("{}", "{ sleep(1); }"))
        # The first may be for something else: the file was analysed again with
        # what it includes at hand.
        while self.hints(client) != [(9, "blocks: sleep"), *self.ALL_HINTS]:
            client.wait(
                lambda m: m.get("method") == "workspace/inlayHint/refresh",
                "a refresh")
