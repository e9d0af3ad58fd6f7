#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl prorate on 50,000 cases, process and pipe included. The baseline does the bare arithmetic in Python, reading and writing the
same lines; both must agree on every cent."""
import datetime
import json
import subprocess
import time
from fractions import Fraction

import bench_report

N_CASES = 50000
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")


def cases():
    for n in range(N_CASES):
        yield {"id": str(n), "cycle": {"start": "2023-04-23", "end": "2023-05-23"}, "at": str(datetime.date(2023, 4, 23) + datetime.timedelta(n % 30)),
               "zone": ZONES[n % len(ZONES)], "old": f"{n % 100}.{n % 97:02}", "new": f"{n % 83}.{n % 89:02}", "scale": 2}


def half_up(value):
    return int(value * 100 + Fraction(1, 2))


def plainly(line):
    case = json.loads(line)
    start, end, at = (datetime.date.fromisoformat(d) for d in (case["cycle"]["start"], case["cycle"]["end"], case["at"]))
    used, whole = (at - start).days, (end - start).days
    old, new = Fraction(case["old"]), Fraction(case["new"])
    net = half_up(new * (whole - used) / whole) - (half_up(old) - half_up(old * used / whole))
    return json.dumps({"id": case["id"], "net": f"{'-' if net < 0 else ''}{abs(net) // 100}.{abs(net) % 100:02}"})


def main():
    if not bench_report.CTL.exists():
        bench_report.skip("cordboardctl is not built")
    text = "".join(json.dumps(case) + "\n" for case in cases())
    begun = time.perf_counter()
    answers = subprocess.run([bench_report.CTL, "prorate"], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    measured = time.perf_counter() - begun
    begun = time.perf_counter()
    plain = [plainly(line) for line in text.splitlines()]
    baseline = time.perf_counter() - begun
    for ours, theirs in zip(answers, plain, strict=True):
        ours, theirs = json.loads(ours), json.loads(theirs)
        assert (ours["id"], ours["net"]) == (theirs["id"], theirs["net"]), (ours, theirs)
    bench_report.report("prorate-50000-cases", measured, "s", baseline, "Python's fractions")


if __name__ == "__main__":
    main()
