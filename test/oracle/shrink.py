#!/usr/bin/env python3
"""Shrinks a generated program to a small one with the same disagreement.

    shrink.py --corolint PATH --clangxx PATH --runtime LIBRARY [--prelude PCH]
              --seed N [--size K] --what REGEX [--into FOLDER]

REGEX is looked for in what oracle.py says of the program, such as "unproved.*
coro-never-awaited" or "missed.*loop-blocked" or "ended with". The small program is
written to FOLDER (default: shrunk). Needs C-Vise (Debian: cvise), which does the
work; this tells it what is interesting.
"""

import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import program as prog
from join import Joined
from oracle import complaints

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "generator"))
import programs  # noqa: E402

CANCELS = 15
SECONDS = 60


def said_of(tools, sources):
    """What is wrong with the program."""
    try:
        findings = prog.lint(tools, sources)
        with tempfile.TemporaryDirectory() as folder:
            executable = os.path.join(folder, "program")
            prog.build(tools, sources, executable)
            facts = prog.observe(tools, executable, [None], findings, [], CANCELS)
    except prog.Failure as failure:
        return [str(failure)]
    return list(complaints(Joined(findings, facts), set(), None))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("--corolint", "--clangxx", "--runtime"):
        parser.add_argument(name, required=True)
    parser.add_argument("--prelude")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--what", required=True)
    parser.add_argument("--into", default="shrunk")
    # What C-Vise calls, in a folder with a candidate.
    parser.add_argument("--is-interesting", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    tools = prog.Tools(args.corolint, args.clangxx, args.runtime, args.prelude)
    if args.is_interesting:
        return not any(re.search(args.what, line)
                       for line in said_of(tools, args.is_interesting))
    if args.seed is None:
        parser.error("--seed is missing")
    if not shutil.which("cvise"):
        sys.exit("shrink: there is no cvise (Debian: apt-get install cvise)")
    made = programs.program(args.seed, args.size)
    into = pathlib.Path(args.into)
    into.mkdir(parents=True, exist_ok=True)
    for name, text in made.files.items():
        (into / name).write_text(text)
    command = [sys.executable, str(pathlib.Path(__file__).resolve())]
    for name in ("corolint", "clangxx", "runtime", "prelude"):
        if value := getattr(args, name):
            found = shutil.which(value) if name == "clangxx" else None
            command += [f"--{name}", found or os.path.abspath(value)]
    command += ["--what", args.what, "--is-interesting", *made.sources]
    # Its passes for C know nothing of coroutines, and cost the most.
    return subprocess.run(
        ["cvise", "--not-c", "--tidy", "--timeout", str(SECONDS), "--commands",
         shlex.join(command), *made.files], cwd=into, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
