"""Tests check.py and rename.py with a stand-in for corolint.

The stand-in takes its findings from comments `fake: LINE CHECK CERTAINTY` in
the program, and reports them only while the program's text holds what the
test's rule wants; so each way in which a run can be wrong is tried.
"""

import argparse
import os
import stat
import sys
import tempfile
import unittest

import check
import rename

FAKE = r'''#!{python}
import json, re, sys
arguments = sys.argv[1:]
program = arguments[arguments.index("--") - 1]
with open(program) as stream:
    text = stream.read()
def mark(name):
    found = re.search(r"fake-" + name + r": (\S+)", text)
    return found and found.group(1)
findings = [
    dict(check=name, certainty=certainty, message="the message", function="f",
         file=program, line=int(line), column=1, length=1, notes=[], fixes=[],
         anchor=dict(kind="call", file=program, line=int(line), column=1))
    for line, name, certainty in re.findall(r"fake: (\d+) (\S+) (\w+)", text)
]
if mark("only-if-text") and not re.search(r"\b" + mark("only-if-text") + r"\b",
                                          re.sub("//.*", "", text)):
    findings = []
if mark("only-with-models") and "--models=none" in arguments:
    findings = []
status = mark("status") or "complete"
print(json.dumps(dict(version="0", findings=findings,
                      units=[dict(file=program, status=status, errors=[])])))
sys.exit(int(mark("exit") or (1 if findings else 0 if status == "complete" else 3)))
'''

HEADER = """\
#pragma once
#include <coroutine>
#include <mutex>
// task in a comment
#define MINI_LIMIT 3
namespace mini {
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
enum class color { red, green };
class mutex {
  std::mutex native;
  int depth = MINI_LIMIT;

public:
  void lock() { native.lock(); ++depth; }
  void unlock() { native.unlock(); }
};
template <class T> struct box {
  T value_of;
  T take() { return value_of; }
};
inline const char *name() { return "task and mutex"; }
} // namespace mini
"""


class Base(unittest.TestCase):
    clangxx = "clang++-22"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.fake = os.path.join(self.root, "corolint")
        with open(self.fake, "w") as stream:
            stream.write(FAKE.replace("{python}", sys.executable))
        os.chmod(self.fake, stat.S_IRWXU)
        os.makedirs(os.path.join(self.root, "include", "mini"))
        self.header = os.path.join(self.root, "include", "mini", "mini.h")
        with open(self.header, "w") as stream:
            stream.write(HEADER)

    def write(self, text):
        path = os.path.join(self.root, "program.cpp")
        with open(path, "w") as stream:
            stream.write(text)
        return path

    def check(self, text):
        check.check(
            argparse.Namespace(corolint=self.fake, clangxx=self.clangxx,
                               program=self.write(text), flags=[]),
            root=self.root)

    def passes(self, text):
        self.check(text)

    def fails(self, text, pattern):
        with self.assertRaisesRegex(check.Failure, pattern):
            self.check(text)


class Comparison(Base):
    def test_right(self):
        self.passes("int a;\nint b; // expect: coro-x\n// fake: 2 coro-x certain")
        self.passes("int a;\n// fake: 1 coro-x possible")
        self.passes("int a; // expect-low: coro-x\n// fake: 1 coro-x unknown")

    def test_shifted(self):
        self.passes("int a;\n// expect@-1: coro-x\n// fake: 1 coro-x likely")
        self.passes("// expect@+1: coro-x\nint a;\n// fake: 2 coro-x likely")

    def test_several(self):
        text = ("int a; // expect: coro-x {{a m?e}}, coro-y\n"
                "// fake: 1 coro-x likely\n// fake: 1 coro-y certain\n")
        self.fails(text, "missing: .*:1: expect: coro-x")
        self.passes(text.replace("a m?e", "[st]he mes?"))
        self.fails(text.replace("a m?e", "mes")
                   + "// fake: 1 coro-x certain", r"unlisted: .*:1:1: coro-x")

    def test_missing(self):
        self.fails("int a; // expect: coro-x", "missing: .*:1: expect: coro-x")

    def test_missing_low(self):
        self.fails("int a; // expect-low: coro-x",
                   "missing: .*:1: expect-low: coro-x")

    def test_unlisted(self):
        self.fails("int a;\n// fake: 1 coro-x likely", "unlisted: .*:1:1: coro-x")

    def test_wrong_line(self):
        with self.assertRaises(check.Failure) as caught:
            self.check("int a; // expect: coro-x\n// fake: 2 coro-x likely")
        self.assertRegex(str(caught.exception), "missing: .*:1: ")
        self.assertRegex(str(caught.exception), "unlisted: .*:2:1: ")

    def test_wrong_check(self):
        self.fails("int a; // expect: coro-x\n// fake: 1 coro-xy likely",
                   "missing: .*coro-x")

    def test_wrong_certainty(self):
        self.fails("int a; // expect: coro-x\n// fake: 1 coro-x possible",
                   r"missing: [^\0]*there is: possible")
        self.fails("int a; // expect-low: coro-x\n// fake: 1 coro-x likely",
                   "missing: ")

    def test_wrong_message(self):
        self.fails("int a; // expect: coro-x {{other}}\n// fake: 1 coro-x likely",
                   "missing: ")

    def test_not_understood(self):
        self.fails("int a; // expect: core-x", "not understood")
        self.fails("int a; // expects: coro-x", "not understood")
        self.fails("int a; // expect:", "not understood")
        self.fails("int a; // expect: coro-x coro-y", "not understood")
        self.fails("int a;\n// renamed: perhaps", "not understood")
        self.fails("int a;\n// renamed: no", "not understood")

    def test_finding_in_header(self):
        with open(self.header, "a") as stream:
            stream.write("inline int n; // expect: coro-x\n")
        self.fails('#include "mini/mini.h"\n', "missing: *include/mini/mini.h:34")


