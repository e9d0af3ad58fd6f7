#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""summarise-tests.py [--setup NAME] BUILD…: adds up the results of meson's test logs and prints one line; exits 1 when
anything failed or nothing ran."""
import argparse
import json
import pathlib
import sys

counts = {"passed": 0, "failed": 0, "skipped": 0}
parser = argparse.ArgumentParser()
parser.add_argument("--setup")
parser.add_argument("builds", nargs="+")
options = parser.parse_args()
name = f"testlog-{options.setup}.json" if options.setup else "testlog.json"
for build in options.builds:
    log = pathlib.Path(build) / "meson-logs" / name
    for line in log.read_text().splitlines():
        result = json.loads(line)
        kind = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}.get(result["result"], "failed")
        counts[kind] += 1
        if kind == "failed":
            print(f"{build}: {result['name']}: {result['result'].lower()}")
print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
sys.exit(1 if counts["failed"] or not counts["passed"] else 0)
