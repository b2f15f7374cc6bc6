#!/usr/bin/env python3
"""The server finds what the command finds, byte for byte.

    parity.py --corolint PATH [--every N] [--edits N] [--seed N] [PROGRAM ...]

For each program of the lit suite (or every Nth), compares what `corolint check`
says of it with what the server publishes, in check, message, range, certainty
and notes: as the file is opened, after somebody wrote in some of its functions,
and after it was reached from an empty document by random edits, with its headers
open and unsaved. All are open in one server.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from client import Client, Failure, position, uri

HERE = pathlib.Path(__file__).resolve().parent
LIT = HERE.parent / "lit"
FLAGS = ["-std=c++20", f"-I{LIT / 'include'}",
         f"-I{HERE.parent.parent / 'runtime' / 'include'}"]


def lines_of(path):
    return path.read_bytes().split(b"\n")


def by_command(corolint, path):
    """What the command finds in the file itself."""
    run = subprocess.run(
        [corolint, "--no-config", "--format=json", str(path), "--", *FLAGS],
        capture_output=True, text=True)
    if run.returncode not in (0, 1, 2, 3):
        raise Failure(f"{path}: the command ended with {run.returncode}")
    return of_command(json.loads(run.stdout), path)


def of_command(report, path):
    """What a report of the command says of one file, as the server would."""
    texts = {}

    def place(at):
        text = texts.setdefault(at["file"], lines_of(pathlib.Path(at["file"])))
        line, character = at["line"] - 1, at["column"] - 1
        # Where a range ends is a matter of its length.
        left = at.get("length", 0)
        end_line, end = line, character
        while left > len(text[end_line]) - end:
            left -= len(text[end_line]) - end + 1
            end_line, end = end_line + 1, 0
        return (at["file"], line, character, end_line, end + left)

    return sorted(
        (place(f), f["check"], f["message"],
         2 if f["certainty"] in ("likely", "certain") else 3,
         tuple((place(n)[:3], n["message"]) for n in f["notes"]))
        for f in report["findings"] if f["file"] == str(path))


def by_server(diagnostics, path):
    def place(where, file=str(path)):
        return (file, where["start"]["line"], where["start"]["character"],
                where["end"]["line"], where["end"]["character"])

    return sorted(
        (place(d["range"]), d["code"], d["message"], d["severity"],
         tuple((place(n["location"]["range"],
                      n["location"]["uri"].removeprefix("file://"))[:3],
                n["message"])
               for n in d.get("relatedInformation", [])))
        for d in diagnostics if d["code"].startswith("coro-"))


def reach(client, path, text, edits, rng, version):
    """Reaches the text by random edits of the document, most of them wrong."""
    now = ""
    for _ in range(edits - 1):
        length = len(now)
        begin = rng.randint(0, length)
        end = min(length, begin + rng.choice([0, 0, 1, 3, 40]))
        cut = rng.randint(0, len(text))
        new = rng.choice([text[cut:cut + rng.choice([1, 5, 80, 500])], "}", "{ ",
                          "\n", "co_await ", "/*", "\"", "é𐐀", ""])
        version += 1
        client.change(path, version, (
            {"start": position(now, len(now[:begin].encode())),
             "end": position(now, len(now[:end].encode()))}, new))
        now = now[:begin] + new + now[end:]
    version += 1
    client.change(path, version, (
        {"start": {"line": 0, "character": 0},
         "end": position(now, len(now.encode()))}, text))
    return version


def write_inside(client, path, text, rng, version):
    """Writes at the ends of some bodies, with pauses in which the server gets
    ready for more of it, and takes all back."""
    ends = [i for i in range(len(text)) if text.startswith("\n}", i)]
    for end in rng.sample(ends, min(3, len(ends))):
        for typed in (" ", " ;", " ; ;", ""):
            version += 1
            client.change(path, version, text[:end] + typed + text[end:])
            client.diagnostics(path, version)
    return version


def settled(client, path, version):
    """The last diagnostics of a version: what an old preamble gave first may be
    corrected."""
    shown = client.diagnostics(path, version)
    # A request comes back after all that was published before it.
    while True:
        client.request("textDocument/codeAction", {
            "textDocument": {"uri": uri(path)},
            "range": {"start": {"line": 0, "character": 0},
                      "end": {"line": 0, "character": 0}},
            "context": {"diagnostics": []}})
        more = [m for m in client.seen
                if m.get("method") == "textDocument/publishDiagnostics"
                and m["params"]["uri"] == uri(path)
                and m["params"].get("version") == version]
        client.seen = [m for m in client.seen if m not in more]
        if not more:
            return shown
        shown = more[-1]["params"]["diagnostics"]


def compare(client, path, edits, rng, wanted):
    """What differs, or None."""
    text = path.read_text()
    client.open(path, text)
    shown = by_server(settled(client, path, 1), path)
    if shown != wanted:
        return f"when opened: {shown}\n  the command: {wanted}"
    version = write_inside(client, path, text, rng, 1)
    if version > 1:
        version += 1
        client.change(path, version, text)
        shown = by_server(settled(client, path, version), path)
        if shown != wanted:
            return f"after writing: {shown}\n  the command: {wanted}"
    if edits:
        version += 1
        client.change(path, version, "")
        client.diagnostics(path, version)
        version = reach(client, path, text, edits, rng, version)
        shown = by_server(settled(client, path, version), path)
        if shown != wanted:
            return f"after edits: {shown}\n  the command: {wanted}"
    client.close(path)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("programs", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    programs = [p.resolve() for p in args.programs] or sorted(
        LIT.glob("*/*.cpp"))[::args.every]
    rng = random.Random(args.seed)
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / "compile_commands.json"
        database.write_text(json.dumps([
            {"directory": str(LIT), "file": str(p),
             "arguments": ["clang++", *FLAGS, "-c", str(p)]} for p in programs]))
        client = Client(args.corolint, LIT, options={
            "compileCommands": str(database), "noConfig": True})
        for header in sorted(LIT.glob("include/mini/*.h")):
            client.open(header, header.read_text())
        for path in programs:
            try:
                wrong = compare(client, path, args.edits, rng,
                                by_command(args.corolint, path))
            except Failure as failure:
                wrong = str(failure)
            if wrong:
                failed += 1
                print(f"{path.relative_to(LIT)}: {wrong}", flush=True)
            else:
                passed += 1
        code = client.shut_down()
    if code:
        print(f"the server ended with {code}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
