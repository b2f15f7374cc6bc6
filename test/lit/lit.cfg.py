# The lit suites: programs whose comments say what is to be found in them.

import os
import shlex

import lit.formats

config.name = "corolint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
# Inputs holds what a test reads; include the headers that programs share.
config.excludes = ["Inputs", "include"]
config.test_source_root = os.path.dirname(__file__)

Include = os.path.join(config.test_source_root, "include")
Check = [
    config.python,
    os.path.join(config.test_source_root, "check.py"),
    "--corolint",
    config.corolint,
    "--clangxx",
    config.clangxx,
]

Fixes = [
    config.python,
    os.path.join(config.test_source_root, "fixes.py"),
    *Check[2:],
]

config.substitutions.append((r"%check\b", shlex.join(Check)))
config.substitutions.append((r"%fixes\b", shlex.join(Fixes)))
config.substitutions.append((r"%corolint\b", shlex.quote(config.corolint)))
Tidy = [config.clang_tidy, "--load=" + config.tidy_plugin]
config.substitutions.append((r"%tidy\b", shlex.join(Tidy)))
config.substitutions.append((r"%clangxx\b", shlex.quote(config.clangxx)))
config.substitutions.append((r"%inc\b", shlex.quote(Include)))

# FileCheck, not, split-file.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_bin, config.environment.get("PATH", "")]
)
for Variable in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"):
    if Variable in os.environ:
        config.environment[Variable] = os.environ[Variable]
# Output is compared as text.
config.environment["NO_COLOR"] = "1"