class Status(Base):
    def test_partial(self):
        self.fails("int a;\n// fake-status: partial", "status is 'partial'")

    def test_broken_code(self):
        self.passes("int\n// broken-code\n// fake-status: partial")
        self.fails("int a;\n// broken-code", "status is 'complete'")

    def test_crash(self):
        self.fails("int a;\n// fake-status: crashed", "status is 'crashed'")

    def test_exit_code(self):
        self.fails("int a;\n// fake-exit: 1", "exited with 1, not 0")
        self.fails("int a;\n// fake-exit: 2", "exited with 2")


class Renamed(Base):
    USE = ('#include "mini/mini.h"\n'
           "mini::task f() { co_return; }\n"
           "void g() { f(); } // expect: coro-x\n"
           "// fake: 3 coro-x likely\n")

    def test_same_findings(self):
        self.passes(self.USE)

    def test_depends_on_a_name(self):
        self.fails(self.USE + "// fake-only-if-text: task",
                   r"renamed \(--models=none\):\n  missing: ")

    def test_depends_on_a_model(self):
        text = self.USE + "// fake-only-with-models: yes\n"
        self.fails(text, r"renamed \(--models=none\):\n  missing: ")
        self.passes(text + "// renamed: keep-models")
        self.passes(text + "// renamed: no (the name is the point)")

    def test_not_compiling(self):
        self.fails(self.USE + "// fake-status: partial", "status is 'partial'")

    def rename(self, text):
        target = os.path.join(self.root, "target")
        copy = rename.Renaming(self.write(text), self.root,
                               [os.path.join(self.root, "include")], target)
        copy.repair(self.clangxx,
                    ["-std=c++20", "-I", os.path.join(target, "include")])

        def read(path):
            with open(path) as stream:
                return stream.read()

        return (read(copy.copy_of(copy.program)),
                read(copy.copy_of(self.header)))

    def test_what_is_renamed(self):
        program, header = self.rename(
            '#include "mini/mini.h"\n'
            "#include <string>\n"
            "// mini::task stays here\n"
            "/* and mini here */ using mini::task;\n"
            "task fetch(mini::box<int> red) { co_await task(); }\n"
            "int main() { auto c = mini::color::green; mini::mutex m;\n"
            '  std::mutex s; m.lock(); s.lock(); std::string name = "fetch";\n'
            "  std::lock_guard<std::mutex> guard(s);\n"
            "  return MINI_LIMIT + mini::box<int>{1}.take() + int(c); }\n")
        for text, before in ((header, HEADER), (program, None)):
            code = "\n".join(
                line for line in rename.TOKEN.sub(
                    lambda m: m.group() if m.lastgroup not in
                    ("comment", "string", "delim") else "", text).splitlines()
                if "#include" not in line)
            for name in ("mini", "task", "box", "color", "red", "green", "take",
                         "fetch", "depth", "native", "value_of", "name"):
                self.assertNotRegex(code, rf"\b{name}\b")
            if before:
                self.assertEqual(text.count("\n"), before.count("\n"))
        self.assertIn("// mini::task stays here\n/* and mini here */", program)
        self.assertIn('"fetch"', program)
        self.assertIn("int main()", program)
        self.assertIn("std::lock_guard<std::mutex>", program)
        self.assertIn("MINI_LIMIT", program)
        self.assertIn("// task in a comment", header)
        self.assertIn('"task and mutex"', header)
        self.assertIn("promise_type", header)
        self.assertIn("std::mutex", header)
        # Its own lock() is renamed, std::mutex's is not.
        self.assertIn(".lock()", program)
        self.assertRegex(program, r"m\.zq\w+\(\)|zq\w+\.zq\w+\(\); zq\w+\.lock")

    def test_cannot_compile(self):
        with self.assertRaisesRegex(rename.RenameError, "does not compile"):
            self.rename("int f() { return undeclared_here; }")


def main(clangxx):
    Base.clangxx = clangxx
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if result.wasSuccessful() and result.testsRun else 1
