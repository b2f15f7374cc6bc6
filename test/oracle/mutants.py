#!/usr/bin/env python3
"""Makes mistakes in aio's examples, and runs them as well as linting them.

    mutants.py --corolint PATH --clangxx PATH --runtime LIBRARY [--prelude PCH]
               [--runtime-asan LIBRARY] [--prelude-asan PCH] [--locks LIBRARY]
               --mutate PATH [--only REGEX] [--every N] [-v] [--require SHARE]

The mutants are those of the mutation test (../mutation). Those about lifetimes are
built with AddressSanitizer and those about locks are run with libaio-locks.so;
without these, they are left out. What becomes of one:

    agreed      corolint finds the mistake, and a run shows it
    missed      a run shows it, and corolint does not find it
    unproved    corolint finds it, and no run shows it
    equivalent  no run shows it, and corolint does not find it

--require fails if less than this share of what a run shows is found, or if a
mutant is unproved for no reason that this file gives.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import program as prog
from join import KINDS, NEED_ASAN, NEED_LOCKS, NO_FAULT

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "mutation"))
from run import KINDS as MISTAKES, Trial  # noqa: E402

# What a run cannot show: a pattern of id and description, and why.
UNPROVED = {
    r"^(drop-await|move-unawaited).*'aio::sleep\(":
        "an awaiter is no coroutine: the debug mode does not follow it",
    r"^blocking-helper\.\S+-(getaddrinfo|system|join):":
        "takes next to no time here",
    r"^blocking-helper\.\S+-future:":
        "waits for ever: the step has no end at which it could be told",
    r"^blocking-\S+coroutine_object.cpp":
        "its coroutine is driven by hand, without a loop",
    r"^swallow\.\S+create_task.cpp:main_coroutine:2":
        "what it waits for has ended by then, so that it is not suspended",
}
# Examples that would take too long.
ARGUMENTS = {"million.cpp": "1000"}
TIMEOUT = 10
CANCELS = 12
OUTCOMES = ["agreed", "missed", "unproved", "equivalent", "does not compile"]


def examples():
    return [str(path) for path in
            sorted((ROOT / "runtime" / "examples").glob("*.cpp"))]


def mutants(mutate):
    sources = examples()
    done = subprocess.run([mutate, *sources, "--", *prog.FLAGS],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise prog.Failure(done.stderr)
    originals = {path: pathlib.Path(path).read_bytes() for path in sources}
    return [Trial(entry, originals[entry["file"]])
            for entry in json.loads(done.stdout)]


class AllTools:
    """What mutants need, by what their checks claim."""

    def __init__(self, args):
        self.plain = prog.Tools(args.corolint, args.clangxx, args.runtime,
                                args.prelude, locks=args.locks)
        self.asan = self.plain if not args.runtime_asan else prog.Tools(
            args.corolint, args.clangxx, args.runtime_asan, args.prelude_asan,
            asan=True, locks=args.locks)

    def can_show(self, trial):
        """Each of a mutant's checks is as good as the others."""
        return all(check in self.asan.checks for check in trial.checks)

    def of(self, trial):
        return self.asan if NEED_ASAN & set(trial.checks) else self.plain


def compiles(tools, trial):
    """Builds it; tells in `trial.error` what is wrong."""
    trial.path.write_bytes(trial.text)
    try:
        prog.build(tools, [str(trial.path)], f"{trial.path}.exe")
    except prog.Failure as failure:
        match = re.search(r":(\d+):\d+: (?:fatal )?error: (.*)", str(failure))
        trial.error = match[2] if match else str(failure)


def shows(run, trial, finding):
    """A run's facts that show the mistake, at its lines or where the finding is
    about."""
    path = os.path.realpath(trial.path)
    kinds = set().union(*(KINDS[check] for check in trial.checks))
    return [f for f in run.facts
            if (finding and finding.is_shown_by(f)) or
            (f.kind in kinds - NO_FAULT and
             any(p.file == path and p.line in trial.lines for p in f.places))]


