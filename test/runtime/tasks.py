# ===- tasks.py - looking at the tasks of a program -------------------------=== #
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-----------------------------------------------------------------------=== #
"""aio-ps, SIGUSR1 and aio-gdb.py show the same tree of tasks."""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

# In this order; "work" is of the main task.
TREE = [r"^Task 'Task-\d+': work \(.*tasks\.cpp:\d+\)$",
        r"^Task 'waiter': waits \(.*tasks\.cpp:\d+\)$",
        r"^  Task 'worker': outer \(.*tasks\.cpp:\d+\) -> "
        r"inner \(.*tasks\.cpp:\d+\)$"]


def problems_of(text):
    lines = [line for line in text.splitlines() if "Task '" in line]
    if len(lines) != len(TREE):
        return f"expected {len(TREE)} tasks, got:\n{text}"
    for pattern, line in zip(TREE, lines):
        if not re.search(pattern, line):
            return f"expected {pattern}, got:\n{text}"
    return ""


def start(program, **environment):
    process = subprocess.Popen([program], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env=os.environ | environment)
    process.stdout.readline()
    return process


def by_ps(ps, program):
    process = start(program, AIO_PS="1")
    run = subprocess.run([ps, str(process.pid)], capture_output=True, text=True)
    _, errors = process.communicate()
    if run.returncode or process.returncode or errors:
        return f"{run.returncode}, {process.returncode}: {run.stderr}{errors}"
    return problems_of(run.stdout)


def by_signal(ps, program):
    process = start(program, AIO_PS="1")
    process.send_signal(signal.SIGUSR1)
    text = ""
    while text.count("Task '") < len(TREE):
        text += process.stderr.readline()
    process.communicate()
    return problems_of(text)


def unshown(ps, program):
    """One that does not show its tasks is told, and lives."""
    process = start(program, AIO_PS="0")
    run = subprocess.run([ps, str(process.pid)], capture_output=True, text=True)
    process.communicate()
    if process.returncode or run.returncode != 1 or "AIO_PS=1" not in run.stderr:
        return f"{process.returncode}, {run.returncode}: {run.stderr}"
    usage = subprocess.run([ps, "x"], capture_output=True, text=True)
    gone = subprocess.run([ps, str(process.pid)], capture_output=True, text=True)
    if usage.returncode != 2 or gone.returncode != 1:
        return f"{usage.returncode}, {gone.returncode}: {gone.stderr}"
    return ""


def by_gdb(ps, program):
    if not shutil.which("gdb"):
        print("gdb: unsupported: it is not installed")
        return ""
    script = (pathlib.Path(__file__).resolve().parents[2]
              / "runtime/tools/aio-gdb.py")
    reader, writer = os.pipe()
    run = subprocess.run(
        ["gdb", "-batch", "-nx", "-ex", "set debuginfod enabled off",
         "-ex", "run abort", "-ex", f"source {script}",
         "-ex", "aio-tasks", "-ex", "kill", str(program)],
        stdin=reader, capture_output=True, text=True)
    os.close(reader)
    os.close(writer)
    problem = problems_of(run.stdout)
    return problem and problem + run.stderr[-2000:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ps", required=True)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    failed = 0
    for check in (by_ps, by_signal, unshown, by_gdb):
        problem = check(arguments.ps, arguments.program)
        if problem:
            failed += 1
            print(f"{check.__name__}: {problem}")
    print(f"{4 - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
