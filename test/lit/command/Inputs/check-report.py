"""check-report.py FORMAT REPORT RESULT

Reads a report in another format, with the parsers that its readers use, and
compares it with the result of `corolint --format=json` on the same files: every
finding has to be there at its place, and every unit that is not complete, and
nothing else. The current folder is the root.

Where COROLINT_SARIF_SCHEMA names the schema of SARIF, sarif is also validated
with it.
"""

import collections
import json
import os
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

Format, ReportFile, ResultFile = sys.argv[1:]
Root = os.getcwd()
Hex = set("0123456789abcdef")

# What all formats can tell: where, of which check, how much it weighs, and in
# which words. Columns differ: see place().
Told = collections.namedtuple("Told", "path line column check level message")


def relative(Path):
    return os.path.relpath(Path, Root) if Path.startswith(Root + "/") else Path


def line_of(Finding):
    with open(Finding["file"], "rb") as File:
        return File.read().split(b"\n")[Finding["line"] - 1]


def column(Finding, InBytes):
    if InBytes:
        return Finding["column"]
    Before = line_of(Finding)[: Finding["column"] - 1].decode("utf-8")
    return len(Before.encode("utf-16-le")) // 2 + 1


def wanted(Result, Levels, InBytes=False, HasColumn=True):
    """The findings of a result as a format with these names for error, warning
    and note tells them."""
    Level = dict(zip(("certain", "likely", "possible", "unknown"), Levels + Levels[2:]))
    return [
        Told(
            relative(F["file"]),
            F["line"],
            column(F, InBytes) if HasColumn else None,
            F["check"],
            Level[F["certainty"]],
            F["message"],
        )
        for F in Result["findings"]
    ]


def incomplete(Result):
    return [relative(U["file"]) for U in Result["units"] if U["status"] != "complete"]


def compare(Have, Want):
    Have, Want = sorted(Have), sorted(Want)
    assert Have == Want, f"\nhave {Have}\nwant {Want}"


def first_line(Text):
    return Text.split("\n")[0]


def check_jsonl(Text, Result):
    Lines = [json.loads(Line) for Line in Text.splitlines()]
    assert Lines[0] == {"type": "run", "version": 1, "tool": "corolint"}
    Want = [{"type": "finding", **F} for F in Result["findings"]]
    Want += [{"type": "unit", **U} for U in Result["units"]]
    assert Lines[1:] == Want


def check_uri(Location):
    """The path that an artifactLocation means."""
    assert Location["uriBaseId"] == "%SRCROOT%"
    assert not Location["uri"].startswith(("/", "file:", "."))
    return urllib.parse.unquote(Location["uri"], errors="strict")


def check_region(Path, Region):
    """The text of a region."""
    with open(Path, encoding="utf-8") as File:
        Lines = File.read().split("\n")
    Begin, End = Region["startLine"] - 1, Region["endLine"] - 1
    Units = [Line.encode("utf-16-le") for Line in Lines[Begin : End + 1]]
    Units[-1] = Units[-1][: 2 * (Region["endColumn"] - 1)]
    Units[0] = Units[0][2 * (Region["startColumn"] - 1) :]
    return b"\n\0".join(Units).decode("utf-16-le")


def check_sarif(Text, Result):
    Log = json.loads(Text)
    if Schema := os.environ.get("COROLINT_SARIF_SCHEMA"):
        import jsonschema

        with open(Schema, encoding="utf-8") as File:
            jsonschema.validate(Log, json.load(File))
    assert Log["version"] == "2.1.0" and len(Log["runs"]) == 1
    Run = Log["runs"][0]
    assert Run["columnKind"] == "utf16CodeUnits"
    assert "uri" not in Run["originalUriBaseIds"]["%SRCROOT%"]
    Rules = Run["tool"]["driver"]["rules"]
    for Rule in Rules:
        assert Rule["help"]["text"].startswith(Rule["id"])
        assert Rule["help"]["markdown"].startswith("# " + Rule["id"])
        assert Rule["defaultConfiguration"]["level"] == "warning"
        for Key in ("shortDescription", "fullDescription"):
            assert 0 < len(Rule[Key]["text"]) <= 1024
    Have = []
    Fingerprints = set()
    for R, F in zip(Run["results"], Result["findings"]):
        assert Rules[R["ruleIndex"]]["id"] == R["ruleId"]
        [Location] = R["locations"]
        Place = Location["physicalLocation"]
        Path = check_uri(Place["artifactLocation"])
        Region = Place["region"]
        Have.append(
            Told(
                Path,
                Region["startLine"],
                Region["startColumn"],
                R["ruleId"],
                R["level"],
                R["message"]["text"],
            )
        )
        Start = F["column"] - 1
        assert (
            check_region(Path, Region).encode()
            == line_of(F)[Start : Start + F["length"]]
        )
        assert Location["logicalLocations"][0]["fullyQualifiedName"] == F["function"]
        Fingerprint = R["partialFingerprints"]["corolint/v1"]
        assert len(Fingerprint) == 32 and set(Fingerprint) <= Hex
        Fingerprints.add(Fingerprint)
        assert ":" in R["partialFingerprints"]["primaryLocationLineHash"]
        Notes = [(relative(N["file"]), N["line"], N["message"]) for N in F["notes"]]
        Steps = [
            (
                check_uri(L["physicalLocation"]["artifactLocation"]),
                L["physicalLocation"]["region"]["startLine"],
                L["message"]["text"],
            )
            for Flow in R.get("codeFlows", [])
            for L in (S["location"] for S in Flow["threadFlows"][0]["locations"])
        ]
        assert Steps[1:] == Notes and len(Steps) != 1
        assert len(R.get("fixes", [])) == len(F["fixes"])
        for SarifFix, Fix in zip(R.get("fixes", []), F["fixes"]):
            assert SarifFix["description"]["text"] == Fix["title"]
            [Change] = SarifFix["artifactChanges"]
            for Replacement, Edit in zip(Change["replacements"], Fix["edits"]):
                assert Replacement["insertedContent"]["text"] == Edit["text"]
                Deleted = check_region(
                    check_uri(Change["artifactLocation"]), Replacement["deletedRegion"]
                )
                assert len(Deleted.encode()) == Edit["length"]
    compare(Have, wanted(Result, ["error", "warning", "note"]))
    assert len(Fingerprints) == len(Have)
    [Invocation] = Run["invocations"]
    Partly = incomplete(Result)
    assert Invocation["executionSuccessful"] == (not Partly)
    Notifications = Invocation["toolExecutionNotifications"]
    compare(
        [
            check_uri(N["locations"][0]["physicalLocation"]["artifactLocation"])
            for N in Notifications
        ],
        Partly,
    )
    for N in Notifications:
        assert N["level"] in ("warning", "error") and Root not in N["message"]["text"]


