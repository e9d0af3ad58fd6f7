#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing the 7,043 customers and their 29,000 products, and a made-up population of four resources a customer: 50,000 customers, or as many as
CORD_CUSTOMERS says (a million: CORD_CUSTOMERS=1000000 meson test -C BUILD --benchmark import --timeout-multiplier 0). The baseline, in the same run,
reads the same files line by line with Python's json and puts them into one SQLite table in one transaction, with no index, no check and no secret
to hash; and writes them out again."""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

import bench_report
import population

CUSTOMERS = int(os.environ.get("CORD_CUSTOMERS", "50000"))
AGAINST = "Python's json into one table"


def resources(file):
    with open(file, encoding="utf-8") as opened:
        yield from json.load(opened) if file.suffix == ".json" else map(json.loads, opened)


def plainly(source, path):
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE resource (id TEXT, document TEXT)")
    for file in sorted(source.iterdir()):
        database.executemany("INSERT INTO resource VALUES (?, ?)", ((r["id"], json.dumps(r)) for r in resources(file)))
    database.commit()
    database.close()


def plainly_out(path, target):
    with open(target, "w", encoding="utf-8") as opened:
        for document, in sqlite3.connect(path).execute("SELECT document FROM resource ORDER BY id"):
            opened.write(json.dumps(json.loads(document)) + "\n")


def run(*command):
    """Seconds, and the peak memory in MiB."""
    begun = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def in_python(function, *arguments):
    return run(sys.executable, __file__, function, *arguments)


def real_customers(folder):
    source = bench_report.real_customers(folder / "real")
    baseline, _ = in_python("plainly", source, folder / "plain.db")
    for name in ("import-7043-customers", "import-unchanged"):
        seconds, _ = run(bench_report.CTL, "import", "--store", f"sqlite:{folder / 'store.db'}", source)
        bench_report.report(name, seconds, "s", baseline, AGAINST)


def made_up_customers(folder):
    total = population.generate(folder / "many", CUSTOMERS)
    store = f"sqlite:{folder / 'many.db'}"
    baseline, plain_memory = in_python("plainly", folder / "many", folder / "many-plain.db")
    for name in ("import-resources", "import-resources-unchanged"):
        seconds, memory = run(bench_report.CTL, "import", "--store", store, folder / "many")
        bench_report.report(name, total / seconds, "1/s", total / baseline, AGAINST)
        bench_report.report(f"{name}-memory", memory, "MiB", plain_memory, AGAINST)
    baseline, plain_memory = in_python("plainly_out", folder / "many-plain.db", folder / "many.txt")
    seconds, memory = run(bench_report.CTL, "export", "--store", store, "--output", folder / "out")
    bench_report.report("export-resources", total / seconds, "1/s", total / baseline, "Python's json from one table")
    bench_report.report("export-resources-memory", memory, "MiB", plain_memory, "Python's json from one table")


def main():
    if len(sys.argv) > 1:
        globals()[sys.argv[1]](*map(pathlib.Path, sys.argv[2:]))
        return
    if not bench_report.CTL.exists():
        bench_report.skip("cordboardctl is not built")
    with tempfile.TemporaryDirectory(dir=".") as folder:
        folder = pathlib.Path(folder).resolve()
        made_up_customers(folder)
        real_customers(folder)


if __name__ == "__main__":
    main()
