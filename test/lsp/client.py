"""A client of the language server, for tests."""

import json
import os
import pathlib
import queue
import subprocess
import tempfile
import threading
import time


class Failure(Exception):
    """What is wrong, for people."""


# The servers of one test know nothing of those of another.
CACHE = tempfile.TemporaryDirectory(prefix="corolint-cache-")


class Client:
    """Starts a server (corolint's, or any command) and talks to it. Requests of
    the server are answered with null and kept; each message has the time when it
    was received."""

    def __init__(self, corolint, root, options=None, capabilities=None,
                 encodings=("utf-8",), timeout=120):
        self.timeout = timeout
        command = corolint if isinstance(corolint, list) else [corolint, "lsp"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"XDG_CACHE_HOME": CACHE.name, **os.environ})
        self.inbox = queue.Queue()
        self.seen = []
        self.last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        document = {
            "publishDiagnostics": {
                "relatedInformation": True, "versionSupport": True,
                "codeDescriptionSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {
                "valueSet": ["quickfix", "source.fixAll"]}}},
        }
        window = {}
        workspace = {"workspaceEdit": {"documentChanges": True}}
        experimental = {}
        for part, more in (capabilities or {}).items():
            {"textDocument": document, "workspace": workspace,
             "window": window, "experimental": experimental}[part].update(more)
        self.capabilities = self.request("initialize", {
            "processId": os.getpid(), "rootUri": pathlib.Path(root).as_uri(),
            "initializationOptions": options or {},
            "capabilities": {
                "general": {"positionEncodings": list(encodings)},
                "textDocument": document, "workspace": workspace,
                "window": window, "experimental": experimental},
        })["capabilities"]
        self.notify("initialized", {})

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while (line := out.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if length is None:
                self.inbox.put(None)
                return
            message = json.loads(out.read(length))
            message["received"] = time.monotonic()
            self.inbox.put(message)

    def write(self, message):
        """Sends any JSON."""
        self.write_bytes(json.dumps(message).encode())

    def write_bytes(self, body):
        self.process.stdin.write(
            b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.write({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, method, params):
        """Sends a request and gives its id."""
        self.last_id += 1
        self.write({"jsonrpc": "2.0", "id": self.last_id, "method": method,
                    "params": params})
        return self.last_id

    def request(self, method, params):
        """The result of a request; an error of the server is a failure."""
        answer = self.answer(self.send(method, params))
        if "error" in answer:
            raise Failure(f"{method}: {answer['error']}")
        return answer["result"]

    def answer(self, number):
        return self.wait(
            lambda m: m.get("id") == number and "method" not in m,
            f"the answer {number}")

    def wait(self, wanted, what):
        """The next message that is wanted, also of those that came before."""
        for index, message in enumerate(self.seen):
            if wanted(message):
                return self.seen.pop(index)
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                message = self.inbox.get(
                    timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise Failure(f"no {what} within {self.timeout} s") from None
            if message is None:
                raise Failure(f"the server left before {what}")
            if "id" in message and "method" in message:
                items = (message.get("params") or {}).get("items", [])
                self.write({"jsonrpc": "2.0", "id": message["id"],
                            "result": [None] * len(items) if items else None})
            if wanted(message):
                return message
            self.seen.append(message)

    def open(self, path, text, version=1):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri(path), "languageId": "cpp", "version": version,
            "text": text}})

    def change(self, path, version, *changes):
        """Each change: a text, or a pair of a range and a text."""
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri(path), "version": version},
            "contentChanges": [
                {"text": change} if isinstance(change, str)
                else {"range": change[0], "text": change[1]}
                for change in changes]})

    def save(self, path):
        self.notify("textDocument/didSave", {"textDocument": {"uri": uri(path)}})

    def close(self, path):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri(path)}})

    def diagnostics(self, path, version):
        """What is published of that version."""
        return self.wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["uri"] == uri(path)
            and m["params"].get("version") == version,
            f"diagnostics of version {version} of {path}")["params"]["diagnostics"]

    def actions(self, path, where, only=None):
        context = {"diagnostics": []}
        if only:
            context["only"] = [only]
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": uri(path)}, "range": where,
            "context": context})

    def shut_down(self):
        """Ends the server as a client should, and gives its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(self.timeout)

    def kill(self):
        self.process.kill()
        self.process.wait()


def uri(path):
    return pathlib.Path(path).as_uri()


def position(text, offset):
    """The UTF-8 position of an offset into the text's bytes."""
    before = text.encode()[:offset]
    line = before.count(b"\n")
    return {"line": line, "character": len(before) - (before.rfind(b"\n") + 1)}


def offset_of(text, where):
    """The other way round."""
    lines = text.encode().split(b"\n")
    return sum(len(line) + 1 for line in lines[:where["line"]]) + min(
        where["character"], len(lines[where["line"]]))


def applied(text, edits):
    """The text with the edits of a document."""
    data = text.encode()
    for edit in sorted(edits, key=lambda e: offset_of(text, e["range"]["start"]),
                       reverse=True):
        begin = offset_of(text, edit["range"]["start"])
        end = offset_of(text, edit["range"]["end"])
        data = data[:begin] + edit["newText"].encode() + data[end:]
    return data.decode()


def edits_for(action, path):
    """The edits of a code action in one file."""
    return [edit for change in action["edit"]["documentChanges"]
            if change["textDocument"]["uri"] == uri(path)
            for edit in change["edits"]]
