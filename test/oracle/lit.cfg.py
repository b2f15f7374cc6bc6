# Programs that are linted and run: both must say the same.

import os
import shlex

import lit.formats

config.name = "oracle"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp"]
config.test_source_root = os.path.join(os.path.dirname(__file__), "programs")


def oracle(runtime, prelude, *flags):
    return shlex.join([
        config.python, os.path.join(os.path.dirname(__file__), "oracle.py"),
        "--corolint", config.corolint, "--clangxx", config.clangxx,
        "--runtime", runtime, "--prelude", prelude, *flags])


config.substitutions += [
    (r"%oracle\b(?!-)",
     oracle(config.runtime, config.prelude, "--locks", config.locks)),
    (r"%oracle-asan\b",
     oracle(config.runtime_asan, config.prelude_asan, "--asan")),
]
