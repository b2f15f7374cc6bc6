#!/usr/bin/env python3
"""Compares what corolint claims of a program with what the program's runs show.

    oracle.py --corolint PATH --clangxx PATH --runtime LIBRARY [OPTION...]
              PROGRAM [SOURCE...]

PROGRAM, and the other sources of the same program, are built with aio; it is run
under aio's debug mode for each of its inputs, in several schedules. Then each
finding is *agreed* with a fact, or *unproved*; a fact without a finding is
*missed*. The program says what it is about once: in its code. In comments:

    // inputs: 0 1 2
        run it with each of these as its argument
    // unproved: CHECK (REASON)      on the line of the finding
    // missed: KIND (REASON)         on the line of the fact
        this disagreement is known; it must be there
    // shows: CHECK...
        the runs must show a finding of each of these checks, and of no other;
        "nothing" for a program with no fault

Exit code: 0 if all is agreed or said; 1 if not.
"""

import argparse
import os
import re
import sys
import tempfile

import program as prog
from join import Joined

SAID = re.compile(r"//\s*(unproved|missed):\s*([a-z-]+)\s*\(([^()]+)\)")
SHOWS = re.compile(r"//\s*shows:\s*(.*?)\s*$", re.MULTILINE)


def said_in(path):
    """(what, name, file, line) of the disagreements that comments tell."""
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    said = set()
    for number, line in enumerate(text.splitlines(), 1):
        for match in SAID.finditer(line):
            said.add((match.group(1), match.group(2), os.path.realpath(path),
                      number))
    shows = SHOWS.search(text)
    return said, set(shows.group(1).split()) - {"nothing"} if shows else None


def complaints(joined, said, shows):
    """What is not as it should be."""
    there = {("unproved", f.check, f.place.file, f.place.line)
             for f in joined.unproved}
    there |= {("missed", f.kind, f.place.file, f.place.line)
              for f in joined.missed}
    for f in joined.unproved:
        if ("unproved", f.check, f.place.file, f.place.line) not in said:
            yield f"unproved: {f}"
    for f in joined.missed:
        if ("missed", f.kind, f.place.file, f.place.line) not in said:
            yield f"missed: {f}"
    for what, name, path, line in sorted(said - there):
        yield f"{os.path.basename(path)}:{line}: not {what} any more: {name}"
    if shows is None:
        return
    shown = {finding.check for finding, _ in joined.agreed}
    for check in sorted(shows - shown):
        yield f"no run shows a finding of {check}"
    for check in sorted(shown - shows):
        yield f"shows {check}, which the program does not say"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", required=True)
    parser.add_argument("--runtime", required=True)
    parser.add_argument("--prelude", help="aio's header, precompiled")
    parser.add_argument("--asan", action="store_true", help="build with "
                        "AddressSanitizer, as the runtime and the prelude are")
    parser.add_argument("--locks", help="libaio-locks.so, which notes locks")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--cancels", type=int, default=40)
    parser.add_argument("-v", action="store_true", help="show what is agreed")
    parser.add_argument("sources", nargs="+")
    args = parser.parse_args()
    tools = prog.Tools(args.corolint, args.clangxx, args.runtime, args.prelude,
                       args.asan, args.locks)

    said, shows = set(), None
    for source in args.sources:
        some, of_this = said_in(source)
        said |= some
        shows = of_this if of_this is not None else shows
    try:
        findings = prog.lint(tools, args.sources)
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "program")
            prog.build(tools, args.sources, program)
            facts = prog.observe(tools, program, prog.inputs_of(args.sources[0]),
                                 findings, range(1, args.seeds + 1),
                                 args.cancels)
    except prog.Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    joined = Joined(findings, facts)
    if args.v:
        for finding, showing in joined.agreed:
            print(f"agreed: {finding}")
            for fact in showing:
                print(f"    {fact}")
    wrong = list(complaints(joined, said, shows))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
