"""A folder with one source file in it, and a server for it."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from client import Client


class Options:
    """What the command line says: `corolint` and `clangxx`, two paths."""


MINI = pathlib.Path(__file__).resolve().parent.parent / "lit" / "include"

PROGRAM = """#include "mini/mini.h"
#include "work.h"

#include <thread>

using namespace std::chrono_literals;

mini::task<> forgets() {
  work();
  co_await mini::yield();
}
mini::task<> sleeps() {
  co_await mini::yield();
  std::this_thread::sleep_for(1s);
}
"""
HEADER = """#pragma once
#include "mini/mini.h"

inline mini::task<> work() { co_await mini::yield(); }
"""


class Case(unittest.TestCase):
    """`BOTH`: what is found in the program, as `found` gives it."""

    BOTH = [(9, "coro-never-awaited"), (14, "coro-blocking-call")]

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="corolint-lsp-")
        self.root = pathlib.Path(self.folder.name).resolve()
        self.main = self.root / "main.cpp"
        self.header = self.root / "work.h"
        self.main.write_text(PROGRAM)
        self.header.write_text(HEADER)
        self.database("-std=c++20")
        self.client = None
        os.environ["XDG_CACHE_HOME"] = str(self.root / "cache")

    def tearDown(self):
        if self.client:
            self.client.kill()
        self.folder.cleanup()

    def database(self, flags):
        (self.root / "compile_commands.json").write_text(json.dumps([{
            "directory": str(self.root), "file": "main.cpp",
            "command": f"clang++ {flags} -I{MINI} -c main.cpp"}]))

    def start(self, **options):
        self.client = Client(Options.corolint, self.root, **options)
        return self.client

    def found(self, diagnostics):
        """The lines, counted from 1, and checks."""
        return [(d["range"]["start"]["line"] + 1, d["code"]) for d in diagnostics]

    def compile(self, text):
        """Fails if the text of the main file does not compile."""
        run = subprocess.run(
            [Options.clangxx, "-fsyntax-only", "-std=c++20", "-w", f"-I{MINI}",
             f"-I{self.root}", "-x", "c++", "-"], input=text, text=True,
            capture_output=True)
        self.assertEqual(run.returncode, 0, run.stderr)
