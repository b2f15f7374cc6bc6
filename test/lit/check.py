#!/usr/bin/env python3
"""Compares corolint's findings in a test program with the program's comments.

    check.py --corolint PATH [--clangxx PATH] PROGRAM [-- COMPILER FLAGS]
    check.py --self-test [--clangxx PATH]

In the program, and in the headers that it includes with quotes:

    // expect: coro-a, coro-b {{regex}}   on the line of the findings
    // expect@-1: coro-a                  on the line before (+1: after)
    // expect-low: coro-a                 of certainty unknown or possible

Findings of certainty likely or certain are all listed; of the others, only
those that matter. A regex must match somewhere in the message.

    // broken-code
        The program does not compile, and the tool must say so.
    // renamed: no (REASON)
    // renamed: keep-models
        Otherwise the program is linted a second time with every name that it or
        its own headers declare replaced by a meaningless one, and without
        library models; the same findings are wanted. keep-models renames but
        keeps the models.
"""

import argparse
import collections
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

import rename

HERE = os.path.dirname(os.path.realpath(__file__))
# What programs include as <aio/aio.h>.
AIO_INCLUDE = os.path.realpath(os.path.join(HERE, "..", "..", "runtime",
                                            "include"))

EXPECT = re.compile(r"//\s*(expect(?:-low)?)(?:@([+-]\d+))?:\s*(.*?)\s*$")
LOOKS_LIKE_EXPECT = re.compile(r"//\s*expect(ed|s)?(-\w+)?\s*(@[^:]*)?:")
ITEM = re.compile(r"(coro-[a-z0-9-]+)(?:\s*\{\{(.*?)\}\})?\s*(?:,\s*|$)")
RENAMED = re.compile(r"//\s*renamed:\s*(.*?)\s*$", re.MULTILINE)
NOT_RENAMED = re.compile(r"no \(.+\)$")
# Libraries that are known by their models only.
MODELLED_INCLUDE = re.compile(r"^\s*#\s*include\s*<(boost|aio)/", re.MULTILINE)

HIGH = ("likely", "certain")
LOW = ("unknown", "possible")

Expected = collections.namedtuple("Expected", "file line check pattern low")
Found = collections.namedtuple(
    "Found", "file line column check certainty message")


class Failure(Exception):
    """What is wrong, for people."""


