# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the benchmarks in Python: where the programs are, and how a result is reported (as in bench-report.h)."""
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", "."))
SHARED = pathlib.Path(os.environ.get("CORD_SHARED", ROOT.parent / "shared"))
CTL = BUILD / "src" / "ctl" / "cordboardctl"
SERVER = BUILD / "src" / "server" / "cordboard-server"
DESK = BUILD / "src" / "desk" / "cordboard"
SKIPPED = 77


def report(name, measured, unit, baseline, against):
    ratio = measured / baseline if baseline else 0.0
    print(f"{name}: {measured:.3f} {unit}; {against}: {baseline:.3f} {unit}; ratio {ratio:.3f}")
    print(json.dumps({"bench": name, "measured": round(measured, 6), "unit": unit, "baseline": round(baseline, 6), "against": against,
                      "ratio": round(ratio, 6)}), flush=True)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def environment(**more):
    return dict(os.environ, CORDBOARD_DATA=str(ROOT / "data"), **more)


def real_customers(folder):
    """Makes the 7,043 customers, or exits as skipped."""
    script = SHARED / "data" / "telco_to_tmf.py"
    if not script.exists():
        skip("the 7,043 customers are not here")
    import subprocess
    subprocess.run([sys.executable, script, folder], check=True)
    return pathlib.Path(folder)
