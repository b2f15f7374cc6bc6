"""Tests compare.py with a stand-in for clang-tidy, which reports what comments
`fake: LINE CHECK` in the program tell it to."""

import os
import stat
import sys
import tempfile
import unittest

import check
import compare

FAKE = r'''#!{python}
import re, sys
program = sys.argv[sys.argv.index("--") - 1]
with open(program) as stream:
    text = stream.read()
for where, name in re.findall(r"fake: (\S+) (\S+)", text):
    file, _, line = where.rpartition(":")
    print(f"{{file or program}}:{{line}}:3: warning: it is wrong [{{name}}]")
for line in re.findall(r"fake-error: (\d+)", text):
    print(f"{{program}}:{{line}}:3: error: no such name [clang-diagnostic-error]")
sys.exit(int((re.findall(r"fake-exit: (\d+)", text) or ["0"])[0]))
'''
RAII, LOCK, REFERENCE = compare.PEERS[3], compare.PEERS[2], compare.PEERS[1]


class Compare(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.fake = os.path.join(self.root, "clang-tidy")
        with open(self.fake, "w", encoding="utf-8") as stream:
            stream.write(FAKE.format(python=sys.executable))
        os.chmod(self.fake, stat.S_IRWXU)

    def run_on(self, text, kind):
        folder = os.path.join(self.root, kind)
        os.makedirs(folder, exist_ok=True)
        program = os.path.join(folder, "program.cpp")
        with open(program, "w", encoding="utf-8") as stream:
            stream.write(text)
        compare.compare(self.fake, program, [])

    def fails(self, text, pattern, kind="false-reports"):
        with self.assertRaises(check.Failure) as caught:
            self.run_on(text, kind)
        self.assertRegex(str(caught.exception), pattern)

    def test_false_report(self):
        self.run_on(f"int a; // clang-tidy: {RAII}\n// fake: 1 {RAII}",
                    "false-reports")

    def test_missed_bug(self):
        self.run_on("int a; // expect: coro-lock-across-await", "missed-bugs")

    def test_several(self):
        self.run_on(f"int a; // clang-tidy: {RAII}, {LOCK}\n"
                    f"// fake: 1 {LOCK},{RAII}", "false-reports")

    def test_missing_report(self):
        self.fails(f"int a; // clang-tidy: {RAII}", f"missing:  1: {RAII}")
        self.fails(f"int a; // clang-tidy: {RAII}, {LOCK}\n// fake: 1 {RAII}",
                   f"missing:  1: {LOCK}")

    def test_missing_mark(self):
        self.fails(f"int a;\n// fake: 1 {RAII}", f"unlisted: 1: {RAII}")

    def test_wrong_line(self):
        text = f"int a; // clang-tidy: {RAII}\nint b;\n// fake: 2 {RAII}"
        self.fails(text, "missing:  1: ")
        self.fails(text, "unlisted: 2: ")

    def test_wrong_check(self):
        text = f"int a; // clang-tidy: {RAII}\n// fake: 1 {LOCK}"
        self.fails(text, f"missing:  1: {RAII}")
        self.fails(text, f"unlisted: 1: {LOCK}")

    def test_both_agree(self):
        text = ("int a; // expect: coro-lock-across-await\n"
                f"int b; // clang-tidy: {LOCK}@-1\n// fake: 2 {LOCK}")
        self.fails(text, "reports nothing that is correct")
        self.fails(text, "misses no bug", "missed-bugs")
        self.fails("int a;", "reports nothing that is correct")
        self.fails("int a;", "misses no bug", "missed-bugs")

    def test_bug_of_another_line(self):
        self.fails(f"int a;\nint b; // clang-tidy: {LOCK}@-1\n// fake: 2 {LOCK}",
                   "no bug is expected")

    def test_what_counts_as_a_bug(self):
        self.fails("int a; // expect: coro-never-awaited", "misses no bug",
                   "missed-bugs")
        self.fails("int a; // expect-low: coro-this-escape", "misses no bug",
                   "missed-bugs")

    def test_reports_elsewhere(self):
        self.run_on(f"int a; // expect: coro-this-escape\n// fake: /h.h:1 {LOCK}",
                    "missed-bugs")

    def test_not_understood(self):
        self.fails("int a; // clang-tidy: misc-other", "not understood")
        self.fails("int a; // clang-tidy:", "not understood")
        self.fails(f"int a; // tidy: {RAII}", "not understood")
        self.fails(f"int a; // clang-tidy: {RAII} {LOCK}", "not understood")
        self.fails(f"int a; // clang-tidy: {RAII}, {RAII}", "said twice")
        self.fails("int a;", "does not say what is wrong", "other")

    def test_failed_run(self):
        mark = f"int a; // clang-tidy: {REFERENCE}\n// fake: 1 {REFERENCE}\n"
        self.fails(mark + "// fake-error: 1", "cannot read it")
        self.fails(mark + "// fake-exit: 1", "exited with 1")


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if result.wasSuccessful() and result.testsRun else 1
