#!/usr/bin/env python3
"""Runs `corolint --fix` over every program of the suites that has a safe fix.

    safe_fixes.py --corolint PATH [--clangxx PATH] [--every N] [PATH...]

Works on a copy. A program that was fixed must compile; linted again, it must
have none of the findings that were fixed, and no new ones; and a second
`--fix` must change nothing. `--fix --diff` must print a patch that does the
same as `--fix`. Without a PATH (a folder or program below this one), all suites are gone over.
--every takes every Nth program only, unless COROLINT_FULL=1 is in the environment.
That there is nothing to fix anywhere is an error.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import check

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = re.compile(r"RUN: %check %s -- (.*)")


def identity(finding):
    return finding["check"], finding["function"], finding["message"]


def is_safe(finding):
    return any(fix["safe"] for fix in finding["fixes"])


class Program:
    def __init__(self, args, path, root):
        self.args = args
        self.path = path
        self.name = str(path.relative_to(root))
        text = path.read_text(encoding="utf-8")
        own = FLAGS.search(text)
        self.flags = ["-std=c++20", "-I", str(root / "include"),
                      "-I", check.AIO_INCLUDE, "-I", str(path.parent),
                      *(own.group(1).split() if own else [])]

    def corolint(self, *options):
        return subprocess.run(
            [self.args.corolint, *options, self.path.name, "--", *self.flags],
            cwd=self.path.parent, capture_output=True, text=True, check=False)

    def lint(self):
        """The findings of the unit; None where it is not complete."""
        answer = json.loads(self.corolint("--format=json").stdout)
        if any(unit["status"] != "complete" for unit in answer["units"]):
            return None
        return answer["findings"]

    def run(self):
        """How many findings were fixed, and what is wrong."""
        before = self.lint()
        if before is None or not any(map(is_safe, before)):
            return 0, None
        original = self.path.read_bytes()
        patch = self.corolint("--fix", "--diff").stdout
        if self.path.read_bytes() != original:
            return 0, "--fix --diff has changed the program"
        result = self.corolint("--fix")
        fixed = self.path.read_bytes()
        if fixed == original:
            return 0, f"nothing was fixed:\n{result.stdout}{result.stderr}"
        compiled = subprocess.run(
            [self.args.clangxx, "-fsyntax-only", "-w", *self.flags, self.path],
            capture_output=True, text=True, check=False)
        if compiled.returncode:
            return 0, f"does not compile any more:\n{compiled.stderr}{patch}"
        after = self.lint()
        if after is None:
            return 0, f"is not complete any more:\n{patch}"
        allowed = collections.Counter(
            identity(finding) for finding in before if not is_safe(finding))
        extra = collections.Counter(map(identity, after)) - allowed
        if extra:
            return 0, f"fixed, but there are {dict(extra)}:\n{patch}"
        wanted = 1 if after else 0
        if result.returncode != wanted:
            return 0, (f"--fix exited with {result.returncode}, not {wanted}:\n"
                       f"{result.stdout}{result.stderr}")
        second = self.corolint("--fix")
        if self.path.read_bytes() != fixed:
            return 0, f"a second --fix has changed it again:\n{second.stderr}"
        self.path.write_bytes(original)
        patched = subprocess.run(["patch", "-p1", "--binary"], input=patch,
                                 cwd=self.path.parent, capture_output=True,
                                 text=True, check=False)
        if patched.returncode or self.path.read_bytes() != fixed:
            return 0, f"the patch does something else:\n{patched.stdout}{patch}"
        return len(before) - len(after), None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("paths", nargs="*")
    args = parser.parse_args()
    args.corolint = os.path.abspath(args.corolint)

    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "lit"
        shutil.copytree(HERE, root,
                        ignore=shutil.ignore_patterns("__pycache__", "Output"))
        where = [root / name for name in args.paths] or [root]
        paths = sorted(path for place in where
                       for path in ([place] if place.is_file()
                                    else place.rglob("*.cpp"))
                       if "Inputs" not in path.parts)
        if os.environ.get("COROLINT_FULL") != "1":
            paths = paths[::args.every]
        programs = [Program(args, path, root) for path in paths]
        fixed = findings = problems = 0
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            for program, (count, problem) in zip(
                    programs, pool.map(Program.run, programs)):
                if problem:
                    problems += 1
                    print(f"{program.name}: {problem}", file=sys.stderr)
                if count:
                    print(f"{program.name}: {count} fixed", flush=True)
                fixed += count > 0
                findings += count
    print(f"{len(programs)} programs: {findings} findings fixed in {fixed}; "
          f"{problems} problems")
    if not fixed:
        print("nothing was fixed anywhere", file=sys.stderr)
    return 1 if problems or not fixed else 0


if __name__ == "__main__":
    sys.exit(main())
