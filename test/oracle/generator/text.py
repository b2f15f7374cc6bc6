"""Pieces of programs."""

import re

MARK = re.compile(r"@(fault|alike)!?:([a-z-]+)@")


class Names:
    """Names that are used once in a program."""

    def __init__(self):
        self.count = {}

    def new(self, stem):
        n = self.count[stem] = self.count.get(stem, 0) + 1
        return f"{stem}{n}"


class Piece:
    """Statements of a coroutine, and what they need before it.

    A line with `@fault:CHECK@` is the anchor of a finding of that check, one with
    `@alike:CHECK@` looks like one. `returns`: leaves the coroutine, so that it
    has to be a function's whole body. `cancels`: something is to be seen only if
    the task is cancelled while it waits here. `alone`: is harmless only if the
    task ends with it.
    """

    def __init__(self, body, before=(), returns=False, cancels=False,
                 alone=False):
        self.body = [line for part in body for line in part.split("\n")]
        self.before = list(before)
        self.returns = returns
        self.cancels = cancels
        self.alone = alone

    def around(self, body):
        """The piece with this body, which has its own in it."""
        return Piece(body, self.before, False, self.cancels)

    def in_loop(self):
        """A call that blocks once blocks in every turn if a loop of the same
        coroutine is around it."""
        def change(lines):
            return [re.sub(r"(@\w+):coro-blocking-call@",
                           r"\1:coro-blocking-call-in-loop@", line)
                    for line in lines]
        return Piece(change(self.body), change(self.before), self.returns,
                     self.cancels)

    def in_function(self):
        """Loops around a call of it are none of its own."""
        def change(lines):
            return [re.sub(r"(@\w+):", r"\1!:", line) for line in lines]
        return Piece(change(self.body), change(self.before), False,
                     self.cancels)


def indent(lines):
    return ["  " + line if line else line for line in lines]


class Planted:
    """A fault or a look-alike, and where it stands."""

    def __init__(self, is_fault, check, file, line):
        self.is_fault = is_fault
        self.check = check
        self.file = file
        self.line = line


def place(lines, file):
    """The text without its marks, and what was planted."""
    planted, out = [], []
    for number, line in enumerate(lines, 1):
        for what, check in MARK.findall(line):
            planted.append(Planted(what == "fault", check, file, number))
        out.append(MARK.sub("", line).rstrip())
    return "\n".join(out) + "\n", planted
