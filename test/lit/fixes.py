#!/usr/bin/env python3
"""Applies the fixes that corolint suggests, and looks whether they help.

    fixes.py --corolint PATH [--clangxx PATH] [--check NAME] PROGRAM [-- FLAGS]

Each finding of the check that has fixes gets the first of them, in a copy of the
program. The copy must compile, and linted again it must have the findings
without fixes only. What a fix lets through may come to an outer handler: then
the same is done again. Findings in headers are left alone. A program in which
there is nothing to fix is an error.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import check

# How deep handlers lie in each other, and one round to see that nothing is left.
ROUNDS = 4

HERE = os.path.dirname(os.path.realpath(__file__))


def lint(corolint, program, flags):
    """The findings in the program itself."""
    result = subprocess.run(
        [corolint, "--format=json", program, "--", *flags],
        capture_output=True, text=True, check=False)
    if result.returncode not in (0, 1):
        sys.exit(f"{program}: corolint exited with {result.returncode}:\n"
                 f"{result.stderr}{result.stdout}")
    return [finding for finding in json.loads(result.stdout)["findings"]
            if os.path.realpath(finding["file"]) == os.path.realpath(program)]


def apply(program, findings):
    """Applies the first fix of each; the number of fixes applied."""
    edits = {}
    for finding in findings:
        for edit in finding["fixes"][0]["edits"]:
            if os.path.realpath(edit["file"]) != os.path.realpath(program):
                sys.exit(f"{program}:{finding['line']}: the fix edits {edit['file']}")
            # Two findings may ask for the same edit.
            edits[edit["offset"], edit["length"], edit["text"]] = edit
    with open(program, "rb") as stream:
        text = stream.read()
    end = len(text)
    for offset, length, new in sorted(edits, reverse=True):
        if offset + length > end:
            sys.exit(f"{program}: fixes overlap at offset {offset}")
        text = text[:offset] + new.encode() + text[offset + length :]
        end = offset
    with open(program, "wb") as stream:
        stream.write(text)


def places(findings):
    return "".join(f"  {item['line']}:{item['column']}: {item['message']}\n"
                   for item in findings)


def main():
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, flags = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--check")
    parser.add_argument("program")
    args = parser.parse_args(arguments)
    source = os.path.realpath(args.program)
    flags = ["-std=c++20", "-I", os.path.join(HERE, "include"),
             "-I", check.AIO_INCLUDE,
             "-I", os.path.dirname(source), *flags]
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, os.path.basename(source))
        shutil.copy(source, program)

        def findings():
            return [finding for finding in lint(args.corolint, program, flags)
                    if args.check in (None, finding["check"])]

        now = findings()
        for done in range(ROUNDS):
            fixed = [finding for finding in now if finding["fixes"]]
            if not fixed:
                break
            apply(program, fixed)
            result = subprocess.run(
                [args.clangxx, "-fsyntax-only", "-w", *flags, program],
                capture_output=True, text=True, check=False)
            if result.returncode:
                sys.exit(f"{source}: does not compile with the fixes for\n"
                         f"{places(fixed)}{result.stderr}")
            left = len(now) - len(fixed)
            now = findings()
            outer = [finding for finding in now if finding["fixes"]]
            if len(now) - len(outer) != left:
                with open(program, encoding="utf-8") as stream:
                    sys.exit(f"{source}: with the fixes for\n{places(fixed)}"
                             f"{left} findings should be left, but there are\n"
                             f"{places(now)}in\n{stream.read()}")
        else:
            sys.exit(f"{source}: something is left to fix after {ROUNDS} rounds")
        if done == 0:
            sys.exit(f"{source}: nothing to fix")
    return 0


if __name__ == "__main__":
    sys.exit(main())
