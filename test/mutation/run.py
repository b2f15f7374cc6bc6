#!/usr/bin/env python3
"""Mutation test: makes a mistake in real code and looks whether it is found.

Takes real sources, and lets corolint-mutate make one mistake at a time in them.
A mutant is killed if corolint reports the expected check on the expected line,
and does not report it for the original. Mutants that do not compile, or that
mean the same as the original (equivalent.txt), are counted apart.

Tries a seeded tenth of the mutants by default; all with --full, or with
COROLINT_FULL=1 in the environment. Fails if fewer are killed than README.md
promises.
"""

import argparse
import collections
import concurrent.futures
import difflib
import fnmatch
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ASIO = pathlib.Path(
    "/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20")

# Mistakes about what lives how long, and all.
LIFETIMES = ["reference-parameter", "capture-argument", "widen-lock",
             "drop-return-await", "drop-join"]
KINDS = ["drop-await", "move-unawaited", "blocking-wait", "blocking-helper",
         "swallow", *LIFETIMES]
# The share of a kind's meaning-changing mutants that has to be killed.
WANTED = dict.fromkeys(KINDS, 1.0) | dict.fromkeys(["swallow", *LIFETIMES],
                                                   0.95)
# README.md says what is missed.
WANTED |= {"drop-join": 0.9}
# How many of them a full run must have to say something.
FEWEST, FEWEST_OF_KIND = 150, 20

# Included by every source, or cheap enough to be seen by all: read once.
PRECOMPILED = """\
#include <boost/asio.hpp>
#include <boost/asio/experimental/as_single.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include "mini/mini.h"
"""


def sources():
    """Asio's examples, the example project, and this folder's own programs. In
    those of sources/lifetimes only the mistakes of LIFETIMES are made."""
    found = sorted(ASIO.rglob("*.cpp"))
    if not found:
        sys.exit(f"mutation: no Asio examples in {ASIO} "
                 "(package libboost1.81-doc)")
    found += sorted((ROOT / "test" / "example").glob("*.cpp"))
    found += sorted((HERE / "sources").rglob("*.cpp"))
    return [path for path in found if b"co_await" in path.read_bytes()]


