#!/usr/bin/env python3
"""Breaks the runtime and the analysis, to see that the oracle tells.

    breaks.py --corolint PATH --clangxx PATH --runtime LIBRARY [--prelude PCH]

Without one kind of fact of the debug mode, or with one kind of step that no
transfer function of the analysis sees, some program in programs/ must fail that
passes otherwise. The last line is "N of N breaks are told".
"""

import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# The variable, its value, and where a program is that must tell.
BREAKS = [
    ("AIO_DEBUG_LEAVE_OUT", "never-awaited", "never-awaited"),
    ("AIO_DEBUG_LEAVE_OUT", "never-joined", "dropped-eager-task"),
    ("AIO_DEBUG_LEAVE_OUT", "loop-blocked", "blocking-call"),
    ("AIO_DEBUG_LEAVE_OUT", "cancellation-swallowed", "unhandled-cancellation"),
    ("COROLINT_TEST_LEAVE_OUT", "resumed", "dropped-eager-task"),
    ("COROLINT_TEST_LEAVE_OUT", "moved", "never-awaited"),
    ("COROLINT_TEST_LEAVE_OUT", "awaited", "dropped-eager-task"),
    ("COROLINT_TEST_LEAVE_OUT", "called", "blocking-call"),
    ("COROLINT_TEST_LEAVE_OUT", "entered handler", "unhandled-cancellation"),
]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("--corolint", "--clangxx", "--runtime"):
        parser.add_argument(name, required=True)
    parser.add_argument("--prelude")
    args = parser.parse_args()
    command = [sys.executable, str(HERE / "oracle.py"), "--corolint",
               args.corolint, "--clangxx", args.clangxx, "--runtime",
               args.runtime, "--seeds", "0"]
    if args.prelude:
        command += ["--prelude", args.prelude]
    told = 0
    for variable, value, folder in BREAKS:
        env = dict(os.environ, **{variable: value})
        complaint = ""
        for program in sorted((HERE / "programs" / folder).glob("*.cpp")):
            result = subprocess.run([*command, str(program)], env=env,
                                    capture_output=True, text=True, check=False)
            if result.returncode:
                complaint = result.stderr.splitlines()[0]
                break
        told += bool(complaint)
        print(f"{variable}={value}: {complaint or 'NOT TOLD'}")
    print(f"{told} of {len(BREAKS)} breaks are told")
    return 0 if told == len(BREAKS) else 1


if __name__ == "__main__":
    sys.exit(main())
