# Programs that are linted and run: both must say the same.

import os
import shlex

import lit.formats

config.name = "oracle"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp"]
config.test_source_root = os.path.join(os.path.dirname(__file__), "programs")

Oracle = [
    config.python,
    os.path.join(os.path.dirname(__file__), "oracle.py"),
    "--corolint",
    config.corolint,
    "--clangxx",
    config.clangxx,
    "--runtime",
    config.runtime,
    "--prelude",
    config.prelude,
]
config.substitutions.append((r"%oracle\b", shlex.join(Oracle)))
