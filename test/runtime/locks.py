# ===- locks.py - locks that are held across suspensions ------------------=== #
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-----------------------------------------------------------------------=== #
"""The debug mode tells of locks, with the library that notes them, and only so."""

import argparse
import json
import os
import pathlib
import subprocess
import sys


def facts(program, **environment):
    run = subprocess.run([program], capture_output=True, text=True,
                         env=os.environ | {"AIO_DEBUG": "1"} | environment)
    if run.returncode:
        sys.exit(f"it ended with {run.returncode}:\n{run.stderr}")
    return [json.loads(line) for line in run.stderr.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locks", required=True)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    source = pathlib.Path(__file__).with_name("locks.cpp")
    expected = {("lock-across-suspension", number)
                for number, line in enumerate(source.read_text().splitlines(), 1)
                if line.endswith("// held")}
    # A busy machine may make any step long.
    seen = [fact for fact in facts(arguments.program, LD_PRELOAD=arguments.locks)
            if not fact["kind"].startswith("loop-")]
    got = {(fact["kind"], fact["at"]["line"]) for fact in seen}
    without = [fact for fact in facts(arguments.program)
               if not fact["kind"].startswith("loop-")]
    if got != expected or len(seen) != len(expected) or without:
        print(f"expected {sorted(expected)}, got {seen}; without: {without}")
        print("0 passed, 1 failed")
        return 1
    print("1 passed, 0 failed")
    return 0


sys.exit(main())
