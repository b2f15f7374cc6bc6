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
import collections
import concurrent.futures
import enum
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


class Problem(Exception):
    """corolint did not do as documented."""


class Kind(enum.Enum):
    """What the compiler makes of a broken file."""

    REJECTED = "do not compile"
    COMPILES = "compile all the same"
    # corolint does not read the bodies of library functions, so it does not see
    # what they instantiate.
    LIBRARY = "fail only in what a library instantiates"


def arise_in_libraries(diagnostics):
    """Whether each error was met below the instantiation of a library's
    function. The compiler names the instantiation only where it changes."""
    within = "note: in instantiation of "
    pieces = re.split(r"^(?=\S.*?: (?:fatal )?error: )", diagnostics, flags=re.M)[1:]
    return bool(pieces) and within in pieces[0] and all(
        re.search(rf"{within}.* '(boost|std)::", piece)
        for piece in pieces if within in piece)


class Case:
    """One break of one file; the same for the same seed."""

    def __init__(self, path, kind, number, seed):
        self.path = path
        self.kind = kind
        self.name = f"{path.parent.name}/{path.stem}-{kind}-{number}"
        chance = random.Random(f"{seed} {self.name}")
        self.text = BREAKS[kind](path.read_bytes(), chance)

    def run(self, args, folder):
        """The problem, or None; and the kind of the file, if it is known."""
        file = folder / self.name.replace("/", "-")
        file = file.with_name(file.name + ".cpp")
        file.write_bytes(self.text)
        flags = ["-std=c++20", "-I", str(self.path.parent)]
        command = [args.corolint, "-j1", "--format=json", str(file), "--", *flags]
        try:
            kind = self.judge(args, command, file, flags)
        except Problem as problem:
            # The file is kept for a look.
            return f"{self.name}: {problem}\n  {shlex.join(command)}", None
        file.unlink()
        return None, kind

    @staticmethod
    def judge(args, command, file, flags):
        try:
            result = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired:
            raise Problem(f"did not end in {TIMEOUT} s") from None
        if result.returncode < 0:
            raise Problem(f"ended by signal {-result.returncode}")
        if result.returncode not in (0, 1, 3):
            raise Problem(f"exit code {result.returncode}: "
                          + result.stderr.decode(errors="replace")[-2000:])
        try:
            answer = json.loads(result.stdout)
            units = [unit for unit in answer["units"]
                     if os.path.realpath(unit["file"]) == os.path.realpath(file)]
            status = units[0]["status"]
            findings = answer["findings"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise Problem(f"the JSON is not as documented: {error!r}") from None
        if status not in ("complete", "partial"):
            raise Problem(f"status '{status}', not 'partial'")
        wanted = 1 if findings else 0 if status == "complete" else 3
        if result.returncode != wanted:
            raise Problem(f"exit code {result.returncode}, not {wanted}, on "
                          f"{len(findings)} findings and status '{status}'")
        if status == "partial":
            return Kind.REJECTED
        compiler = subprocess.run(
            [args.clangxx, "-fsyntax-only", "-w", "-ferror-limit=0",
             "-ftemplate-backtrace-limit=0", "-fno-caret-diagnostics", *flags,
             str(file)],
            stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if compiler.returncode == 0:
            return Kind.COMPILES
        if arise_in_libraries(compiler.stderr.decode(errors="replace")):
            return Kind.LIBRARY
        raise Problem("status 'complete', but it does not compile")


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
    problems, kinds = 0, collections.Counter()
    todo = cases(args)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for problem, kind in pool.map(lambda case: case.run(args, folder), todo):
            if problem:
                problems += 1
                print(problem, flush=True)
            else:
                kinds[kind] += 1
    counts = ", ".join(f"{kinds[kind]} {kind.value}" for kind in Kind)
    print(f"{len(todo)} broken programs (seed {args.seed}): {counts}; "
          f"{problems} problems")
    if problems:
        return 1
    folder.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
