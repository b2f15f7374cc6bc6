#!/usr/bin/env python3
#===- package.py - the installed package ----------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Builds aio by itself with a compiler, installs it into a new folder, and
builds and runs a project that finds it there."""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        print(" ".join(map(str, command)), result.stdout, sep="\n")
        sys.exit("the command ended with %d" % result.returncode)
    return result.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", type=pathlib.Path, required=True,
                        help="the folder with aio's sources")
    parser.add_argument("--cxx", required=True, help="the compiler")
    arguments = parser.parse_args()
    if not shutil.which(arguments.cxx):
        print(f"skipped: {arguments.cxx} is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        compiler = f"-DCMAKE_CXX_COMPILER={arguments.cxx}"
        run("cmake", "-G", "Ninja", "-S", arguments.runtime, "-B",
            folder / "build", compiler, "-DAIO_EXAMPLES=OFF",
            "-DAIO_WERROR=ON", f"-DCMAKE_INSTALL_PREFIX={folder / 'prefix'}")
        run("cmake", "--build", folder / "build")
        run("cmake", "--install", folder / "build")
        run("cmake", "-G", "Ninja", "-S", HERE / "package", "-B",
            folder / "user", compiler, f"-DCMAKE_PREFIX_PATH={folder / 'prefix'}")
        run("cmake", "--build", folder / "user")
        printed = run(folder / "user" / "hello")
    if printed != "the answer is 42\n":
        sys.exit(f"the program printed {printed!r}")
    print(f"{arguments.cxx}: built, installed, found and used")
    return 0


if __name__ == "__main__":
    sys.exit(main())
