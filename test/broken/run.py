#!/usr/bin/env python3
"""Lints code that is broken at random places.

Takes real sources (Asio's cpp20 examples and the example project), and cuts
them off at a random place, or deletes random tokens. corolint must then neither
crash nor hang, must exit as documented, and must say that a file which does not
compile was analysed in part.

A few breaks by default; 50 of each kind in each file with --full, or with
COROLINT_FULL=1 in the environment.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ASIO = pathlib.Path(
    "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20")
FEW = 12
MANY = 50
TIMEOUT = 60
TOKEN = re.compile(rb"[A-Za-z_]\w*|[0-9][\w.]*|\"[^\"\n]*\"|//[^\n]*|\S")


def sources():
    files = sorted(ASIO.rglob("*.cpp")) + sorted(
        (ROOT / "test" / "example").glob("*.cpp"))
    if not files:
        sys.exit("broken-code: no sources to break")
    return files


def truncated(text, chance):
    return text[: chance.randrange(1, len(text))]


def with_tokens_deleted(text, chance):
    # Comments are tokens here, and deleting one breaks nothing.
    tokens = [match.span() for match in TOKEN.finditer(text)
              if not match.group().startswith(b"//")]
    gone = sorted(chance.sample(tokens, min(chance.randint(1, 10), len(tokens))))
    pieces, position = [], 0
    for start, end in gone:
        pieces.append(text[position:start])
        position = end
    return b"".join(pieces) + text[position:]


BREAKS = {"truncated": truncated, "tokens-deleted": with_tokens_deleted}


class Case:
    """One break of one file; the same for the same seed."""

    def __init__(self, path, kind, number, seed):
        self.path = path
        self.kind = kind
        self.name = f"{path.parent.name}/{path.stem}-{kind}-{number}"
        chance = random.Random(f"{seed} {self.name}")
        self.text = BREAKS[kind](path.read_bytes(), chance)

    def run(self, args, folder):
        """What is wrong, or ""; and whether the file compiles."""
        file = folder / self.name.replace("/", "-")
        file = file.with_name(file.name + ".cpp")
        file.write_bytes(self.text)
        flags = ["-std=c++20", "-I", str(self.path.parent)]
        command = [args.corolint, "-j1", "--format=json", str(file), "--", *flags]
        problem, compiles = self.judge(args, command, file, flags)
        if problem:
            # The file is kept for a look.
            problem = f"{self.name}: {problem}\n  {shlex.join(command)}"
        else:
            file.unlink()
        return problem, compiles

    @staticmethod
    def judge(args, command, file, flags):
        try:
            result = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            return f"did not end in {TIMEOUT} s", False
        if result.returncode < 0:
            return f"ended by signal {-result.returncode}", False
        if result.returncode not in (0, 1, 3):
            return (f"exit code {result.returncode}: "
                    + result.stderr.decode(errors="replace")[-2000:], False)
        try:
            answer = json.loads(result.stdout)
            units = [unit for unit in answer["units"]
                     if os.path.realpath(unit["file"]) == os.path.realpath(file)]
            status = units[0]["status"]
            findings = answer["findings"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            return f"the JSON is not as documented: {error!r}", False
        if status == "complete":
            compiler = subprocess.run(
                [args.clangxx, "-fsyntax-only", "-w", *flags, str(file)],
                stdin=subprocess.DEVNULL, capture_output=True, check=False)
            if compiler.returncode != 0:
                return "status 'complete', but it does not compile", False
        elif status != "partial":
            return f"status '{status}', not 'partial'", False
        wanted = 1 if findings else 0 if status == "complete" else 3
        if result.returncode != wanted:
            return (f"exit code {result.returncode}, not {wanted}, on "
                    f"{len(findings)} findings and status '{status}'", False)
        return "", status == "complete"


def cases(args):
    files = sources()
    if args.full:
        return [Case(path, kind, number, args.seed) for path in files
                for kind in sorted(BREAKS) for number in range(MANY)]
    chance = random.Random(args.seed)
    kinds = sorted(BREAKS)
    return [Case(chance.choice(files), kinds[number % len(kinds)],
                 chance.randrange(MANY), args.seed) for number in range(FEW)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--full", action="store_true",
                        default=os.environ.get("COROLINT_FULL") == "1")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    args = parser.parse_args()

    folder = pathlib.Path(tempfile.mkdtemp(prefix="corolint-broken-"))
    problems, compiling = [], 0
    todo = cases(args)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for problem, compiles in pool.map(lambda case: case.run(args, folder), todo):
            compiling += compiles
            if problem:
                problems.append(problem)
                print(problem, flush=True)
    print(f"{len(todo)} broken programs (seed {args.seed}), {compiling} of which "
          f"compile all the same: {len(problems)} problems")
    if problems:
        return 1
    folder.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
