#!/usr/bin/env python3
"""corolint built with LLVM 19 finds what corolint built with LLVM 22 finds.

    compare.py --corolint PATH --source DIR --build DIR [--llvm DIR]
               [--clangxx PATH]

Builds the command and the clang-tidy plugin with LLVM 19 in the folder --build, and
lints every program of the lit suite with it and with --corolint: the findings must be
the same, in all that they say. That those of LLVM 22 are right is shown by the lit suite
itself. A part of the programs is also linted by clang-tidy 19 with the plugin, and by
the server.

Ends with 77 where LLVM 19 is not installed.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

RUN = re.compile(r"^// RUN: %check %s(?: -- (.*))?$", re.M)


def programs(source):
    """The suite's programs by the flags that they want."""
    groups = collections.defaultdict(list)
    for path in sorted((source / "test" / "lit").glob("*/*.cpp")):
        match = RUN.search(path.read_text(errors="replace"))
        if match:
            groups[match[1] or ""].append(path)
    return groups


def build(options):
    if not (options.build / "build.ninja").exists():
        subprocess.run(
            ["cmake", "-S", options.source, "-B", options.build, "-G", "Ninja",
             f"-DCMAKE_CXX_COMPILER={options.clangxx}",
             f"-DCMAKE_C_COMPILER={options.clangxx.replace('clang++', 'clang')}",
             "-DCMAKE_BUILD_TYPE=Release", f"-DLLVM_DIR={options.llvm}",
             "-DCOROLINT_TESTS=OFF", "-DCOROLINT_WERROR=ON"],
            check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(["ninja", "-C", options.build, "corolint", "corolint_tidy"],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"llvm-19: the build failed:\n{done.stdout[-8000:]}")
    return options.build / "bin" / "corolint"


def lint(corolint, source, flags, paths):
    """What is found in each program."""
    done = subprocess.run(
        [corolint, "--no-config", "--min-certainty=unknown", "--format=json",
         "--quiet", *paths, "--", "-std=c++20", "-I", source / "test/lit/include",
         "-I", source / "runtime/include", *flags.split()],
        capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"llvm-19: {corolint} ended with {done.returncode}:\n"
                 f"{done.stderr}")
    report = json.loads(done.stdout)
    found = collections.defaultdict(list)
    for finding in report["findings"]:
        found[finding["file"]].append(
            {key: value for key, value in finding.items() if key != "file"})
    crashed = [unit["file"] for unit in report["units"]
               if unit["status"] == "crashed"]
    if crashed:
        sys.exit(f"llvm-19: {corolint} crashed on {', '.join(crashed)}")
    return found


def differences(path, ours, theirs):
    for what, some, others in (("only LLVM 22", ours, theirs),
                               ("only LLVM 19", theirs, ours)):
        for finding in some:
            if finding not in others:
                yield (f"{path}:{finding['line']}:{finding['column']}: {what}: "
                       f"{finding['message']} [{finding['check']}] "
                       f"({finding['certainty']})")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--llvm", default="/usr/lib/llvm-19/lib/cmake/llvm")
    parser.add_argument("--clangxx", default="clang++-22")
    options = parser.parse_args()
    if not os.path.isdir(options.llvm):
        print(f"llvm-19: skipped: no LLVM 19 in {options.llvm} (packages "
              "llvm-19-dev, libclang-19-dev, libclang-cpp19-dev)")
        return 77
    other = build(options)
    count = differ = 0
    for flags, paths in programs(options.source).items():
        ours = lint(options.corolint, options.source, flags, paths)
        theirs = lint(other, options.source, flags, paths)
        for path in sorted({*ours, *theirs}):
            for line in differences(path, ours[path], theirs[path]):
                print(line)
                differ += 1
        count += len(paths)
    print(f"{count} programs, {differ} differences")
    tidy = pathlib.Path(options.llvm).parents[2] / "bin" / "clang-tidy"
    if not tidy.exists():
        print(f"skipped: the plugin: no {tidy} (package clang-tidy-19)")
        return 1 if differ or not count else 0
    faces = subprocess.run(
        [sys.executable, "-W", "ignore", options.source / "test/faces/compare.py",
         "--corolint", other, "--clang-tidy", tidy, "--plugin",
         options.build / "lib" / "corolint-tidy.so", "--every", "60"])
    return 1 if differ or not count or faces.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
