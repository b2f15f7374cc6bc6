#!/usr/bin/env python3
"""Lints and runs generated programs, and tells how often corolint is right.

    validate.py --corolint PATH --clangxx PATH --runtime LIBRARY [--prelude PCH]
                [--locks LIBRARY] [--theme core|lifetimes] [--programs N]
                [--seed S] [--size K] [--minutes M] [--report FILE]
                [--keep FOLDER]

Without --programs, as many as --minutes (default 10) allow. Prints a table, and
each disagreement with the seed that makes its program again. Programs about
lifetimes are built with AddressSanitizer, as their --runtime must be, and locks are
noted by the library --locks, without which nothing is told of them. --require
CHECK=P/R fails if a check's precision or recall is below; may be given more than once.
"""

import argparse
import collections
import concurrent.futures
import math
import os
import shutil
import sys
import tempfile
import time

import program as prog
from join import CLAIMS, KINDS, NO_FAULT, Joined

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)),
                                "generator"))
import programs  # noqa: E402

BATCH = 40


class Disagreement:
    """what: "unproved", "missed", "not shown" (planted, but no run shows it) or
    "shown" (a look-alike of which a run shows a fault)."""

    def __init__(self, what, check, seed, place, text):
        self.what = what
        self.check = check
        self.seed = seed
        self.place = place
        self.text = text

    def __str__(self):
        with open(self.place.file, encoding="utf-8") as stream:
            source = stream.read().splitlines()[self.place.line - 1].strip()
        return (f"{self.what}: {self.check}: seed {self.seed}, "
                f"{os.path.basename(self.place.file)}:{self.place.line}: "
                f"{source}\n    {self.text}")


class Tally:
    """Of one check."""

    def __init__(self):
        self.planted = self.found = self.agreed = self.unproved = 0
        self.missed = self.not_shown = 0
        self.by_certainty = collections.Counter()

    @property
    def precision(self):
        return self.agreed, self.agreed + self.unproved

    @property
    def recall(self):
        return self.found, self.found + self.missed


