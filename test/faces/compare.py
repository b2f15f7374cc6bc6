#!/usr/bin/env python3
"""All faces of corolint find the same: the command, clang-tidy with the plugin, and
the server.

    compare.py --corolint PATH --clang-tidy PATH --plugin PATH
               [--every N] [--no-server] [PROGRAM ...] [-- COMPILER FLAGS]

Of each program of the lit suite (or of every Nth, or of those given), what `corolint
check` finds is compared with what clang-tidy reports, in check, file, line, column,
message and notes, and with what the server publishes for the program itself, also in
the range. All checks run, and findings of every certainty are wanted. Many programs go
through one process of each face, so that what is left over from one would show in the
next.

In a program, `// faces: no (REASON)` leaves clang-tidy out.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "lsp"))

import parity  # noqa: E402
from client import Client, Failure  # noqa: E402

LIT = parity.LIT
# So many programs go through one process.
AT_A_TIME = 20

OWN_FLAGS = re.compile(r"^// RUN: %check %s -- (.*)$", re.MULTILINE)
LEFT_OUT = re.compile(r"^//\s*faces: no \((.+)\)$", re.MULTILINE)
DIAGNOSTIC = re.compile(
    r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<level>warning|error|note): (?P<message>.*?)(?: \[(?P<check>[\w.,-]+)\])?$")
# What clang-tidy says by itself of fixes that meet.
OF_FIXES = "this fix will not be applied because it overlaps with another fix"


def flags_of(path):
    """The flags that a program of the lit suite names."""
    match = OWN_FLAGS.search(path.read_text())
    return tuple(shlex.split(match.group(1))) if match else ()


def report_of_command(corolint, paths, flags):
    run = subprocess.run(
        [corolint, "--no-config", "--checks=*", "--min-certainty=unknown",
         "--format=json", *map(str, paths), "--", *parity.FLAGS, *flags],
        capture_output=True, text=True)
    if run.returncode not in (0, 1, 2, 3):
        raise Failure(f"the command ended with {run.returncode}:\n{run.stderr}")
    return json.loads(run.stdout)


def by_command(report):
    def place(at):
        return (os.path.realpath(at["file"]), at["line"], at["column"])

    return collections.Counter(
        (place(f), f["check"], f["message"],
         tuple((place(n), n["message"]) for n in f["notes"]))
        for f in report["findings"])


def by_plugin(clang_tidy, plugin, paths, flags):
    run = subprocess.run(
        [clang_tidy, f"--load={plugin}", "--quiet", "--checks=-*,coro-*",
         "--header-filter=.*", "--config={CheckOptions: "
         "{corolint.min-certainty: unknown}}",
         *map(str, paths), "--", *parity.FLAGS, *flags],
        capture_output=True, text=True, errors="replace")
    if run.returncode not in (0, 1):
        raise Failure(f"clang-tidy ended with {run.returncode}:\n{run.stderr}")
    found = []
    last = None
    for line in run.stdout.splitlines():
        match = DIAGNOSTIC.fullmatch(line)
        if not match:
            continue
        place = (os.path.realpath(match["file"]), int(match["line"]),
                 int(match["column"]))
        if match["level"] == "note":
            if last and match["message"] != OF_FIXES:
                last[3].append((place, match["message"]))
            continue
        last = None
        if (match["check"] or "").startswith("coro-"):
            last = [place, match["check"], match["message"], []]
            found.append(last)
        elif match["check"] == "clang-tidy-config":
            raise Failure(line)
    if "error: corolint" in run.stderr or "crash while" in run.stderr:
        raise Failure(run.stderr)
    return collections.Counter((*f[:3], tuple(f[3])) for f in found)


def described(finding):
    (file, line, column), check, message, notes = finding
    return "\n".join(
        [f"{file}:{line}:{column}: {message} [{check}]"]
        + [f"    {n[0]}:{n[1]}:{n[2]}: {text}" for n, text in notes])


def once_a_place(wanted, found, paths):
    """What clang-tidy found, as the command would show it: where several units say
    something else of one place in a header, it chooses one of them."""
    shown = {f[:2] for f in wanted}
    programs = set(map(str, paths))
    result = collections.Counter()
    for finding, times in found.items():
        if finding[0][0] in programs:
            result[finding] = times
        elif finding in wanted or finding[:2] not in shown:
            result[finding] = 1
    return result


def differences(wanted, found, name):
    return ([f"not by {name}: {described(f)}" for f in wanted - found]
            + [f"only by {name}: {described(f)}" for f in found - wanted])


def by_server(corolint, paths, flags):
    """What the server publishes for each program."""
    shown = {}
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / "compile_commands.json"
        database.write_text(json.dumps([
            {"directory": str(p.parent), "file": str(p), "arguments":
             ["clang++", *parity.FLAGS, *flags, "-c", str(p)]} for p in paths]))
        client = Client(corolint, LIT, options={
            "compileCommands": str(database), "noConfig": True, "checks": ["*"],
            "minCertainty": "unknown"})
        for path in paths:
            client.open(path, path.read_text())
            shown[path] = parity.by_server(parity.settled(client, path, 1), path)
            client.close(path)
        code = client.shut_down()
        if code:
            raise Failure(f"the server ended with {code}")
    return shown


def compare(args, paths, flags):
    """The differences in these programs, as texts."""
    report = report_of_command(args.corolint, paths, flags)
    wanted = by_command(report)
    left_out = [p for p in paths if LEFT_OUT.search(p.read_text())]
    found = by_plugin(args.clang_tidy, args.plugin,
                      [p for p in paths if p not in left_out], flags)
    silent = {str(p) for p in left_out}
    wrong = differences(
        collections.Counter(
            {f: n for f, n in wanted.items() if f[0][0] not in silent}),
        once_a_place(wanted, found, paths), "clang-tidy")
    if args.server:
        for path, shown in by_server(args.corolint, paths, flags).items():
            here = parity.of_command(report, path)
            if shown != here:
                wrong.append(f"{path}: the server: {shown}\n  the command: {here}")
    return wrong, sum(wanted.values()), left_out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--no-server", dest="server", action="store_false")
    parser.add_argument("programs", nargs="*", type=pathlib.Path)
    given = sys.argv[1:]
    own = []
    if "--" in given:
        own = given[given.index("--") + 1:]
        given = given[:given.index("--")]
    args = parser.parse_args(given)

    groups = collections.defaultdict(list)
    programs = [p.resolve() for p in args.programs] or sorted(
        LIT.glob("*/*.cpp"))[::args.every]
    for path in programs:
        groups[(*flags_of(path), *own)].append(path)
    count, failed, skipped = 0, 0, 0
    for flags, paths in groups.items():
        for first in range(0, len(paths), AT_A_TIME):
            some = paths[first:first + AT_A_TIME]
            try:
                wrong, findings, left_out = compare(args, some, flags)
            except Failure as failure:
                wrong, findings, left_out = [str(failure)], 0, []
            count += findings
            skipped += len(left_out)
            failed += len(wrong)
            for each in wrong:
                print(each, flush=True)
    print(f"{len(programs)} programs, {count} findings, {failed} differences; "
          f"clang-tidy left out of {skipped}")
    # A run that finds nothing compares nothing.
    sys.exit(1 if failed or not count else 0)


if __name__ == "__main__":
    main()
