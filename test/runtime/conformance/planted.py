#!/usr/bin/env python3
#===- planted.py - the suite sees ordering bugs ---------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Plants a bug in the runtime's sources, builds it, and expects the comparison
with the recorded traces to fail; for each bug in turn."""

import argparse
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent

# What it does, the file, and the text that it replaces, which must be there
# once.
BUGS = [
    ("callbacks run in the turn that adds them", "event_loop.cpp",
     "  Ready.append(S);", "  Turn.append(S);"),
    ("tasks start in the turn that makes them", "task.cpp",
     "Older->Younger = this;\n  Loop->Ready",
     "Older->Younger = this;\n  Loop->Turn"),
    ("sleeping for no time lets nobody else run", "task.cpp",
     "  if (!Yielded) {\n    Loop->Ready", "  if (!Yielded) {\n    Loop->Turn"),
    ("waiters are woken in the turn that ends a future", "future.cpp",
     "Loop.Ready.append(std::move(Waiters))",
     "Loop.Turn.append(std::move(Waiters))"),
    ("a task that is cancelled before its start begins", "task.cpp",
     "if (Cancels && !Started) {", "if (false) {"),
    ("a task that cancelled itself and ends is not cancelled", "task.cpp",
     "if (std::exchange(MustCancel, false))", "if (false)"),
    ("the second cancellation's message wins", "task.cpp",
     "if (Cancels && WaitedFor && WaitedFor->cancelled()) {", "if (false) {"),
    ("a lock goes to who comes, not to who waits", "sync.cpp",
     "if (!Locked && !Waiters.anyWaits()) {", "if (!Locked) {"),
    ("a semaphore given to a cancelled task is lost", "sync.cpp",
     "if (!WasCancelled) {", "if (false) {"),
    ("gather cancels one of its children", "gather.cpp",
     "Any |= Child->cancel(", "Any = Any || Child->cancel("),
    ("wait_for does not wait for what it cancels", "wait_for.cpp",
     "  co_await Ended;", "  co_await aio::detail::YieldAwaiter();"),
    ("a time limit leaves its cancellation behind", "timeout.cpp",
     "return Of.uncancel() <= Cancelling", "return Of.cancelling() >= Cancelling"),
    ("a group leaves its cancellation behind", "task_group.cpp",
     "if (G->ParentCancelRequested && G->Parent.uncancel() == 0)",
     "if (G->ParentCancelRequested)"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", type=pathlib.Path, required=True)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    options = parser.parse_args()
    sources = sorted((options.runtime / "src").glob("*.cpp"))
    halves = [HERE / "main.cpp", *sorted((HERE / "scenarios").glob("*.cpp"))]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def compiled(source, name=None):
            target = folder / f"{name or source.stem}.o"
            subprocess.run([options.cxx, "-std=c++20", "-O1", "-w",
                            "-I", options.runtime / "include",
                            "-I", options.runtime / "src", "-c", source,
                            "-o", target], check=True)
            return target

        with ThreadPoolExecutor(options.jobs) as pool:
            objects = list(pool.map(compiled, sources + halves))

        def agrees(objects):
            program = folder / "program"
            subprocess.run([options.cxx, *objects, "-pthread", "-o", program],
                           check=True)
            run = subprocess.run(
                [sys.executable, HERE / "run.py", "--aio", program,
                 "--recorded", "--stop-at-first"], capture_output=True, text=True)
            return run.returncode == 0

        if not agrees(objects):
            sys.exit("the runtime disagrees with the traces without any bug")
        missed = 0
        for number, (what, name, old, new) in enumerate(BUGS):
            source = options.runtime / "src" / name
            text = source.read_text()
            if text.count(old) != 1:
                sys.exit(f"{name}: found {text.count(old)} times: {old}")
            bad = folder / f"bug{number}.cpp"
            bad.write_text(text.replace(old, new))
            clean = folder / f"{source.stem}.o"
            planted = [compiled(bad) if each == clean else each
                       for each in objects]
            if agrees(planted):
                missed += 1
                print(f"not seen: {what}")
    print(f"{len(BUGS) - missed} passed, {missed} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