def bounds(part, whole):
    """Wilson's interval, 95 %."""
    if not whole:
        return 0.0, 1.0
    z, p = 1.96, part / whole
    middle = p + z * z / (2 * whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return ((middle - half) / (1 + z * z / whole),
            (middle + half) / (1 + z * z / whole))


def ratio(pair):
    part, whole = pair
    if not whole:
        return "-"
    low, high = bounds(part, whole)
    return f"{part / whole:.3f} ({low:.3f}-{min(high, 1.0):.3f})"


def judge(seed, planted, folder, findings, facts, tallies):
    """Counts; gives the disagreements of one program."""
    joined = Joined(findings, facts)
    claims = [f for f in findings if f.is_claim]
    out = []
    used = set()
    for finding, _ in joined.agreed:
        tallies[finding.check].by_certainty[finding.certainty, "agreed"] += 1
        tallies[finding.check].agreed += finding.is_claim
    for finding in joined.unproved:
        tally = tallies[finding.check]
        tally.by_certainty[finding.certainty, "unproved"] += 1
        tally.unproved += 1
        out.append(Disagreement("unproved", finding.check, seed, finding.place,
                                finding.message))
    for plant in planted:
        file = os.path.join(folder, plant.file)
        is_here = lambda f: any(p.line == plant.line and p.file == file
                                for p in {*f.anchors, f.place})
        shown = [f for f in facts if f.kind in KINDS[plant.check]
                 and any(p.line == plant.line and p.file == file
                         for p in f.places)]
        place = prog.place(file, plant.line)
        if not plant.is_fault:
            # A fault elsewhere may pass by here; only its own place counts.
            for fact in shown:
                if fact.place == place and fact.kind not in NO_FAULT:
                    out.append(Disagreement("shown", plant.check, seed, place,
                                            fact.message))
            continue
        tally = tallies[plant.check]
        tally.planted += 1
        used |= {f.key for f in shown}
        if any(f.check == plant.check and is_here(f) for f in claims):
            tally.found += 1
        else:
            tally.missed += 1
            out.append(Disagreement("missed", plant.check, seed, place,
                                    "planted here"))
        if not shown:
            tally.not_shown += 1
            out.append(Disagreement("not shown", plant.check, seed, place,
                                    "no run shows this fault"))
    for fact in joined.missed:
        if fact.key in used:
            continue
        check = min(c for c, kinds in KINDS.items() if fact.kind in kinds)
        tallies[check].missed += 1
        out.append(Disagreement("missed", check, seed, fact.place,
                                f"{fact.kind}: {fact.message}"))
    return out


def run_one(tools, seed, made, folder, findings, options):
    sources = [os.path.join(folder, name) for name in made.sources]
    executable = os.path.join(folder, "program")
    prog.build(tools, sources, executable)
    facts = prog.observe(tools, executable, [None], findings,
                         range(1, options.schedules + 1), options.cancels)
    os.unlink(executable)
    return facts


def validate(tools, options, folder):
    """(tallies, disagreements, failures, programs, lines, seconds)"""
    tallies = collections.defaultdict(Tally)
    disagreements, failures = [], []
    lines = done = 0
    start = time.monotonic()
    seed = options.seed
    while options.programs is None or done < options.programs:
        if options.programs is None and \
                time.monotonic() - start > 60 * options.minutes:
            break
        some = {}
        count = BATCH if options.programs is None else \
            min(BATCH, options.programs - done)
        for seed in range(seed, seed + count):
            made = programs.program(seed, options.size, options.theme)
            into = os.path.join(folder, str(seed))
            os.makedirs(into)
            for name, text in made.files.items():
                with open(os.path.join(into, name), "w",
                          encoding="utf-8") as out:
                    out.write(text)
                lines += text.count("\n")
            some[seed] = made, into
        seed += 1
        done += count
        everything = [os.path.join(into, name)
                      for made, into in some.values() for name in made.sources]
        findings = collections.defaultdict(list)
        for finding in prog.lint(tools, everything, options.jobs):
            findings[os.path.dirname(finding.place.file)].append(finding)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = {s: pool.submit(run_one, tools, s, made, into,
                                   findings[into], options)
                    for s, (made, into) in some.items()}
        for s, (made, into) in some.items():
            try:
                facts = runs[s].result()
            except prog.Failure as failure:
                failures.append(f"seed {s}: {failure}")
                continue
            disagreements += judge(s, made.planted, into, findings[into], facts,
                                   tallies)
    return tallies, disagreements, failures, done, lines, \
        time.monotonic() - start


def table(tallies, checks):
    rows = [("check", "planted", "found", "agreed", "unproved", "missed",
             "precision (95 %)", "recall (95 %)")]
    for check in checks:
        t = tallies[check]
        rows.append((check, t.planted, t.found, t.agreed, t.unproved, t.missed,
                     ratio(t.precision), ratio(t.recall)))
    out = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
    text = "\n".join("| " + " | ".join(map(str, row)) + " |" for row in out)
    rows = [("check", "certainty", "agreed", "unproved"), ("---",) * 4]
    for check in checks:
        counts = tallies[check].by_certainty
        for certainty in (*CLAIMS, "possible"):
            pair = counts[certainty, "agreed"], counts[certainty, "unproved"]
            if any(pair):
                rows.append((check, certainty, *pair))
    return text + "\n\n" + "\n".join(
        "| " + " | ".join(map(str, row)) + " |" for row in rows)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", required=True)
    parser.add_argument("--runtime", required=True)
    parser.add_argument("--prelude")
    parser.add_argument("--locks")
    parser.add_argument("--theme", choices=programs.THEMES, default="core")
    parser.add_argument("--programs", type=int)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--schedules", type=int, default=1)
    parser.add_argument("--cancels", type=int, default=15)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--report")
    parser.add_argument("--keep")
    parser.add_argument("--require", action="append", default=[])
    options = parser.parse_args()
    tools = prog.Tools(options.corolint, options.clangxx, options.runtime,
                       options.prelude, asan=options.theme == "lifetimes",
                       locks=options.locks)
    folder = os.path.realpath(options.keep or tempfile.mkdtemp())
    try:
        tallies, disagreements, failures, done, lines, seconds = validate(
            tools, options, folder)
        text = (f"{done} programs, {lines} lines, seeds {options.seed} to "
                f"{options.seed + done - 1}, size {options.size}, "
                f"{seconds:.0f} s\n\n{table(tallies, tools.checks)}\n")
        details = "".join(f"{d}\n" for d in disagreements) + \
            "".join(f"failed: {f}\n" for f in failures)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    print(details + "\n" + text)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as out:
            out.write(text)
    return 1 if failures or not all(
        meets(tallies, required) for required in options.require) else 0


def meets(tallies, required):
    check, least = required.split("=")
    for name, pair, target in zip(
            ("precision", "recall"),
            (tallies[check].precision, tallies[check].recall),
            map(float, least.split("/"))):
        value = pair[0] / pair[1] if pair[1] else 0
        if value < target:
            print(f"{check}: {name} {value:.3f} is below {target}",
                  file=sys.stderr)
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
