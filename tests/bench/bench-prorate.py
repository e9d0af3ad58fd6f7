#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl prorate on 100,000 cases, the whole process, in cases a second of processor time. Two baselines do only the
arithmetic of the same lines in the same run, one in Python and one in C (plain-prorate.c, which reads only this
form); all must agree on every cent."""
import datetime
import json
import pathlib
import resource
import subprocess
import sys
import time
from fractions import Fraction

import bench_report

N_CASES = 100000
WANTED = 100000  # a second
ROUNDS = 3  # the fastest counts, since other processes use the machine as well
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


def children_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(program, text):
    """Runs it on the cases; the least processor time, and its lines."""
    best = None
    for _ in range(ROUNDS):
        begun = children_time()
        lines = subprocess.run(program, input=text, capture_output=True, check=True).stdout
        taken = children_time() - begun
        best = min(best, taken) if best else taken
    return best, lines.decode().splitlines()


def main():
    if not bench_report.CTL.exists():
        bench_report.skip("cordboardctl is not built")
    text = "".join(json.dumps(case) + "\n" for case in cases())
    measured, answers = timed([bench_report.CTL, "prorate"], text.encode())
    in_c, least = timed([pathlib.Path(sys.argv[1])], text.encode())
    begun = time.process_time()
    plain = [plainly(line) for line in text.splitlines()]
    in_python = time.process_time() - begun
    for ours, theirs, bare in zip(answers, plain, least, strict=True):
        ours, theirs = json.loads(ours), json.loads(theirs)
        assert (ours["id"], ours["net"]) == (theirs["id"], theirs["net"]) == tuple(bare.split()), (ours, theirs, bare)
    bench_report.report(f"prorate-{N_CASES}-cases", measured, "s", in_python, "Python's fractions")
    bench_report.report(f"prorate-{N_CASES}-cases-in-c", measured, "s", in_c, "a plain loop in C")
    bench_report.report("prorations-a-second", N_CASES / measured, "1/s", WANTED, "wanted")


if __name__ == "__main__":
    main()