def parse_expectations(path):
    """The expectations in the file at `path`."""
    with open(path, encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    result = []
    for number, line in enumerate(lines, 1):
        match = EXPECT.search(line)
        if not match:
            if LOOKS_LIKE_EXPECT.search(line):
                raise Failure(f"{path}:{number}: not understood: {line.strip()}")
            continue
        kind, shift, items = match.groups()
        position = 0
        while position < len(items) or not items:
            item = ITEM.match(items, position)
            if not item:
                raise Failure(f"{path}:{number}: not understood: {line.strip()}")
            if item.group(2) is not None:
                re.compile(item.group(2))
            result.append(Expected(path, number + int(shift or 0), item.group(1),
                                   item.group(2), kind == "expect-low"))
            position = item.end()
    return result


def run_corolint(corolint, program, include_dir, flags, extra):
    """Runs the tool; returns its findings and the program's status."""
    command = [
        corolint, "--min-certainty=unknown", "--format=json", *extra, program,
        "--", "-std=c++20", "-I", include_dir, "-I", AIO_INCLUDE, *flags,
    ]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        raise Failure("corolint did not end in 300 s") from None
    shown = " ".join(command) + "\n" + result.stderr
    if result.returncode < 0:
        name = signal.Signals(-result.returncode).name
        raise Failure(f"corolint was ended by {name}:\n{shown}")
    if result.returncode not in (0, 1, 3):
        raise Failure(f"corolint exited with {result.returncode}:\n{shown}")
    try:
        answer = json.loads(result.stdout)
        findings = [
            Found(os.path.realpath(item["file"]), item["line"], item["column"],
                  item["check"], item["certainty"], item["message"])
            for item in answer["findings"]
        ]
        units = [
            unit for unit in answer["units"]
            if os.path.realpath(unit["file"]) == os.path.realpath(program)
        ]
        status, errors = units[0]["status"], units[0].get("errors", [])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Failure(
            f"corolint's JSON is not as documented ({error!r}):\n"
            f"{shown}{result.stdout}") from None
    for finding in findings:
        if finding.certainty not in HIGH + LOW:
            raise Failure(f"unknown certainty '{finding.certainty}'")
    wanted = 1 if findings else 0 if status == "complete" else 3
    if result.returncode != wanted:
        raise Failure(f"corolint exited with {result.returncode}, not {wanted}, on "
                      f"{len(findings)} findings and status '{status}':\n{shown}")
    return findings, status, errors


def compare(expected, findings, with_messages, base):
    """The differences, one line each."""

    def matches(want, found):
        return (
            os.path.realpath(want.file) == found.file
            and want.line == found.line
            and want.check == found.check
            and found.certainty in (LOW if want.low else HIGH)
            and (not with_messages or want.pattern is None
                 or re.search(want.pattern, found.message) is not None)
        )

    def place(item):
        return f"{os.path.relpath(item.file, base)}:{item.line}"

    differences = []
    left = list(findings)
    # Those with a pattern first, so that no other takes their finding.
    for want in sorted(expected, key=lambda item: item.pattern is None):
        found = next((item for item in left if matches(want, item)), None)
        if found:
            left.remove(found)
            continue
        pattern = f" {{{{{want.pattern}}}}}" if want.pattern else ""
        kind = "expect-low" if want.low else "expect"
        line = f"  missing:  {place(want)}: {kind}: {want.check}{pattern}"
        near = [item for item in findings
                if item.check == want.check and item.line == want.line]
        if near:
            line += f"\n            (there is: {near[0].certainty}: {near[0].message})"
        differences.append(line)
    for found in left:
        if found.certainty in HIGH:
            differences.append(
                f"  unlisted: {place(found)}:{found.column}: {found.check} "
                f"({found.certainty}): {found.message}")
    return differences


def wants_renaming(text, broken):
    """Whether to run again renamed, and the options for that."""
    marks = RENAMED.findall(text)
    if len(marks) > 1:
        raise Failure("more than one line '// renamed: …'")
    if marks and marks[0] == "keep-models":
        return True, []
    if marks and NOT_RENAMED.match(marks[0]):
        return False, []
    if marks:
        raise Failure(f"not understood: // renamed: {marks[0]}")
    # Without a complete program, no compiler can tell whose a name is.
    if broken or MODELLED_INCLUDE.search(text):
        return False, []
    return True, ["--models=none"]


def check_renamed(args, program, root, include_dir, expected, extra):
    with tempfile.TemporaryDirectory() as target:
        target = os.path.realpath(target)
        include_dirs = [include_dir] + [
            flag[2:] for flag in args.flags if flag.startswith("-I") and flag[2:]]
        try:
            copy = rename.Renaming(program, root, include_dirs, target)
            flags = [flag.replace(root, target) for flag in args.flags]
            copied_include = include_dir.replace(root, target)
            os.makedirs(copied_include, exist_ok=True)

            def lint():
                return run_corolint(args.corolint, copy.copy_of(program),
                                    copied_include, flags, extra)

            findings, status, errors = lint()
            if status != "complete":
                copy.repair(args.clangxx,
                            ["-std=c++20", "-I", copied_include, *flags])
                findings, status, errors = lint()
        except rename.RenameError as error:
            raise Failure(f"renamed: {error}") from None
        if status != "complete":
            raise Failure(
                f"renamed: the program's status is '{status}', but the compiler "
                "takes it:\n" + "\n".join(errors))
        findings = [item._replace(file=copy.original_of(item.file))
                    for item in findings]
        differences = compare(expected, findings, False, root)
        if differences:
            with open(copy.copy_of(program), encoding="utf-8") as stream:
                text = stream.read()
            raise Failure(
                f"renamed ({' '.join(extra) or 'with models'}):\n"
                + "\n".join(differences)
                + "\nThe renamed program:\n" + number_lines(text))


def number_lines(text):
    return "".join(f"{number:4} {line}\n"
                   for number, line in enumerate(text.splitlines(), 1))


def check(args, root=HERE):
    program = os.path.realpath(args.program)
    root = os.path.realpath(root)
    include_dir = os.path.join(root, "include")
    # Programs of other suites use the same headers.
    root = os.path.commonpath([root, program])
    with open(program, encoding="utf-8") as stream:
        text = stream.read()
    broken = re.search(r"^\s*// broken-code\b", text, re.MULTILINE) is not None
    again, extra = wants_renaming(text, broken)

    expected = []
    seen = set()
    queue = [program]
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen.add(path)
        expected += parse_expectations(path)
        with open(path, encoding="utf-8") as stream:
            names = rename.QUOTED_INCLUDE.findall(stream.read())
        for name in names:
            for folder in (os.path.dirname(path), include_dir):
                candidate = os.path.realpath(os.path.join(folder, name))
                if os.path.isfile(candidate):
                    queue.append(candidate)
                    break

    findings, status, errors = run_corolint(
        args.corolint, program, include_dir, args.flags, [])
    wanted = "partial" if broken else "complete"
    if status != wanted:
        raise Failure(f"the program's status is '{status}', not '{wanted}':\n"
                      + "\n".join(errors))
    differences = compare(expected, findings, True, root)
    if differences:
        raise Failure("\n".join(differences))
    if again:
        check_renamed(args, program, root, include_dir, expected, extra)


def main():
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, flags = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint")
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("program", nargs="?")
    args = parser.parse_args(arguments)
    args.flags = flags
    if args.self_test:
        import check_selftest

        return check_selftest.main(args.clangxx)
    if not args.corolint or not args.program:
        parser.error("a program and --corolint are wanted")
    try:
        check(args)
    except Failure as failure:
        print(f"{args.program}: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
