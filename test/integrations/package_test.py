#!/usr/bin/env python3
"""What is installed works where it is installed, and so does the Debian package.

    package_test.py --build DIR --clangxx PATH [--root DIR]

Installs into a folder, and unpacks the Debian package there; lints a project with
the program that it finds, also through find_package(Corolint). With --root, a
system root that debootstrap made, the package is installed there with its
dependencies, and lints there.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import project

FILES = ["bin/corolint", "lib/corolint/corolint-tidy.so", "share/man/man1/corolint.1",
         "share/bash-completion/completions/corolint",
         "share/zsh/vendor-completions/_corolint",
         "share/fish/vendor_completions.d/corolint.fish",
         "lib/cmake/Corolint/CorolintConfig.cmake",
         "share/corolint/bazel/corolint.bzl",
         "share/doc/corolint/checks/coro-never-awaited.md"]


def run(*command, **options):
    return subprocess.run([str(word) for word in command], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, **options)


class Suite:
    def __init__(self):
        self.passed = self.failed = 0

    def expect(self, what, good, output=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED: {what}\n{output}")
        return good

    def installed(self, name, prefix, clangxx, scratch):
        """What stands below the prefix works."""
        for file in FILES:
            self.expect(f"{name}: {file}", (prefix / file).exists())
        source = project.write(scratch, more="find_package(Corolint REQUIRED)\n"
                               "corolint_add_lint(server --no-config)\n")
        lint = run(prefix / "bin" / "corolint", "--no-config", source, "--",
                   "-std=c++20", cwd=scratch)
        self.expect(f"{name}: lints", lint.returncode == 1 and
                    "coro-never-awaited" in lint.stdout, lint.stdout)
        # Nothing but the installed program and CMake's file.
        configured = run("cmake", "-B", "build", "-G", "Ninja",
                         f"-DCMAKE_CXX_COMPILER={clangxx}",
                         f"-DCMAKE_PREFIX_PATH={prefix}", cwd=scratch)
        built = run("cmake", "--build", "build", "--target", "lint", cwd=scratch)
        self.expect(f"{name}: find_package", configured.returncode == 0 and
                    built.returncode != 0 and "coro-never-awaited" in built.stdout,
                    configured.stdout + built.stdout)


def in_root(suite, package, root):
    """Installs the package in a clean system, and lints there."""
    shutil.copy(package, root / "tmp" / "corolint.deb")
    install = run("chroot", root, "sh", "-c",
                  "apt-get -q update && DEBIAN_FRONTEND=noninteractive "
                  "apt-get -q -y --no-install-recommends install "
                  "/tmp/corolint.deb libstdc++-12-dev")
    if not suite.expect("root: the package installs", install.returncode == 0,
                        install.stdout[-4000:]):
        return
    (root / "tmp" / "trial").mkdir(exist_ok=True)
    project.write(root / "tmp" / "trial")
    lint = run("chroot", root, "sh", "-c", "cd /tmp/trial && corolint --no-config "
               "src/server.cpp -- -std=c++20; echo ended with $?; "
               "dpkg -r corolint && test ! -e /usr/bin/corolint")
    suite.expect("root: lints, and can be removed", lint.returncode == 0 and
                 "ended with 1" in lint.stdout and
                 "coro-never-awaited" in lint.stdout, lint.stdout)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=os.path.abspath, required=True)
    parser.add_argument("--clangxx", required=True)
    parser.add_argument("--root", type=pathlib.Path)
    options = parser.parse_args()
    suite = Suite()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in ("trial", "trial2", "prefix", "deb", "unpacked"):
            (folder / name).mkdir()
        done = run("cmake", "--install", options.build, "--component", "corolint",
                   "--prefix", folder / "prefix")
        if suite.expect("installs", done.returncode == 0, done.stdout):
            suite.installed("installed", folder / "prefix", options.clangxx,
                            folder / "trial")
        if not shutil.which("dpkg-deb") or not shutil.which("cpack"):
            print("skipped: no dpkg-deb or cpack here, so no Debian package")
        else:
            done = run("cpack", "--config",
                       os.path.join(options.build, "CPackConfig.cmake"), "-B",
                       folder / "deb", cwd=folder / "deb")
            packages = sorted((folder / "deb").glob("*.deb"))
            if suite.expect("one package", done.returncode == 0 and
                            len(packages) == 1, done.stdout):
                run("dpkg-deb", "-x", packages[0], folder / "unpacked")
                suite.installed("unpacked", folder / "unpacked" / "usr",
                                options.clangxx, folder / "trial2")
                fields = run("dpkg-deb", "-f", packages[0]).stdout
                suite.expect("its name", re.search(r"^ ?Package: corolint$",
                                                   fields, re.M), fields)
                for field in ("libclang-cpp", "libllvm", "libclang-common"):
                    suite.expect(f"depends on {field}", field in fields.lower(),
                                 fields)
                if options.root:
                    in_root(suite, packages[0], options.root)
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main())
