#!/usr/bin/env python3
"""Many random edits and requests, as of somebody in a hurry.

    soak.py --corolint PATH [--steps N] [--seed N] [--open N]

Opens some files of the lit corpus and of Boost.Asio's C++20 examples (where they
are installed) at a time, edits them at random (cut in the middle of a word, taken
back, closed and opened, saved), asks for things and takes the question back.
Every so often a file is left alone: what was published last for it must be what
the command finds in the same text. At the end the server must still be there,
and its memory must not have grown since the middle.
"""

import argparse
import json
import pathlib
import random
import shutil
import sys
import tempfile
import time

import parity
from client import Client, Failure, position, uri

ASIO = pathlib.Path(
    "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20")
FRAGMENTS = ["}", "{ ", "\n", "co_await ", "/*", "*/", "\"", "é𐐀", "(", ");",
             "#include <", "co_return;\n", "[&]", "auto x = ", "#if 0\n"]


class Document:
    """A file that is open, as the client has it."""

    def __init__(self, client, path, rng):
        self.client, self.path, self.rng = client, path, rng
        self.text = path.read_text()
        self.past = []
        self.version = 1
        client.open(path, self.text)

    def replace(self, begin, end, new):
        if len(self.past) < 50:
            self.past.append(self.text)
        change = ({"start": position(self.text, len(self.text[:begin].encode())),
                   "end": position(self.text, len(self.text[:end].encode()))},
                  new)
        self.text = self.text[:begin] + new + self.text[end:]
        self.version += 1
        self.client.change(self.path, self.version, change)

    def edit(self):
        length = len(self.text)
        begin = self.rng.randint(0, length)
        end = min(length, begin + self.rng.choice([0, 0, 0, 1, 3, 60]))
        cut = self.rng.randint(0, length)
        self.replace(begin, end, self.rng.choice(
            FRAGMENTS + ["", self.text[cut:cut + self.rng.choice([1, 7, 90])]]))

    def write(self):
        """A statement, a key at a time."""
        ends = [i for i in range(len(self.text)) if self.text.startswith("\n}", i)]
        at = self.rng.choice(ends) if ends else len(self.text)
        for key in "\n  f();":
            self.replace(at, at, key)
            at += 1

    def undo(self):
        if self.past:
            self.text = self.past.pop(self.rng.randrange(len(self.past)))
            self.past.clear()
            self.version += 1
            self.client.change(self.path, self.version, self.text)

    def reopen(self):
        self.client.close(self.path)
        self.version += 1
        self.client.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri(self.path), "languageId": "cpp",
            "version": self.version, "text": self.text}})

    def save(self):
        self.path.write_text(self.text)
        self.client.save(self.path)

    def ask(self):
        """And perhaps take it back. The answers are seen when something else is
        waited for."""
        where = position(self.text, self.rng.randint(0, len(self.text.encode())))
        method, more = self.rng.choice([
            ("textDocument/codeAction", {
                "range": {"start": where, "end": where},
                "context": {"diagnostics": []}}),
            ("textDocument/hover", {"position": where}),
            ("textDocument/diagnostic", {})])
        number = self.client.send(
            method, {"textDocument": {"uri": uri(self.path)}, **more})
        if self.rng.random() < 0.5:
            self.client.notify("$/cancelRequest", {"id": number})

    def wrong(self, corolint):
        """What differs from the command, or None."""
        self.save()
        shown = parity.by_server(
            parity.settled(self.client, self.path, self.version), self.path)
        wanted = parity.by_command(corolint, self.path)
        if shown == wanted:
            return None
        return f"{self.path.name}: {shown}\n  the command: {wanted}"


def memory(client):
    for line in open(f"/proc/{client.process.pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def run(client, corolint, files, args, rng):
    """The failures, and the memory over the steps."""
    failures, sizes = [], []
    documents = [Document(client, files[i], rng) for i in range(args.open)]
    following = args.open
    actions = [Document.edit] * 6 + [Document.write] + [Document.undo] * 2 + \
        [Document.ask] * 2 + [Document.reopen, Document.save]
    compared = 0
    for step in range(args.steps):
        document = documents[min(int(rng.expovariate(1)), args.open - 1)]
        rng.choice(actions)(document)
        if rng.random() < 0.3:
            time.sleep(rng.choice([0.001, 0.02, 0.2]))
        if step % 50 == 49:
            wrong = document.wrong(corolint)
            compared += 1
            if wrong:
                failures.append(wrong)
                print(wrong, flush=True)
            sizes.append(memory(client))
            client.seen.clear()
            # Others are opened instead.
            client.close(document.path)
            documents[documents.index(document)] = Document(
                client, files[following % len(files)], rng)
            following += 1
    print(f"{args.steps} steps, {compared} texts compared, "
          f"memory MB: {sizes[len(sizes) // 2]} in the middle, "
          f"{sizes[-1]} at the end, {max(sizes)} at most", flush=True)
    # Where the heads are kept depends on which files were open.
    middle = max(sizes[len(sizes) // 4:len(sizes) // 2 + 1])
    if len(sizes) >= 20 and max(sizes[3 * len(sizes) // 4:]) > 1.3 * middle:
        failures.append("the memory grows")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--steps", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open", type=int, default=6)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        sources = sorted(parity.LIT.glob("*/*.cpp")) + sorted(ASIO.rglob("*.cpp"))
        rng.shuffle(sources)
        files = []
        for number, source in enumerate(sources):
            files.append(root / f"{number}-{source.name}")
            shutil.copy(source, files[-1])
        (root / "compile_commands.json").write_text(json.dumps([
            {"directory": str(root), "file": str(f),
             "arguments": ["clang++", *parity.FLAGS, "-c", str(f)]}
            for f in files]))
        client = Client(args.corolint, root, options={"noConfig": True})
        try:
            failures = run(client, args.corolint, files, args, rng)
            code = client.shut_down()
            if code:
                failures.append(f"the server ended with {code}")
        except Failure as failure:
            failures = [str(failure)]
            client.kill()
    for failure in failures:
        print(failure)
    print("passed" if not failures else f"{len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
