#!/usr/bin/env python3
"""Tests shrink.py: what it takes for interesting, and, with C-Vise, that it shrinks.

    shrink_test.py --corolint PATH --clangxx PATH --runtime LIBRARY [--prelude PCH]

A program disagrees if the runtime does not tell of one kind of fact.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHRINK = HERE / "shrink.py"
SIZE = 1
WHAT = "unproved.*coro-never-awaited"


def lines_in(folder):
    return sum(len(p.read_text().splitlines())
               for p in pathlib.Path(folder).glob("*.cpp"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name in ("--corolint", "--clangxx", "--runtime", "--prelude"):
        parser.add_argument(name)
    args, command = parser.parse_args(), [sys.executable, str(SHRINK)]
    for name, value in vars(args).items():
        if value:
            command += [f"--{name}", value]
    deaf = dict(os.environ, AIO_DEBUG_LEAVE_OUT="never-awaited")
    program = str(HERE / "programs" / "never-awaited" / "forgotten.cpp")

    def is_interesting(what, env):
        return subprocess.run(
            [*command, "--what", what, "--is-interesting", program], env=env,
            check=False).returncode == 0

    assert is_interesting(WHAT, deaf), "the disagreement is not seen"
    assert not is_interesting(WHAT, dict(os.environ)), "there is none"
    assert not is_interesting("missed.*loop-blocked", deaf), "that is another"
    if not shutil.which("cvise"):
        print("shrinking itself is not tried: there is no cvise")
        return 0
    sys.path.insert(0, str(HERE / "generator"))
    import programs
    # A program in which somebody forgets a coroutine.
    seed = next(s for s in range(1, 200) if any(
        p.is_fault and p.check == "coro-never-awaited"
        for p in programs.program(s, SIZE).planted))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*command, "--what", WHAT, "--seed", str(seed), "--size",
                        str(SIZE), "--into", folder], env=deaf, check=True,
                       stdout=subprocess.DEVNULL)
        before = sum(t.count("\n") for n, t in
                     programs.program(seed, SIZE).files.items()
                     if n.endswith(".cpp"))
        after = lines_in(folder)
        print(f"from {before} lines to {after}")
        assert after < before / 2, "it has not become small"
    return 0


if __name__ == "__main__":
    sys.exit(main())
