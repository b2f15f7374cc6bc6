#!/usr/bin/env python3
"""A project is put behind the gate, and then tried to get past.

    trial.py --corolint PATH [--clangxx PATH] [--plant N]
             [PROJECT [SOURCE...] -- FLAGS]

PROJECT is copied; what is committed in the copy is what it holds now. Its
SOURCEs (globs; default: src/*.cpp) get a compile database with FLAGS. Without a
PROJECT, that is the small one beside this file. Then:

  - its findings become the baseline, and against that it is clean;
  - in one statement after another (at most N), `co_await` is taken away: where
    the code still compiles, the planted bug must be the only new finding, and
    fail, both against the baseline and since the last commit;
  - each file with findings is renamed and formatted anew: nothing is new;
  - the compile database is broken in several ways: the exit code is 2 or 3.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# A statement that only awaits.
AWAIT = re.compile(r"^(\s*)co_await ([^;]*;)\s*$")
STYLE = "{BasedOnStyle: GNU, ColumnLimit: 60, SortIncludes: Never}"


class Trial:
    def __init__(self, args, folder, flags):
        self.args = args
        self.root = folder / "project"
        shutil.copytree(args.project, self.root,
                        ignore=shutil.ignore_patterns(".git", "build"))
        self.flags = flags
        self.database = self.root / "compile_commands.json"
        self.baseline = folder / "baseline.json"
        self.problems = []
        self.left_out = {path for path in self.sources(every=True)
                         if not self.compiles(path)}
        if self.left_out:
            print(f"{len(self.left_out)} files do not compile and are left out")
        self.write_database(self.sources())
        (self.root / ".gitignore").write_text("compile_commands.json\n")
        self.git("init", "-q")
        self.git("add", "-A", "-f")
        self.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-q",
                 "-m", "all")

    def sources(self, every=False):
        found = {path for glob in self.args.sources
                 for path in self.root.glob(glob)}
        if not every:
            found -= self.left_out
        if not found:
            sys.exit(f"no source in {self.args.project}")
        return sorted(found)

    def write_database(self, sources):
        self.database.write_text(json.dumps([
            {"directory": str(self.root), "file": str(source),
             "arguments": [self.args.clangxx, *self.flags, "-c", str(source)]}
            for source in sources]))

    def git(self, *words):
        subprocess.run(["git", *words], cwd=self.root, check=True)

    def lint(self, *options):
        """The exit code and the findings, as (file, line, check)."""
        result = subprocess.run(
            [self.args.corolint, "--no-config", "--format=json", *options],
            cwd=self.root, capture_output=True, text=True, check=False)
        self.said = result.stderr
        findings = []
        if result.stdout:
            findings = [(pathlib.Path(item["file"]), item["line"], item["check"])
                        for item in json.loads(result.stdout)["findings"]]
        return result.returncode, findings

    def against(self, *options):
        return self.lint(f"--baseline={self.baseline}", *options)

    def expect(self, good, what):
        if not good:
            self.problems.append(what)
            print(f"PROBLEM: {what}\n{self.said}", file=sys.stderr)

    def compiles(self, source):
        return subprocess.run(
            [self.args.clangxx, *self.flags, "-w", "-fsyntax-only", source],
            cwd=self.root, capture_output=True, check=False).returncode == 0

    def make_baseline(self):
        code, old = self.lint()
        self.expect(code in (0, 1), f"the project exits with {code}")
        code, _ = self.against("--write-baseline")
        self.expect(code == 0, f"--write-baseline exits with {code}")
        code, findings = self.against()
        self.expect(code == 0 and not findings, f"not clean at once: {findings}")
        print(f"{len(self.sources())} files, {len(old)} findings in the baseline")
        return old

    def plant(self):
        """Bugs that were planted."""
        planted = compiled = 0
        for source in self.sources():
            text = source.read_text()
            lines = text.splitlines(keepends=True)
            for number, line in enumerate(lines):
                match = AWAIT.match(line)
                if not match or planted == self.args.plant:
                    continue
                changed = list(lines)
                changed[number] = f"{match[1]}{match[2]}\n"
                source.write_text("".join(changed))
                if self.compiles(source):
                    compiled += 1
                    planted += self.check_planted(source, number + 1)
                source.write_text(text)
        print(f"{compiled} statements awaited no more, {planted} findings, each "
              "the only new one")
        self.expect(planted > 0, "no planted bug was found")

    def check_planted(self, source, line):
        code, findings = self.against()
        if code == 0 and not findings:
            # What is awaited need not be a task.
            return 0
        place = f"{source.relative_to(self.root)}:{line}"
        self.expect(code == 1, f"{place}: exit code {code} for a planted bug")
        self.expect(
            len(findings) == 1 and findings[0][:2] == (source, line),
            f"{place}: the planted bug is not the only new finding: {findings}")
        code, since = self.lint("--since=HEAD")
        self.expect(code == 1 and since == findings,
                    f"{place}: --since=HEAD: exit code {code}, {since}")
        code, both = self.against("--since=HEAD", "--fail-on=likely")
        self.expect(code == 1 and both == findings,
                    f"{place}: both: exit code {code}, {both}")
        return 1

    def formatted(self, source):
        if not self.args.clang_format:
            # The least that moves everything.
            return re.sub(r"^(?=[^#\n])", "   ", source.read_text(), flags=re.M)
        return subprocess.run(
            [self.args.clang_format, f"--style={STYLE}", source],
            capture_output=True, text=True, check=True).stdout

    def move(self, old):
        moved = 0
        for source in self.sources():
            if not any(finding[0] == source for finding in old):
                continue
            new = source.with_name("moved_" + source.name)
            formatted = self.formatted(source)
            source.rename(new)
            new.write_text("// Moved.\n\n" + formatted)
            self.write_database([new if other == source else other
                                 for other in [*self.sources(), source]
                                 if other != new])
            code, findings = self.against(str(new))
            self.expect(code == 0 and not findings,
                        f"{source.name}: moved and formatted: {findings}")
            new.unlink()
            self.git("checkout", "-q", "--", str(source))
            self.write_database(self.sources())
            moved += 1
        print(f"{moved} files moved and formatted, nothing new")

    def break_database(self):
        whole = self.database.read_text()
        entries = json.loads(whole)
        missing = dict(entries[0], file=str(self.root / "none.cpp"))
        broken = dict(entries[0], arguments=[
            *entries[0]["arguments"][:-2], "-nostdinc", "-nostdinc++",
            *entries[0]["arguments"][-2:]])
        ways = {
            "cut off": whole[: len(whole) // 2],
            "empty": "",
            "without entries": "[]",
            "not a list": "{}",
            "with a file that is gone": json.dumps([*entries, missing]),
            "with wrong flags": json.dumps([broken, *entries[1:]]),
            "without a command": json.dumps([{"directory": "/", "file": "x"}]),
        }
        for how, text in ways.items():
            self.database.write_text(text)
            code, _ = self.against()
            self.expect(code in (2, 3), f"database {how}: exit code {code}")
            print(f"database {how}: exit code {code}")
        self.database.unlink()
        code, _ = self.against()
        self.expect(code == 2, f"no database: exit code {code}")
        self.database.write_text(whole)

    def run(self):
        old = self.make_baseline()
        self.plant()
        self.move(old)
        self.break_database()
        code, findings = self.against()
        self.expect(code == 0 and not findings, f"not clean in the end: {findings}")
        return 1 if self.problems else 0


def main():
    words = sys.argv[1:]
    flags = None
    if "--" in words:
        flags = words[words.index("--") + 1:]
        words = words[: words.index("--")]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--clang-format", default=shutil.which("clang-format"))
    parser.add_argument("--plant", type=int, default=5)
    parser.add_argument("project", nargs="?", default=HERE / "project")
    parser.add_argument("sources", nargs="*", default=["src/*.cpp"])
    args = parser.parse_args(words)
    # Each step is told when it is done, also into a file.
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        return Trial(args, folder, flags or ["-std=c++20", "-Iinclude"]).run()


if __name__ == "__main__":
    sys.exit(main())
