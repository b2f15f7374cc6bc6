#!/usr/bin/env python3
"""corolint built with LLVM 19 finds in the lit suite's programs what they say.

    run.py --source DIR --build DIR [--llvm DIR] [--clangxx PATH]

Builds the command and the clang-tidy plugin with LLVM 19 in the folder --build, with
warnings as errors, and compares what the command finds in each program of the lit suite
with the program's comments, as lit/check.py does with LLVM 22. A part of the programs is
also linted by clang-tidy 19 with the plugin, and by the server.

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

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lit"))

import check  # noqa: E402
import rename  # noqa: E402

LIT = HERE.parent / "lit"
RUN = re.compile(r"^// RUN: %check %s(?: -- (.*))?$", re.M)


def programs():
    """The suite's programs by the flags that they want."""
    groups = collections.defaultdict(list)
    for path in sorted(LIT.glob("*/*.cpp")):
        match = RUN.search(path.read_text(errors="replace"))
        if match:
            groups[match[1] or ""].append(path)
    return groups


def expectations(paths):
    """What the programs, and the headers that they include with quotes, expect."""
    expected, seen, queue = [], set(), [str(path) for path in paths]
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen.add(path)
        expected += check.parse_expectations(path)
        with open(path, encoding="utf-8") as stream:
            names = rename.QUOTED_INCLUDE.findall(stream.read())
        for name in names:
            for folder in (os.path.dirname(path), LIT / "include"):
                candidate = os.path.realpath(os.path.join(folder, name))
                if os.path.isfile(candidate):
                    queue.append(candidate)
                    break
    return expected


def build(options):
    if not (options.build / "build.ninja").exists():
        subprocess.run(
            ["cmake", "-S", options.source, "-B", options.build, "-G", "Ninja",
             f"-DCMAKE_CXX_COMPILER={options.clangxx}",
             f"-DCMAKE_C_COMPILER={options.clangxx.replace('clang++', 'clang')}",
             "-DCMAKE_BUILD_TYPE=Release", f"-DLLVM_DIR={options.llvm}",
             "-DCOROLINT_TESTS=OFF", "-DCOROLINT_WERROR=ON"],
            check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        ["ninja", "-C", options.build, "corolint", "corolint_tidy"],
        capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"llvm-19: the build failed:\n{done.stdout[-8000:]}")
    return options.build / "bin" / "corolint"


def lint(corolint, source, flags, paths):
    done = subprocess.run(
        [corolint, "--no-config", "--min-certainty=unknown", "--format=json",
         "--quiet", *paths, "--", "-std=c++20", "-I", LIT / "include",
         "-I", source / "runtime/include", *flags.split()],
        capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"llvm-19: {corolint} ended with {done.returncode}:\n"
                 f"{done.stderr}")
    report = json.loads(done.stdout)
    bad = [unit["file"] for unit in report["units"]
           if unit["status"] in ("crashed", "failed")]
    if bad:
        sys.exit(f"llvm-19: {corolint} could not read {', '.join(bad)}")
    return [check.Found(os.path.realpath(item["file"]), item["line"],
                        item["column"], item["check"], item["certainty"],
                        item["message"]) for item in report["findings"]]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--llvm", default="/usr/lib/llvm-19/lib/cmake/llvm")
    parser.add_argument("--clangxx", default="clang++-22")
    options = parser.parse_args()
    if not os.path.isdir(options.llvm):
        print(f"llvm-19: skipped: no LLVM 19 in {options.llvm} (packages "
              "llvm-19-dev, libclang-19-dev, libclang-cpp19-dev)")
        return 77
    corolint = build(options)
    count, expected, differences = 0, 0, []
    for flags, paths in programs().items():
        wanted = expectations(paths)
        found = lint(corolint, options.source, flags, paths)
        differences += check.compare(wanted, found, True, str(LIT))
        expected += len(wanted)
        count += len(paths)
    for difference in differences:
        print(difference)
    print(f"{count} programs, {expected} findings expected, "
          f"{len(differences)} differences")
    good = not differences and expected
    tidy = pathlib.Path(options.llvm).parents[2] / "bin" / "clang-tidy"
    if not tidy.exists():
        print(f"skipped: the plugin: no {tidy} (package clang-tidy-19)")
        return 0 if good else 1
    faces = subprocess.run(
        [sys.executable, "-W", "ignore", options.source / "test/faces/compare.py",
         "--corolint", corolint, "--clang-tidy", tidy, "--plugin",
         options.build / "lib" / "corolint-tidy.so", "--every", "60"])
    return 0 if good and faces.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
