#!/usr/bin/env python3
"""The man page and the completions know the options that the program has.

    completions_test.py --corolint PATH --share DIR

DIR is analyzer/command/share. Completes words in bash as somebody who presses Tab
there; zsh and fish are asked only whether they can read their file, where they are
installed.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def help_options(corolint, *command):
    text = subprocess.run([corolint, *command, "--help"], capture_output=True,
                          text=True, check=True).stdout
    return set(re.findall(r"^  (-[-a-z]+=?)", text, re.M))


def completed(share, folder, line):
    """What bash offers at the end of the line."""
    # As bash splits it: at blanks, and at "=".
    words = [w for w in re.split(r"\s+|(=)", line) if w]
    if line.endswith((" ", "=")):
        words.append("")
    script = f"""
source {share}/completions/corolint.bash
COMP_WORDS=({' '.join(repr(w) if w else '""' for w in words)})
COMP_CWORD={len(words) - 1}
_corolint 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    run = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True,
                         text=True, check=True,
                         env=dict(os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}"))
    return {word for word in run.stdout.split("\n") if word}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--share", type=pathlib.Path, required=True)
    args = parser.parse_args()
    share = args.share.resolve()
    passed = failed = 0

    def expect(what, good, shown=""):
        nonlocal passed, failed
        passed += bool(good)
        failed += not good
        if not good:
            print(f"FAILED: {what} {shown}")

    page = (share / "man" / "corolint.1").read_text().replace("\\-", "-")
    options = help_options(args.corolint)
    server = help_options(args.corolint, "lsp")
    expect("the program has options", len(options) > 8 and len(server) > 2)
    for option in sorted(options | server):
        expect("in the man page:", option.rstrip("=") in page, option)
    for option in sorted(set(re.findall(r"^\.BR? (--[a-z-]+)", page, re.M))):
        expect("of the man page, in the program:",
               option in {o.rstrip("=") for o in options | server}, option)

    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/bin")
        os.symlink(os.path.abspath(args.corolint), f"{folder}/bin/corolint")
        pathlib.Path(folder, "server.cpp").touch()
        def offers(line, wanted, exact=False):
            found = completed(share, folder, line)
            expect(f"after '{line}':", found == wanted if exact else wanted <= found,
                   f"offered {sorted(found)}, wanted {sorted(wanted)}")
        offers("corolint ", {"check", "rules", "rule", "lsp", "server.cpp"})
        offers("corolint -", options, exact=True)
        offers("corolint check --min", {"--min-certainty="}, exact=True)
        offers("corolint lsp -", server, exact=True)
        offers("corolint --min-certainty=l", {"likely"}, exact=True)
        offers("corolint --min-certainty ", {"certain", "likely", "possible", "unknown"},
               exact=True)
        offers("corolint --checks=coro-never", {"coro-never-awaited"}, exact=True)
        offers("corolint rule coro-dropped", {"coro-dropped-eager-task"}, exact=True)
        offers("corolint --format=js", {"json", "jsonl"}, exact=True)
        offers("corolint --format=", set(
            "text json jsonl sarif github gitlab junit checkstyle rdjson fixes".split()),
            exact=True)
        offers("corolint --fail-on=n", {"never"}, exact=True)
        offers("corolint check ser", {"server.cpp"}, exact=True)

    for shell, file, check in (("zsh", "_corolint", ["-n"]),
                               ("fish", "corolint.fish", ["--no-execute"])):
        if not shutil.which(shell):
            print(f"skipped: {shell} is not installed")
            continue
        run = subprocess.run([shell, *check, share / "completions" / file],
                             capture_output=True, text=True)
        expect(f"{shell} reads its file", run.returncode == 0, run.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
