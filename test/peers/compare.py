#!/usr/bin/env python3
"""Compares what clang-tidy reports in a test program with the program's comments.

    compare.py --clang-tidy PATH PROGRAM [-- COMPILER FLAGS]
    compare.py --self-test

Only its four checks about the lifetimes and the locks of coroutines are run. In the
program:

    // clang-tidy: NAME, NAME     on the line of the reports
    // clang-tidy: NAME@-1        a report of the bug that is expected on the line before
    // expect: coro-a             where there is a bug: see ../lit/check.py

All of its reports are listed, and it has to be wrong in each program. A program in the
folder `false-reports` has a report on a line without a bug, one in `missed-bugs` has a
bug that is not reported.
"""

import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
LIT = os.path.join(HERE, os.pardir, "lit")
sys.path.append(LIT)

import check  # noqa: E402

PEERS = (
    "cppcoreguidelines-avoid-capturing-lambda-coroutines",
    "cppcoreguidelines-avoid-reference-coroutine-parameters",
    "cppcoreguidelines-no-suspend-with-lock",
    "misc-coroutine-hostile-raii",
)
# What corolint says of the same.
OURS = (
    "coro-dangling-argument",
    "coro-lambda-capture",
    "coro-local-in-spawned-task",
    "coro-lock-across-await",
    "coro-return-without-await",
    "coro-this-escape",
    "coro-yield-dangling",
)

MARK = re.compile(r"//\s*clang-tidy:\s*(.*?)\s*(?://.*)?$")
LOOKS_LIKE_MARK = re.compile(r"//\s*(clang-?)?tidy\b[^.]*:", re.IGNORECASE)
ITEM = re.compile(r"([a-z][a-z0-9-]+)(?:@([+-]\d+))?$")
REPORT = re.compile(r"(.*?):(\d+):\d+: (warning|error): (.*) \[([^\]]+)\]$")


class Marks:
    """What a program's comments say. `reports`: (line, check) of each report;
    `bug_of`: the line of the bug that one is about; `bugs`: the lines of all."""

    def __init__(self, path):
        self.reports = set()
        self.bug_of = {}
        self.bugs = {want.line for want in check.parse_expectations(path)
                     if want.check in OURS and not want.low}
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().splitlines()
        for number, line in enumerate(lines, 1):
            match = MARK.search(line)
            if not match:
                if LOOKS_LIKE_MARK.search(line):
                    raise check.Failure(f"{path}:{number}: not understood: {line}")
                continue
            for text in match.group(1).split(","):
                self.add(path, number, text.strip())

    def add(self, path, number, text):
        item = ITEM.match(text)
        if not item or item.group(1) not in PEERS:
            raise check.Failure(f"{path}:{number}: not understood: '{text}'")
        report = (number, item.group(1))
        if report in self.reports:
            raise check.Failure(f"{path}:{number}: said twice: '{text}'")
        self.reports.add(report)
        self.bug_of[report] = number + int(item.group(2) or 0)
        if item.group(2) and self.bug_of[report] not in self.bugs:
            raise check.Failure(f"{path}:{number}: no bug is expected at '{text}'")


def reports_of(output, program):
    """(line, check) of the reports in the program itself."""
    found = set()
    for line in output.splitlines():
        match = REPORT.match(line)
        if not match:
            continue
        if match.group(3) == "error":
            raise check.Failure(f"clang-tidy cannot read it:\n{line}")
        if os.path.realpath(match.group(1)) == program:
            found |= {(int(match.group(2)), name)
                      for name in match.group(5).split(",")}
    return found


def run_clang_tidy(clang_tidy, program, flags):
    # Without a configuration, so that the checks have their own defaults.
    command = [clang_tidy, "--config={}", "--quiet", "--header-filter=^$",
               "--checks=-*," + ",".join(PEERS), program, "--", "-std=c++20",
               "-I", os.path.join(LIT, "include"), "-I", check.AIO_INCLUDE, *flags]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300,
                            check=False)
    found = reports_of(result.stdout, program)
    if result.returncode:
        raise check.Failure(f"clang-tidy exited with {result.returncode}:\n"
                            + " ".join(command) + "\n" + result.stderr)
    return found


def complaints(marks, found, kind):
    """What is not as the comments and the folder say."""
    for line, name in sorted(marks.reports - found):
        yield f"missing:  {line}: {name}"
    for line, name in sorted(found - marks.reports):
        yield f"unlisted: {line}: {name}"
    reported = {marks.bug_of.get(report, report[0]) for report in found}
    if kind == "false-reports" and not reported - marks.bugs:
        yield "clang-tidy reports nothing that is correct"
    if kind == "missed-bugs" and not marks.bugs - reported:
        yield "clang-tidy misses no bug"


def compare(clang_tidy, program, flags):
    program = os.path.realpath(program)
    kind = os.path.basename(os.path.dirname(program))
    if kind not in ("false-reports", "missed-bugs"):
        raise check.Failure(f"the folder '{kind}' does not say what is wrong")
    marks = Marks(program)
    found = run_clang_tidy(clang_tidy, program, flags)
    wrong = list(complaints(marks, found, kind))
    if wrong:
        raise check.Failure("\n  ".join(["", *wrong]))


def main():
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, flags = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang-tidy")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("program", nargs="?")
    args = parser.parse_args(arguments)
    if args.self_test:
        import compare_selftest

        return compare_selftest.main()
    if not args.clang_tidy or not args.program:
        parser.error("a program and --clang-tidy are wanted")
    try:
        compare(args.clang_tidy, args.program, flags)
    except check.Failure as failure:
        print(f"{args.program}: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
