"""Builds a program on aio, runs it under the debug mode, and lints it."""

import json
import os
import re
import subprocess
import tempfile

from join import CHECK_OF, GONE, KINDS, NEED_ASAN, NEED_LOCKS, Fact, Finding, Place

HERE = os.path.dirname(os.path.realpath(__file__))
INCLUDE = os.path.realpath(os.path.join(HERE, "..", "..", "runtime", "include"))
FLAGS = ["-std=c++20", "-I", INCLUDE]
# Steps that take this long are facts; the programs block for twice the time.
SLOW_MS = 25
# One run is to show all uses of what is gone, not only the first. The debug mode
# asks for the lines.
ASAN = ["-fsanitize=address", "-fsanitize-recover=address"]
ASAN_OPTIONS = "halt_on_error=0:suppress_equal_pcs=0:detect_leaks=0:symbolize=0"
INPUTS = re.compile(r"//\s*inputs:\s*(.*?)\s*$", re.MULTILINE)


class Failure(Exception):
    """What is wrong, for people."""


def place(file, line):
    return Place(os.path.realpath(file), line)


class Tools:
    """Paths of what is needed. `prelude`: aio's header, precompiled, or none;
    `asan`: to build with AddressSanitizer, as the runtime and the prelude are;
    `locks`: the library that notes locks, or none."""

    def __init__(self, corolint, clangxx, runtime, prelude=None, asan=False,
                 locks=None):
        self.corolint = corolint
        self.clangxx = clangxx
        self.runtime = runtime
        self.prelude = prelude
        self.flags = ASAN if asan else []
        # To tell what was found takes long.
        self.slow_ms = 10000 if asan else SLOW_MS
        # Those of which a run can show something.
        self.locks = locks
        self.checks = [c for c in KINDS if (asan or c not in NEED_ASAN) and
                       (locks or c not in NEED_LOCKS)]


def lint(tools, sources, jobs=1):
    """The findings in all of `sources`, and in what they include, of the checks
    that facts are joined with."""
    command = [tools.corolint, "--no-config", "--min-certainty=unknown",
               "--checks=-*," + ",".join(tools.checks), "--format=json", f"-j{jobs}",
               *sources, "--", *FLAGS]
    result = subprocess.run(command, capture_output=True, text=True,
                            check=False, timeout=3600)
    if result.returncode not in (0, 1):
        raise Failure(f"corolint exited with {result.returncode}:\n"
                      f"{result.stderr}")
    return [Finding(item) for item in json.loads(result.stdout)["findings"]]


def build(tools, sources, program):
    """Compiles and links; keeps the lines of the source."""
    objects = []
    for source in sources:
        objects.append(f"{program}-{len(objects)}.o")
        command = [tools.clangxx, *FLAGS, "-O0", "-g1", "-c", source, "-o",
                   objects[-1], *tools.flags]
        if tools.prelude:
            command += ["-include-pch", tools.prelude]
        run_tool(command)
    run_tool([tools.clangxx, *objects, tools.runtime, "-luring",
              "-lpthread", "-o", program, *tools.flags])
    for path in objects:
        os.unlink(path)


def run_tool(command):
    result = subprocess.run(command, capture_output=True, text=True,
                            check=False)
    if result.returncode:
        raise Failure(" ".join(command) + "\n" + result.stderr)


class Run:
    """One run: its facts, and what the program printed. `problem`: how it ended,
    if not well."""

    def __init__(self, program, argument=None, seed=None, cancel_at=None,
                 timeout=60, slow_ms=SLOW_MS, locks=None):
        env = dict(os.environ, AIO_DEBUG="1", AIO_DEBUG_SLOW_MS=str(slow_ms),
                   ASAN_OPTIONS=ASAN_OPTIONS)
        if locks:
            env["LD_PRELOAD"] = locks
        if seed is not None:
            env["AIO_SCHEDULE_SEED"] = str(seed)
        if cancel_at is not None:
            env["AIO_SCHEDULE_CANCEL"] = str(cancel_at)
        command = [program] + ([argument] if argument else [])
        self.problem = None
        self.output = ""
        with tempfile.NamedTemporaryFile("r", suffix=".facts") as log:
            env["AIO_DEBUG_LOG"] = log.name
            try:
                result = subprocess.run(command, capture_output=True, text=True,
                                        env=env, timeout=timeout, check=False)
                self.output = result.stdout + result.stderr
                if result.returncode:
                    self.problem = f"ended with {result.returncode}"
            except subprocess.TimeoutExpired:
                self.problem = f"did not end in {timeout} s"
            # The last line of one that was killed may be half a line.
            lines = log.read().split("\n")[:-1]
        # Those that no check claims are of no interest here.
        self.facts = [f for f in map(Fact, map(json.loads, lines))
                      if f.place and f.kind in CHECK_OF]
        if self.problem:
            self.problem = (f"{program} {self.problem} (input {argument}, seed "
                            f"{seed}, cancelled at {cancel_at}):\n{self.output}")


def inputs_of(source):
    """The arguments with which to run it: `// inputs: 0 1 2`."""
    with open(source, encoding="utf-8") as stream:
        match = INPUTS.search(stream.read())
    return match.group(1).split() if match else [None]


def observe(tools, program, inputs, findings, seeds, cancels):
    """The facts of all runs: for each input, without a seed and with each of
    `seeds`. While a claim of a lost cancellation is unproved, a task is cancelled
    at one suspension after the other, `cancels` at most; how the program ends then
    does not matter."""
    facts = {}

    def take(run, of_checks=KINDS):
        for fact in run.facts:
            if any(fact.kind in KINDS[check] for check in of_checks):
                facts.setdefault(fact.key, fact).places.update(fact.places)

    for argument in inputs:
        for seed in [None, *seeds]:
            run = Run(program, argument, seed, slow_ms=tools.slow_ms,
                      locks=tools.locks)
            # One that uses what is gone may well crash.
            if run.problem and not any(f.kind == GONE for f in run.facts):
                raise Failure(run.problem)
            take(run)
    # What an exception leaves behind is not claimed to be a fault.
    check = "coro-unhandled-cancellation"
    open_claims = [f for f in findings if f.is_claim and f.check == check]
    for cancel_at in range(1, cancels + 1):
        open_claims = [f for f in open_claims
                       if not any(map(f.is_shown_by, facts.values()))]
        if not open_claims:
            break
        for argument in inputs:
            take(Run(program, argument, cancel_at=cancel_at,
                     slow_ms=tools.slow_ms), [check])
    return list(facts.values())
