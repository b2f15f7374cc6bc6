#!/usr/bin/env python3
#===- examples.py - what the examples print --------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Runs each example and compares its output with the "prints:" comments of its
source, line by line. A part in double braces is a regular expression."""

import argparse
import pathlib
import re
import subprocess
import sys

TIME_LIMIT = 30  # seconds


def expected_lines(source):
    lines = []
    for line in source.read_text().splitlines():
        match = re.match(r"\s*// prints: (.*)$", line)
        if match:
            lines.append(match.group(1))
    return lines


def matches(pattern, line):
    regex = ""
    for part in re.split(r"(\{\{.*?\}\})", pattern):
        regex += part[2:-2] if part.startswith("{{") else re.escape(part)
    return re.fullmatch(regex, line) is not None


def problems_of(source, program):
    expected = expected_lines(source)
    if not expected:
        return ["it has no 'prints:' comments"]
    try:
        run = subprocess.run([program], capture_output=True, text=True,
                             timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return [f"it has not ended after {TIME_LIMIT} s"]
    problems = []
    if run.returncode != 0:
        problems.append(f"it ended with {run.returncode}")
    if run.stderr:
        problems.append("it wrote to standard error:\n" + run.stderr)
    printed = run.stdout.splitlines()
    for number in range(max(len(expected), len(printed))):
        want = expected[number] if number < len(expected) else "nothing"
        got = printed[number] if number < len(printed) else "nothing"
        if (number >= len(expected) or number >= len(printed)
                or not matches(want, got)):
            problems.append(f"line {number + 1}: expected '{want}', got '{got}'")
            break
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=pathlib.Path, required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    passed = failed = 0
    for source in sorted(arguments.sources.glob("*.cpp")):
        program = arguments.programs / source.stem
        problems = (problems_of(source, program) if program.exists()
                    else ["it was not built"])
        if problems:
            failed += 1
            for problem in problems:
                print(f"{source.name}: {problem}")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
