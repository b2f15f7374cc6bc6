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