def unescape(Text):
    return urllib.parse.unquote(Text, errors="strict")


def check_github(Text, Result):
    Have, Partly = [], []
    for Line in Text.splitlines():
        _, Head, Message = Line.split("::", 2)
        Command, Properties = Head.split(" ", 1)
        P = dict(Pair.split("=", 1) for Pair in Properties.split(","))
        P = {Key: unescape(Value) for Key, Value in P.items()}
        if P["title"] == "corolint":
            assert Command in ("warning", "error") and not Have
            Partly.append(P["file"])
            continue
        assert P["endLine"] >= P["line"]
        Have.append(
            Told(
                P["file"],
                int(P["line"]),
                int(P["col"]),
                P["title"],
                Command,
                first_line(unescape(Message)),
            )
        )
    compare(Have, wanted(Result, ["error", "warning", "notice"]))
    compare(Partly, incomplete(Result))


def check_gitlab(Text, Result):
    Have, Partly = [], []
    Issues = json.loads(Text)
    for I in Issues:
        assert set(I["fingerprint"]) <= Hex
        Path, Begin = I["location"]["path"], I["location"]["lines"]["begin"]
        if I["check_name"] == "corolint-incomplete":
            assert I["severity"] == "blocker"
            Partly.append(Path)
            continue
        Have.append(
            Told(Path, Begin, None, I["check_name"], I["severity"], I["description"])
        )
    assert len({I["fingerprint"] for I in Issues}) == len(Issues)
    compare(Have, wanted(Result, ["major", "minor", "info"], HasColumn=False))
    compare(Partly, incomplete(Result))


def check_junit(Text, Result):
    Top = ElementTree.fromstring(Text)
    Have, Partly, Names, Tests = [], [], set(), 0
    for Suite in Top:
        Cases = list(Suite)
        assert int(Suite.get("tests")) == len(Cases)
        assert int(Suite.get("failures")) == len(Suite.findall("*/failure"))
        assert int(Suite.get("errors")) == len(Suite.findall("*/error"))
        Tests += len(Cases)
        for Case in Cases:
            assert Case.get("classname") == Suite.get("name") == Case.get("file")
            Names.add((Suite.get("name"), Case.get("name")))
            for Failure in Case.findall("failure"):
                Have.append(
                    Told(
                        Case.get("file"),
                        int(Case.get("line")),
                        None,
                        Failure.get("type"),
                        None,
                        Failure.get("message"),
                    )
                )
                assert Failure.text.startswith(
                    f"{Case.get('file')}:{Case.get('line')}:"
                )
            Partly += [Case.get("file") for _ in Case.findall("error")]
    assert int(Top.get("tests")) == Tests == len(Names)
    assert int(Top.get("failures")) == len(Have)
    assert int(Top.get("errors")) == len(Partly)
    compare(Have, wanted(Result, [None] * 3, HasColumn=False))
    compare(Partly, incomplete(Result))


def check_checkstyle(Text, Result):
    Have, Partly = [], []
    for File in ElementTree.fromstring(Text):
        for E in File:
            if E.get("source") == "corolint-incomplete":
                Partly.append(File.get("name"))
                continue
            Have.append(
                Told(
                    File.get("name"),
                    int(E.get("line")),
                    int(E.get("column")),
                    E.get("source"),
                    E.get("severity"),
                    first_line(E.get("message")),
                )
            )
    compare(Have, wanted(Result, ["error", "warning", "info"]))
    compare(Partly, incomplete(Result))


def check_rdjson(Text, Result):
    Have, Partly = [], []
    Diagnostics = json.loads(Text)["diagnostics"]
    for D in Diagnostics:
        Path = D["location"]["path"]
        if D["code"]["value"] == "corolint-incomplete":
            Partly.append(Path)
            continue
        Start = D["location"]["range"]["start"]
        Have.append(
            Told(
                Path,
                Start["line"],
                Start["column"],
                D["code"]["value"],
                D["severity"],
                first_line(D["message"]),
            )
        )
    compare(Have, wanted(Result, ["ERROR", "WARNING", "INFO"], InBytes=True))
    compare(Partly, incomplete(Result))
    for D, F in zip(Diagnostics, Result["findings"]):
        Texts = [S["text"] for S in D.get("suggestions", [])]
        assert Texts == [X["edits"][0]["text"] for X in F["fixes"]]


with open(ReportFile, encoding="utf-8") as File:
    Text = File.read()
with open(ResultFile, encoding="utf-8") as File:
    Result = json.load(File)
assert Result["findings"] and incomplete(Result)
if Format not in ("jsonl",):
    assert Root not in Text, "the folder of the checkout shows"
globals()["check_" + Format](Text, Result)
