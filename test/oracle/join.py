"""Joins what the linter claims of a program with what its runs show.

Both name an anchor, a place that both can see: docs/debug-mode.md says for each
kind of fact which, docs/command-line.md where a finding has it.
"""

import collections
import os

# What AddressSanitizer sees.
GONE = "use-after-destruction"
# What a library that notes locks sees.
LOCKED = "lock-across-suspension"
# Which kinds of facts show what a check claims.
KINDS = {
    "coro-never-awaited": {"never-awaited"},
    "coro-dropped-eager-task": {
        "never-joined", "outlives-scope", "exception-never-retrieved",
        "result-never-retrieved", "task-destroyed-pending",
    },
    "coro-blocking-call": {"loop-blocked", "loop-spun"},
    "coro-blocking-call-in-loop": {"loop-blocked", "loop-spun"},
    "coro-unhandled-cancellation": {
        "cancellation-swallowed", "stop-not-asked-for", "cancelled-by-another",
    },
    "coro-double-await": {"double-await"},
    "coro-lock-across-await": {LOCKED},
    "coro-this-escape": {GONE, "object-destroyed"},
    "coro-awaiter-use-after-resume": {GONE},
    "coro-dangling-argument": {GONE},
    "coro-lambda-capture": {GONE, "closure-destroyed"},
    "coro-local-in-spawned-task": {GONE},
    "coro-return-without-await": {GONE},
}
# What they claim is seen with AddressSanitizer only.
NEED_ASAN = {c for c, kinds in KINDS.items() if GONE in kinds}
NEED_LOCKS = {c for c, kinds in KINDS.items() if LOCKED in kinds}
# Of a task that a finding is about although its check's own facts are others: a
# task that is cancelled and then left.
LEFT = {"never-joined", "outlives-scope", "task-destroyed-pending"}
# Facts that are no fault in themselves, but show some findings. A coroutine may
# have no need of its closure any more.
NO_FAULT = {"cancelled-by-another", "closure-destroyed"}
CHECK_OF = collections.defaultdict(set)
for _check, _kinds in KINDS.items():
    for _kind in _kinds:
        CHECK_OF[_kind].add(_check)

# Findings that claim something; others are worth a look.
CLAIMS = ("certain", "likely")

Place = collections.namedtuple("Place", "file line")


class Fact:
    """One line of the debug mode."""

    def __init__(self, line):
        at = line.get("at", {})
        self.kind = line["kind"]
        self.place = Place(os.path.realpath(at["file"]), at["line"]) \
            if at.get("file") else None
        self.message = line["message"]
        self.function = at.get("function", "")
        # The anchor, and what led there.
        self.places = {Place(os.path.realpath(p["file"]), p["line"])
                       for p in line.get("stack", []) if p.get("file")}
        if self.place:
            self.places.add(self.place)

    @property
    def key(self):
        # Many coroutines may come to where something is used.
        return self.kind, self.place, \
            frozenset(self.places) if self.kind == GONE else None

    def __str__(self):
        return (f"{os.path.basename(self.place.file)}:{self.place.line}: "
                f"{self.kind}: {self.message}")


def places_of(range_):
    """The lines of a range of characters."""
    path = os.path.realpath(range_["file"])
    with open(path, "rb") as stream:
        lines = stream.read().split(b"\n")
    left = range_["length"] + range_["column"] - 1
    for number in range(range_["line"], len(lines) + 1):
        yield Place(path, number)
        left -= len(lines[number - 1]) + 1
        if left <= 0:
            return


class Finding:
    """One of corolint's."""

    def __init__(self, item):
        anchor = item["anchor"]
        self.check = item["check"]
        self.certainty = item["certainty"]
        self.message = item["message"]
        self.place = Place(os.path.realpath(item["file"]), item["line"])
        self.anchors = set(places_of(anchor))
        self.kinds = KINDS.get(self.check, set())
        if self.check == "coro-unhandled-cancellation" and \
                anchor["kind"] == "creation":
            self.kinds = LEFT

    @property
    def is_claim(self):
        return self.certainty in CLAIMS

    def is_shown_by(self, fact):
        return fact.kind in self.kinds and bool(self.anchors & fact.places)

    def __str__(self):
        return (f"{os.path.basename(self.place.file)}:{self.place.line}: "
                f"{self.certainty} {self.check}: {self.message}")


class Joined:
    """agreed: pairs of a finding and the facts that show it. unproved: claims
    that no fact shows. missed: facts that no finding claims."""

    def __init__(self, findings, facts):
        self.agreed = []
        self.unproved = []
        found = set()
        for finding in findings:
            showing = [f for f in facts if finding.is_shown_by(f)]
            found |= {f.key for f in showing}
            if showing:
                self.agreed.append((finding, showing))
            elif finding.is_claim:
                self.unproved.append(finding)
        # The same fault may be seen in more than one way.
        shown = {p for finding, _ in self.agreed for p in finding.anchors}
        self.missed = [f for f in facts
                       if f.key not in found and f.kind not in NO_FAULT and
                       f.place not in shown]