def read_equivalent():
    """The ids (with * for any text) of mutants that mean the same, and why."""
    reasons, pattern = {}, None
    for line in (HERE / "equivalent.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            pattern = line.strip()
            reasons[pattern] = ""
        elif pattern:
            reasons[pattern] = (reasons[pattern] + " " + line.strip()).strip()
    for pattern, reason in reasons.items():
        if not reason:
            sys.exit(f"mutation: equivalent.txt gives no reason for {pattern}")
    return reasons


def run(command, **options):
    return subprocess.run([str(word) for word in command], text=True,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          **options)


class Trial:
    """One mutant and what became of it."""

    def __init__(self, entry, original):
        self.kind = entry["kind"]
        self.id = entry["id"]
        # Any of them will do.
        self.checks = entry["expected"]["checks"]
        self.lines = entry["expected"]["lines"]
        self.description = entry["description"]
        self.source = entry["file"]
        self.edits = entry["edits"]
        self.original = original
        self.text = self.mutated()
        self.path = None
        self.error = None      # the first one, if it does not compile
        self.equivalent = None  # the reason, if it means the same
        self.findings = []     # (check, line), those of the original left out
        self.complete = True

    def mutated(self):
        pieces, position = [], 0
        for edit in self.edits:
            pieces.append(self.original[position:edit["offset"]])
            pieces.append(edit["text"].encode())
            position = edit["offset"] + edit["length"]
        return b"".join(pieces) + self.original[position:]

    def moved(self, line, column):
        """Where a place of the original has come to; None if it is gone."""
        start = 0
        for _ in range(line - 1):
            start = self.original.index(b"\n", start) + 1
        place = result = start + column - 1
        for edit in self.edits:
            end = edit["offset"] + edit["length"]
            if edit["offset"] <= place < end:
                return None
            if end <= place:
                result += len(edit["text"].encode()) - edit["length"]
        before = self.text[:result]
        return before.count(b"\n") + 1, result - before.rfind(b"\n")

    def judge(self, findings, before, complete):
        known = {(check, self.moved(line, column))
                 for check, line, column in before}
        self.findings = sorted({(check, line)
                                for check, line, column in findings
                                if (check, (line, column)) not in known})
        self.complete = complete

    @property
    def killed(self):
        return any(check in self.checks and line in self.lines
                   for check, line in self.findings)

    def hunk(self):
        before = self.original.decode().splitlines()
        after = self.text.decode().splitlines()
        lines = list(difflib.unified_diff(before, after, "original", "mutant",
                                          lineterm="", n=2))[2:]
        # The added headers are the same in every mutant.
        hunks, text = "\n".join(lines).split("\n@@"), []
        for hunk in hunks:
            if "+#include <chrono>" not in hunk:
                text.append(hunk if hunk.startswith("@@") else "@@" + hunk)
        return "\n".join(text) or "\n".join(lines)


class Suite:
    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)
        self.sources = sources()
        self.flags = ["-std=c++20", "-I", ROOT / "test" / "lit" / "include",
                      "-I", ROOT / "runtime" / "include"]
        for parent in sorted({path.parent for path in self.sources}):
            self.flags += ["-iquote", parent]

    def parallel(self, function, items):
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            return list(pool.map(function, items))

    def precompile(self):
        header, self.precompiled = self.folder / "asio.hpp", self.folder / "pch"
        header.write_text(PRECOMPILED)
        done = run([self.options.clangxx, *self.flags, "-w", "-x", "c++-header",
                    "-fpch-instantiate-templates", header, "-o",
                    self.precompiled])
        if done.returncode:
            sys.exit(f"mutation: cannot precompile Asio:\n{done.stderr}")

    def precompiled_flags(self, text):
        # Macros of the source's own could change what the headers mean. aio's
        # __builtin_source_location is an error to Clang if <source_location> is
        # precompiled.
        before = text.partition(b"#include")[0]
        if b"<aio/" in text or re.search(rb"^\s*#\s*define", before, re.M):
            return []
        return ["-include-pch", self.precompiled]

    def mutate(self):
        """All mutants of all sources."""
        originals = {str(path): path.read_bytes() for path in self.sources}

        def of_files(group):
            done = run([self.options.mutate, *group, "--", *self.flags,
                        *self.precompiled_flags(originals[str(group[0])])])
            if done.returncode:
                sys.exit(f"mutation: corolint-mutate failed:\n{done.stderr}")
            return json.loads(done.stdout)

        step = max(1, self.options.jobs)
        on_aio = [p for p in self.sources if b"<aio/" in originals[str(p)]]
        others = [p for p in self.sources if p not in on_aio]
        groups = [on_aio, *(others[i::step] for i in range(step))]
        trials = [Trial(entry, originals[entry["file"]])
                  for entries in self.parallel(of_files, filter(None, groups))
                  for entry in entries]
        trials = [trial for trial in trials if trial.kind in LIFETIMES or
                  pathlib.Path(trial.source).parent.name != "lifetimes"]
        trials.sort(key=lambda trial: trial.id)
        for one, next_one in zip(trials, trials[1:]):
            if one.id == next_one.id:
                sys.exit(f"mutation: two mutants are called {one.id}")
        return trials

    def compile(self, trials):
        def one(numbered):
            number, trial = numbered
            name = f"{number:04}-{pathlib.Path(trial.source).name}"
            trial.path = self.folder / name
            trial.path.write_bytes(trial.text)
            done = run([self.options.clangxx, *self.flags, "-w",
                        "-fsyntax-only", "-ferror-limit=1",
                        *self.precompiled_flags(trial.original), trial.path])
            if done.returncode:
                match = re.search(r":(\d+):\d+: (?:fatal )?error: (.*)",
                                  done.stderr)
                trial.error = (f"line {match[1]}: {match[2]}" if match
                               else done.stderr.strip())[:120]

        self.parallel(one, enumerate(trials))

    def lint(self, trials):
        """Runs corolint over the mutants and their originals."""
        originals = sorted({trial.source for trial in trials})
        done = run([self.options.corolint, "check", "--no-config", "--quiet",
                    "--format=json", "-j", self.options.jobs, *originals,
                    *[trial.path for trial in trials], "--", *self.flags])
        if done.returncode not in (0, 1, 3):
            sys.exit(f"mutation: corolint exits with {done.returncode}:\n"
                     f"{done.stderr}")
        report = json.loads(done.stdout)
        findings = collections.defaultdict(set)
        for finding in report["findings"]:
            findings[finding["file"]].add(
                (finding["check"], finding["line"], finding["column"]))
        complete = {unit["file"]: unit["status"] == "complete"
                    for unit in report["units"]}
        for trial in trials:
            trial.judge(findings[str(trial.path)], findings[trial.source],
                        complete.get(str(trial.path), False))


def choose(trials, options):
    """A share of each kind, the same for the same seed."""
    chosen = []
    for kind in options.kinds:
        of_kind = [trial for trial in trials if trial.kind == kind]
        if options.full:
            chosen += of_kind
            continue
        count = math.ceil(len(of_kind) * options.fraction)
        chosen += random.Random(f"{options.seed} {kind}").sample(of_kind, count)
    return sorted(chosen, key=lambda trial: trial.id)


def mark_equivalent(trials, reasons):
    used = set()
    for trial in trials:
        for pattern, reason in reasons.items():
            if fnmatch.fnmatchcase(trial.id, pattern):
                trial.equivalent = reason
                used.add(pattern)
    for pattern in reasons:
        if pattern not in used:
            sys.exit("mutation: equivalent.txt names a mutant that does not "
                     f"exist: {pattern}")