def observed(tools, trial, finding):
    """A fact that shows the mistake, or None."""
    argument = ARGUMENTS.get(os.path.basename(trial.source))
    cancels = range(1, CANCELS + 1) if trial.kind == "swallow" else ()
    for cancel_at in (None, *cancels):
        # A mutant may well end badly, or not at all.
        run = prog.Run(f"{trial.path}.exe", argument, cancel_at=cancel_at,
                       timeout=TIMEOUT, slow_ms=tools.slow_ms,
                       locks=tools.locks if NEED_LOCKS & set(trial.checks)
                       else None)
        if shown := shows(run, trial, finding):
            return shown[0]
    return None


def findings_of(tools, trials):
    """For each the finding of the mistake, or None."""
    before = [f for f in prog.lint(tools, examples()) if f.is_claim]
    claims = collections.defaultdict(list)
    for f in prog.lint(tools, [str(t.path) for t in trials], os.cpu_count()):
        if f.is_claim:
            claims[f.place.file].append(f)
    out = {}
    for trial in trials:
        known = {(f.check, (trial.moved(f.place.line, 1) or (0,))[0])
                 for f in before if f.place.file == trial.source}
        out[trial.id] = next(
            (f for f in claims[os.path.realpath(trial.path)]
             if f.check in trial.checks and f.place.line in trial.lines and
             (f.check, f.place.line) not in known), None)
    return out


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("--corolint", "--clangxx", "--runtime", "--mutate"):
        parser.add_argument(name, required=True)
    for name in ("--prelude", "--runtime-asan", "--prelude-asan", "--locks"):
        parser.add_argument(name)
    parser.add_argument("--only", default="")
    parser.add_argument("--every", type=int, default=1,
                        help="try each Nth only")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--require", type=float)
    args = parser.parse_args()
    tools = AllTools(args)
    counts = collections.Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        trials = [t for t in mutants(args.mutate)
                  if re.search(args.only, t.id) and tools.can_show(t)]
        trials = trials[::args.every]
        for number, trial in enumerate(trials):
            trial.path = pathlib.Path(folder) / (
                f"{number:04}-{os.path.basename(trial.source)}")
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda t: compiles(tools.of(t), t), trials))
            built = [t for t in trials if not t.error]
            found = findings_of(tools.asan, built)
            facts = dict(zip((t.id for t in built), pool.map(
                lambda t: observed(tools.of(t), t, found[t.id]), built)))
        for trial in trials:
            fact = facts.get(trial.id)
            is_found = found.get(trial.id) is not None
            outcome = "does not compile" if trial.error else \
                ("agreed" if fact else "unproved") if is_found else \
                ("missed" if fact else "equivalent")
            counts[trial.kind, outcome] += 1
            reason = next((r for part, r in UNPROVED.items()
                           if re.search(part, f"{trial.id} {trial.description}")),
                          None)
            if outcome == "missed" or (outcome == "unproved" and not reason):
                wrong.append(outcome)
                print(f"{outcome}: {trial.id}\n    {trial.description}")
                print("    " + trial.hunk().replace("\n", "\n    "))
            elif args.v:
                print(f"{outcome}: {trial.id}" +
                      (f"\n    {fact}" if fact else f" ({reason})" if reason
                       else ""))
    print(f"{'kind':20}" + "".join(f"{o:>18}" for o in OUTCOMES))
    for kind in MISTAKES:
        print(f"{kind:20}" +
              "".join(f"{counts[kind, o]:18}" for o in OUTCOMES))
    shown = sum(counts[k, o] for k in MISTAKES for o in ("agreed", "missed"))
    agreed = sum(counts[k, "agreed"] for k in MISTAKES)
    print(f"{agreed} of {shown} mistakes that a run shows are found")
    if args.require is None:
        return 0
    return 1 if "unproved" in wrong or agreed < args.require * shown else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except prog.Failure as failure:
        sys.exit(str(failure))
