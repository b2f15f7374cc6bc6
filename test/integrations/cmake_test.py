#!/usr/bin/env python3
"""corolint_add_lint() in a project that is built with CMake.

    cmake_test.py --corolint PATH --package DIR --clangxx PATH

DIR has CorolintConfig.cmake.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

import project

USES = "find_package(Corolint REQUIRED)\ncorolint_add_lint({arguments})\n"


class Trial:
    def __init__(self, options, folder, generator):
        self.options, self.root = options, pathlib.Path(folder)
        self.generator = generator

    def run(self, *command):
        return subprocess.run([str(word) for word in command], cwd=self.root,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)

    def configure(self, source, arguments):
        project.write(self.root, source, USES.format(arguments=arguments))
        return self.run("cmake", "-B", "build", "-G", self.generator,
                        f"-DCMAKE_CXX_COMPILER={self.options.clangxx}",
                        f"-DCorolint_DIR={self.options.package}",
                        f"-DCOROLINT_EXECUTABLE={self.options.corolint}")

    def lint(self, target="lint"):
        return self.run("cmake", "--build", "build", "--target", target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--package", type=os.path.abspath, required=True)
    parser.add_argument("--clangxx", required=True)
    options = parser.parse_args()
    options.corolint = os.path.abspath(options.corolint)
    passed = failed = 0

    def expect(what, good, output):
        nonlocal passed, failed
        passed += bool(good)
        failed += not good
        if not good:
            print(f"FAILED: {what}:\n{output}")

    for generator in ("Ninja", "Unix Makefiles"):
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(options, folder, generator)
            run = trial.configure(project.BAD, "server --no-config")
            expect(f"{generator}: configures", run.returncode == 0, run.stdout)
            for target in ("lint", "server-lint"):
                run = trial.lint(target)
                expect(f"{generator}: {target} finds the mistake",
                       run.returncode != 0 and
                       "src/server.cpp:3:16: warning:" in run.stdout and
                       "[coro-never-awaited]" in run.stdout, run.stdout)
            run = trial.lint("all")
            expect(f"{generator}: linting is no part of all",
                   run.returncode == 0 and "coro-" not in run.stdout, run.stdout)
            project.write(trial.root, project.GOOD, USES.format(
                arguments="server --no-config"))
            run = trial.lint()
            expect(f"{generator}: clean when it is mended", run.returncode == 0,
                   run.stdout)
            for arguments, message in (
                    ("server --nonsense", "unknown option '--nonsense'"),
                    ("sever", "there is no target 'sever'")):
                run = trial.configure(project.GOOD, arguments)
                output = run.stdout + (trial.lint().stdout if run.returncode == 0
                                       else "")
                expect(f"{generator}: {arguments}", message in output, output)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
