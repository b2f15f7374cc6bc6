"""fingerprints.py SARIF

Prints what each result of a report is known by, sorted.
"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as File:
    Results = json.load(File)["runs"][0]["results"]
for Fingerprint in sorted(R["partialFingerprints"]["corolint/v1"] for R in Results):
    print(Fingerprint)
