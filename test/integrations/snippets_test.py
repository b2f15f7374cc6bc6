#!/usr/bin/env python3
"""The shell steps that docs/ci.md offers do what it says.

    snippets_test.py --corolint PATH --source DIR --clangxx PATH

Makes a git project, plants a mistake on a branch, and runs the steps as the CI
would: with the mistake they fail and leave the report that is uploaded, without it
they pass.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

import project


def block_after(text, title):
    """The first YAML block below that title."""
    section = text.split(f"## {title}\n", 1)[1]
    return re.search(r"```yaml\n(.*?)```", section, re.S)[1]


def github_steps(yaml):
    for name, body in re.findall(
            r"- name: (.*)\n +run: \|\n((?: {10}.*\n)+)", yaml):
        yield name, textwrap.dedent(body)


def gitlab_steps(yaml):
    for name in ("before_script", "script"):
        body = re.search(rf"^  {name}:\n((?:    - .*\n)+)", yaml, re.M)[1]
        yield name, re.sub(r"^    - ", "", body, flags=re.M)


class Suite:
    def __init__(self, options, folder):
        self.options = options
        self.root = pathlib.Path(folder) / "project"
        self.passed = self.failed = 0
        binaries = pathlib.Path(folder) / "bin"
        binaries.mkdir()
        (binaries / "corolint").symlink_to(os.path.abspath(options.corolint))
        self.environment = dict(
            os.environ, HOME=folder, CXX=options.clangxx,
            PATH=f"{binaries}:{os.environ['PATH']}")

    def run(self, script, **more):
        return subprocess.run(["bash", "-e", "-c", script], cwd=self.root,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, stdin=subprocess.DEVNULL,
                              env=dict(self.environment, **more))

    def expect(self, what, good, output=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED: {what}\n{output}")

    def make(self):
        """A main branch without the mistake, which `origin` has, and a branch with
        it."""
        self.root.mkdir()
        project.write(self.root, project.GOOD)
        (self.root / ".gitignore").write_text("build\n*.sarif\ngl-*\n")
        run = self.run("""
            git init -q -b main . && git config user.name me
            git config user.email me@example.org
            git add . && git commit -qm good
            git update-ref refs/remotes/origin/main HEAD
            git checkout -qb change""")
        self.expect("git", run.returncode == 0, run.stdout)
        project.write(self.root, project.BAD)
        self.run("git commit -qam bad")

    def steps(self, what, steps, report, **environment):
        """Runs the steps on both versions."""
        ran = 0
        for source, wanted in ((project.BAD, 1), (project.GOOD, 0)):
            project.write(self.root, source)
            (self.root / report).unlink(missing_ok=True)
            for name, script in steps:
                if "apt-get" in script:
                    continue
                ran += 1
                run = self.run(script, **environment)
                self.expect(f"{what}: {name} ends with {wanted}",
                            run.returncode == wanted, run.stdout)
                self.expect(f"{what}: {name} tells the mistake",
                            ("coro-never-awaited" in run.stdout) == bool(wanted),
                            run.stdout)
                text = (self.root / report).read_text() \
                    if (self.root / report).exists() else ""
                self.expect(f"{what}: {report}", text and json.loads(text) is not None
                            and ("coro-never-awaited" in text) >= bool(wanted), text)
        self.expect(f"{what}: there are steps", ran == 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--clangxx", required=True)
    options = parser.parse_args()
    text = (options.source / "docs" / "ci.md").read_text()
    print("skipped: the steps that install packages")
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(options, folder)
        suite.make()
        suite.steps("GitHub", list(github_steps(block_after(text, "GitHub Actions"))),
                    "corolint.sarif", GITHUB_BASE_REF="main")
        base = suite.run("git rev-parse origin/main").stdout.strip()
        suite.steps("GitLab", list(gitlab_steps(block_after(text, "GitLab CI"))),
                    "gl-code-quality.json", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

        # pre-commit gives the hook's arguments and the files of the commit.
        hook = (options.source / ".pre-commit-hooks.yaml").read_text()
        entry = re.search(r"^  entry: (.*)$", hook, re.M)[1]
        use = block_after(text, "pre-commit")
        arguments = re.search(r"args: \[(.*)\]", use)[1].replace(",", "")
        for source, wanted in ((project.BAD, 1), (project.GOOD, 0)):
            project.write(suite.root, source)
            run = suite.run(f"{entry} {arguments} src/server.cpp src/task.h")
            suite.expect(f"pre-commit: ends with {wanted}", run.returncode == wanted,
                         run.stdout)
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main())
