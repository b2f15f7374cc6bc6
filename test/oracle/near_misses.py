#!/usr/bin/env python3
"""Runs the coroutines of lit programs, to see that near misses are none.

    near_misses.py --corolint PATH --clangxx PATH --runtime LIBRARY
                   [--prelude PCH] [PROGRAM...]

Takes the lit programs on aio; what they only declare gets a body. Each coroutine
without a parameter is run alone, left to itself and cancelled at one of its first
suspensions (then it may end as it likes). A fault that a run shows, and that
corolint does not report, fails: either the program is no near miss, or corolint is
wrong. `// missed: KIND (REASON)` on the line of the fact says that this is known.
Programs that cannot be run are named, with the reason.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import sys
import tempfile

import program as prog
from join import KINDS, Joined
from oracle import said_in

HERE = pathlib.Path(__file__).resolve().parent
COROUTINE = re.compile(r"^aio::Coro<[^;{}]*> (\w+)\(\) \{", re.MULTILINE)
DECLARED = re.compile(r"^((\S+) \w+\([^()]*\));$", re.MULTILINE)
# What a function does that a program only declares, by its type.
BODIES = {
    "aio::Coro<void>": "co_await aio::sleep(std::chrono::milliseconds(2));",
    "aio::Coro<>": "co_await aio::sleep(std::chrono::milliseconds(2));",
    "aio::Coro<int>": "co_return 1;",
    "aio::AsyncGenerator<int>": "co_yield 1;",
    "int": "return 1;",
    "void": "",
}
DRIVER = """\
#define main of_the_program
#include "%s"
#undef main
#include <cstring>
%stemplate <typename Maker> static int drive(Maker Make) {
  bool Stopped = false;
  {
    aio::EventLoop Loop;
    auto Job = Loop.create_task(Make());
    Job.add_done_callback([&](auto &&) { Loop.stop(); });
    Loop.call_later(std::chrono::milliseconds(600), [&] {
      Stopped = true;
      Loop.stop();
    });
    Loop.run_forever();
    Loop.close();
    if (Job.done() && !Job.cancelled())
      (void)Job.exception();
  }
  if (Stopped)
    std::puts("stopped");
  return 0;
}
int main(int Argc, char **Argv) {
  if (Argc != 2)
    return 2;
  const char *Name = Argv[1];
%s  return 2;
}
"""
CANCELS = 4
# What is left of a program that is stopped while it waits is no fault.
ALWAYS = KINDS["coro-blocking-call"] | {"cancellation-swallowed",
                                        "stop-not-asked-for"}


def driver(source, names):
    text = source.read_text()
    bodies = "".join(f"{declared} {{ {BODIES[result]} }}\n"
                     for declared, result in DECLARED.findall(text)
                     if result in BODIES)
    runs = "".join(f'  if (!std::strcmp(Name, "{name}"))\n'
                   f"    return drive([] {{ return {name}(); }});\n"
                   for name in names)
    return DRIVER % (source, bodies, runs)


def check(tools, source, folder):
    """(complaints, number of runs, why it cannot be run)"""
    names = COROUTINE.findall(source.read_text())
    if not names:
        return [], 0, "no coroutine without a parameter"
    # Programs of several checks have the same name.
    stem = f"{source.parent.name}-{source.stem}"
    main = folder / f"{stem}.cpp"
    main.write_text(driver(source, names))
    executable = str(folder / stem)
    try:
        prog.build(tools, [str(main)], executable)
    except prog.Failure as failure:
        match = re.search(r"(undefined reference.*|undefined symbol.*|error:.*)",
                          str(failure))
        return [], 0, match[1] if match else str(failure)
    facts, problems = {}, []
    runs = [(name, at) for name in names for at in (None, *range(1, CANCELS))]
    for name, cancel_at in runs:
        run = prog.Run(executable, name, cancel_at=cancel_at)
        if run.problem and not cancel_at:
            problems.append(run.problem)
        partly = "stopped" in run.output or cancel_at
        for fact in run.facts:
            if fact.place.file == os.path.realpath(source) and \
                    (not partly or fact.kind in ALWAYS):
                facts.setdefault(fact.key, fact).places.update(fact.places)
    findings = prog.lint(tools, [str(source)])
    said, _ = said_in(str(source))
    joined = Joined(findings, facts.values())
    there = {("missed", f.kind, f.place.file, f.place.line)
             for f in joined.missed}
    problems += [f"missed: {f}" for f in joined.missed
                 if ("missed", f.kind, f.place.file, f.place.line) not in said]
    problems += [f"{os.path.basename(path)}:{line}: not missed any more: {kind}"
                 for what, kind, path, line in sorted(said - there)]
    print(f"{source.name}: {len(runs)} runs show {len(facts)} faults, of which "
          f"{len(facts) - len(joined.missed)} are reported")
    return problems, len(runs), None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("--corolint", "--clangxx", "--runtime"):
        parser.add_argument(name, required=True)
    parser.add_argument("--prelude")
    parser.add_argument("sources", nargs="*")
    args = parser.parse_args()
    tools = prog.Tools(args.corolint, args.clangxx, args.runtime, args.prelude)
    sources = [pathlib.Path(s).resolve() for s in args.sources] or \
        sorted(s for s in (HERE.parent / "lit").rglob("*.cpp")
               if "<aio/aio.h>" in s.read_text())
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(
            lambda s: check(tools, s, pathlib.Path(folder)), sources))
    for source, (_, _, reason) in zip(sources, results):
        if reason:
            print(f"{source.name}: not run: {reason}")
    problems = [line for complaints, _, _ in results for line in complaints]
    print("\n".join(problems), file=sys.stderr)
    runs = sum(count for _, count, _ in results)
    print(f"{runs} runs of {sum(not r for _, _, r in results)} programs, "
          f"{len(problems)} complaints")
    return 1 if problems or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
