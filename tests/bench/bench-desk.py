#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-desk.py BARE_WINDOW FIRST_FRAME: from the start of the process to its first painted frame, and the memory it holds while idle; the desk on
the practice line against a bare libadwaita window."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import bench_report

ROUNDS = 4


def run(preload, *command):
    with tempfile.TemporaryDirectory() as home:
        places = {f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        environment = bench_report.environment(LD_PRELOAD=preload, GSETTINGS_SCHEMA_DIR=str(bench_report.BUILD / "data"), G_DEBUG="",
                                               GSK_RENDERER=os.environ.get("GSK_RENDERER", "cairo"), **places)
        environment["CORD_BENCH_BEGUN"] = str(time.clock_gettime_ns(time.CLOCK_MONOTONIC))
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    found = dict(re.findall(r"^([a-z-]+) ([\d.]+)$", done.stdout, re.M))
    if "pss-kb" not in found:
        sys.exit(f"{command[0]} painted nothing: {done.stderr[-2000:]}")
    return {name: float(value) for name, value in found.items()}


def median(results, name):
    return bench_report.percentile([r[name] for r in results], 50)


def main():
    bare, preload = sys.argv[1:3]
    if not bench_report.DESK.exists():
        bench_report.skip("the desk is not built")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        headless = bench_report.ROOT / "build-aux" / "headless"
        if not shutil.which("xvfb-run"):
            bench_report.skip("there is no display, and no xvfb-run to make one")
        os.execv(headless, [str(headless), sys.executable, *sys.argv])
    run(preload, bare)
    run(preload, bench_report.DESK, "--demo", "--fresh")
    windows = [run(preload, bare) for _ in range(ROUNDS)]
    desks = [run(preload, bench_report.DESK, "--demo", "--fresh") for _ in range(ROUNDS)]
    bench_report.report("desk-first-frame", median(desks, "first-frame-ms"), "ms", median(windows, "first-frame-ms"), "bare window")
    bench_report.report("desk-pss", median(desks, "pss-kb") / 1024, "MiB", median(windows, "pss-kb") / 1024, "bare window")


if __name__ == "__main__":
    main()
