"""check-json.py RESULT [SOURCE]

Compares a result of `corolint --format=json` with what docs/command-line.md
says of it. With a source, its first finding must be of the text "never()" there,
and inserting its fixes must be possible.
"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as File:
    Result = json.load(File)
Place = {"file": str, "line": int, "column": int}


def fits(Value, Shape, Where):
    if isinstance(Shape, dict):
        assert isinstance(Value, dict), Where
        assert set(Value) == set(Shape), (Where, set(Value) ^ set(Shape))
        for Key in Shape:
            fits(Value[Key], Shape[Key], f"{Where}.{Key}")
    elif isinstance(Shape, list):
        assert isinstance(Value, list), Where
        for Index, Item in enumerate(Value):
            fits(Item, Shape[0], f"{Where}[{Index}]")
    else:
        assert type(Value) is Shape, (Where, Value)


Edit = {"file": str, "offset": int, "length": int, "text": str}
fits(
    {Key: Result[Key] for Key in Result if Key != "units"},
    {
        "version": int,
        "tool": str,
        "findings": [
            {
                "check": str,
                "certainty": str,
                "message": str,
                "function": str,
                "length": int,
                "anchor": {"kind": str, "length": int, **Place},
                "notes": [{"message": str, **Place}],
                "fixes": [{"title": str, "safe": bool, "edits": [Edit]}],
                **Place,
            }
        ],
    },
    "result",
)
for Unit in Result["units"]:
    Shape = {"file": str, "status": str, "errors": [str]}
    if Unit["status"] == "crashed":
        Shape["reproduce"] = str
    fits(Unit, Shape, "unit")
    assert Unit["status"] in ("complete", "partial", "failed", "crashed")
    assert bool(Unit["errors"]) == (Unit["status"] != "complete"), Unit

if len(sys.argv) > 2:
    with open(sys.argv[2], "rb") as File:
        Source = File.read()
    First = Result["findings"][0]
    Line = Source.splitlines()[First["line"] - 1]
    Start = First["column"] - 1
    assert Line[Start : Start + First["length"]] == b"never()", Line
    for Fix in First["fixes"]:
        for Change in Fix["edits"]:
            assert 0 <= Change["offset"] <= len(Source) - Change["length"]
