# Programs about which clang-tidy is wrong, and corolint is right. docs/peers.md.

import os
import shlex

config.name = "peers"
config.test_source_root = os.path.dirname(__file__)
config.suffixes = [".cpp"]
config.excludes = []

config.substitutions.append((r"%peer\b", shlex.join([
    config.python, os.path.join(config.test_source_root, "compare.py"),
    "--clang-tidy", config.clang_tidy])))

# To build and run them takes longer than all else.
if os.environ.get("COROLINT_FULL") == "1":
    config.available_features.add("full")