def show(trials, linted, verbose):
    for trial in trials:
        if verbose and trial.error:
            print(f"does not compile: {trial.id}\n    {trial.error}")
    if not linted:
        return
    for trial in trials:
        if trial.error or (trial.killed and not trial.equivalent):
            continue
        if trial.equivalent and not verbose:
            continue
        what = "means the same" if trial.equivalent else "survives"
        print(f"{what}: {trial.id}\n    {trial.description}")
        wanted = " or ".join(map(str, trial.lines))
        print(f"    expected: {' or '.join(trial.checks)} on line {wanted}; "
              "found: " +
              (", ".join(f"{check} on line {line}"
                         for check, line in trial.findings) or "nothing new") +
              ("" if trial.complete else " (the analysis was incomplete)"))
        if trial.equivalent:
            print(f"    because: {trial.equivalent}")
        print("    " + trial.hunk().replace("\n", "\n    ") + "\n")


def table(trials, linted, kinds):
    """Prints the figures; returns the meaning-changing mutants by kind."""
    print(f"{'kind':20}{'mutants':>9}{'no compile':>12}{'same':>6}"
          f"{'changing':>10}{'killed':>8}{'percent':>9}")
    changing = {}
    for kind in [*kinds, "all"]:
        of_kind = [t for t in trials if kind in (t.kind, "all")]
        bad = [t for t in of_kind if t.error]
        same = [t for t in of_kind if not t.error and t.equivalent]
        rest = [t for t in of_kind if not t.error and not t.equivalent]
        killed = sum(t.killed for t in rest)
        percent = f"{100 * killed / len(rest):.1f}" if rest and linted else "-"
        print(f"{kind:20}{len(of_kind):9}{len(bad):12}{len(same):6}"
              f"{len(rest):10}{killed if linted else '-':>8}{percent:>9}")
        changing[kind] = rest
    return changing


def verdict(changing, generated, options):
    """What is wrong with the figures."""
    wrong = []
    for kind in options.kinds:
        rest = changing[kind]
        # Of a part no more may survive than of the whole.
        whole = len(rest) if options.full else generated[kind]
        allowed = math.floor(whole * (1 - WANTED[kind]) + 1e-9)
        survivors = sum(not trial.killed for trial in rest)
        if survivors > allowed:
            wrong.append(f"{survivors} of {len(rest)} {kind} mutants survive, "
                         f"{allowed} may")
        if not rest:
            wrong.append(f"no {kind} mutant was tried")
        if options.full and len(rest) < FEWEST_OF_KIND:
            wrong.append(f"only {len(rest)} {kind} mutants change the meaning, "
                         f"{FEWEST_OF_KIND} are wanted")
    if options.full and options.kinds == KINDS and \
            len(changing["all"]) < FEWEST:
        wrong.append(f"only {len(changing['all'])} mutants change the meaning, "
                     f"{FEWEST} are wanted")
    return wrong


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corolint", help="the analyzer; without it, mutants "
                        "are only made, compiled and counted")
    parser.add_argument("--mutate", required=True, help="corolint-mutate")
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--full", action="store_true",
                        default=os.environ.get("COROLINT_FULL") == "1",
                        help="try all mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fraction", type=float, default=0.1)
    parser.add_argument("--only", metavar="REGEX",
                        help="try the mutants whose id matches, and print "
                        "figures without a verdict")
    parser.add_argument("--kinds", metavar="KIND,...", default=",".join(KINDS),
                        help="make these mistakes only")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("-v", "--verbose", action="store_true",
                        help="show the mutants that do not compile or mean the "
                        "same as well")
    parser.add_argument("--keep", metavar="DIR",
                        help="leave the mutants in this folder")
    options = parser.parse_args()
    options.kinds = options.kinds.split(",")
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"no such kinds: {', '.join(sorted(unknown))}")

    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="corolint-mutation-") as scratch:
        if options.keep:
            os.makedirs(options.keep, exist_ok=True)
        suite = Suite(options, os.path.abspath(options.keep or scratch))
        suite.precompile()
        trials = suite.mutate()
        mark_equivalent(trials, read_equivalent())
        generated = collections.Counter(trial.kind for trial in trials)
        if options.only:
            trials = [t for t in trials if t.kind in options.kinds and
                      re.search(options.only, t.id)]
        else:
            trials = choose(trials, options)
        made = time.monotonic()
        suite.compile(trials)
        compiled = time.monotonic()
        if options.corolint:
            suite.lint([trial for trial in trials if not trial.error])
    show(trials, options.corolint, options.verbose)
    changing = table(trials, options.corolint, options.kinds)
    print(f"{sum(generated.values())} mutants of {len(suite.sources)} sources "
          f"made in {made - start:.0f} s, {len(trials)} compiled in "
          f"{compiled - made:.0f} s, linted in "
          f"{time.monotonic() - compiled:.0f} s")
    if not options.corolint or options.only:
        return 0
    wrong = verdict(changing, generated, options)
    for problem in wrong:
        print(f"FAILED: {problem}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
