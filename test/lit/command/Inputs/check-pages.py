"""check-pages.py COROLINT FOLDER

Sees that the pages in the folder are those of the checks, and that each can be
shown.
"""

import json
import pathlib
import subprocess
import sys


def run(*Words):
    return subprocess.run(
        [sys.argv[1], *Words], check=True, capture_output=True, text=True
    ).stdout


Checks = [C["name"] for C in json.loads(run("rules", "--format=json"))["checks"]]
Pages = [P.stem for P in pathlib.Path(sys.argv[2]).glob("*.md")]
assert Checks and sorted(Checks) == Checks, Checks
assert sorted(Pages) == Checks, set(Pages) ^ set(Checks)
for Name in Checks:
    Page = run("rule", Name)
    assert Page.startswith(Name + "\n"), Page[:80]
    assert max(map(len, Page.splitlines())) < 120, Name
