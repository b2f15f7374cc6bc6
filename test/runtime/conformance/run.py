#!/usr/bin/env python3
#===- run.py - aio against CPython's asyncio ------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Runs each scenario as Python and as C++ and compares the traces line by line.

What is expected comes from running CPython. Where there is none with the
asyncio that the scenarios need, its recorded traces are used, and that is said.
"""

import argparse
import difflib
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
TRACES = HERE / "traces"
TIME_LIMIT = 20  # seconds


def output_of(command, environment=None, limit=TIME_LIMIT):
    """The trace; how it went wrong is a part of it."""
    try:
        run = subprocess.run(command, capture_output=True, text=True,
                             timeout=limit, env=environment)
    except subprocess.TimeoutExpired:
        return [f"not ended after {limit} s"]
    lines = run.stdout.splitlines()
    if run.returncode != 0:
        lines.append(f"ended with {run.returncode}: {run.stderr.strip()}")
    return lines


def python_for_scenarios(name):
    check = "import asyncio; asyncio.TaskGroup, asyncio.timeout, asyncio.Barrier"
    try:
        done = subprocess.run([name, "-c", check], capture_output=True)
    except FileNotFoundError:
        return None
    return name if done.returncode == 0 else None


class Suite:
    def __init__(self, options):
        self.options = options
        self.python = (None if options.recorded
                       else python_for_scenarios(options.python))
        self.environment = dict(os.environ)
        self.limit = 3 if options.stop_at_first else TIME_LIMIT
        if options.loop:
            self.environment["AIO_LOOP"] = options.loop

    def expected(self, name):
        if self.python:
            return output_of([self.python, HERE / "scenario.py", name])
        return (TRACES / f"{name}.txt").read_text().splitlines()

    def expected_names(self):
        if self.python:
            return output_of([self.python, HERE / "scenario.py", "--list"])
        return sorted(path.stem for path in TRACES.glob("*.txt"))

    def actual(self, name):
        return output_of([self.options.aio, name], self.environment, self.limit)

    def difference(self, name):
        return list(difflib.unified_diff(self.expected(name), self.actual(name),
                                         "asyncio", "aio", lineterm="", n=20))


def listed_differences():
    """Name and reason of the scenarios that differ on purpose."""
    listed = {}
    path = HERE / "differences.txt"
    for line in path.read_text().splitlines() if path.exists() else []:
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(":")
            listed[name.strip()] = reason.strip()
    return listed


def record(suite, names):
    TRACES.mkdir(exist_ok=True)
    for old in TRACES.glob("*.txt"):
        old.unlink()
    for name in names:
        (TRACES / f"{name}.txt").write_text(
            "".join(line + "\n" for line in suite.expected(name)))
    print(f"{len(names)} traces recorded")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aio", type=pathlib.Path, required=True)
    parser.add_argument("--python", default="python3")
    parser.add_argument("--loop", choices=["epoll", "io_uring"])
    parser.add_argument("--recorded", action="store_true",
                        help="compare with what was recorded")
    parser.add_argument("--stop-at-first", action="store_true",
                        help="say only whether there is any difference")
    parser.add_argument("--record", action="store_true",
                        help="write what CPython gives to traces/")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    suite = Suite(options)
    if not suite.python and not options.recorded:
        print(f"{options.python} is no CPython with asyncio.TaskGroup: comparing "
              "with recorded traces")
    names = suite.expected_names()
    if options.record:
        return record(suite, names)
    own = output_of([options.aio, "--list"])
    listed = listed_differences()
    failed = agree = differ = 0
    for name in sorted(set(names) ^ set(own)):
        failed += 1
        side = "C++" if name in own else "Python"
        print(f"{name}: there is only a {side} half")
    both = [name for name in names if name in own]
    if options.stop_at_first:
        return any(name not in listed and suite.difference(name)
                   for name in both)
    with ThreadPoolExecutor(options.jobs) as pool:
        for name, lines in zip(both, pool.map(suite.difference, both)):
            if not lines and name in listed:
                failed += 1
                print(f"{name}: listed in differences.txt, but does not differ")
            elif not lines:
                agree += 1
            elif name in listed:
                differ += 1
            else:
                failed += 1
                print(f"{name}:", *lines, sep="\n")
    print(f"{agree} scenarios agree, {differ} differ as listed, {failed} failed")
    return 1 if failed or not agree else 0


if __name__ == "__main__":
    sys.exit(main())
