#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing the 7,043 customers and their 29,000 products. The baseline reads the same lines with Python's json and puts them into one
SQLite table in one transaction, with no index, no check and no secret to hash."""
import json
import sqlite3
import subprocess
import tempfile
import time
import pathlib

import bench_report


def plainly(source, path):
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE resource (id TEXT, document TEXT)")
    for file in sorted(source.iterdir()):
        text = file.read_text(encoding="utf-8")
        resources = json.loads(text) if file.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
        database.executemany("INSERT INTO resource VALUES (?, ?)", ((r["id"], json.dumps(r)) for r in resources))
    database.commit()
    database.close()


def main():
    if not bench_report.CTL.exists():
        bench_report.skip("cordboardctl is not built")
    with tempfile.TemporaryDirectory(dir=".") as folder:
        folder = pathlib.Path(folder).resolve()
        source = bench_report.real_customers(folder / "real")
        begun = time.perf_counter()
        plainly(source, folder / "plain.db")
        baseline = time.perf_counter() - begun
        for name in ("import-7043-customers", "import-unchanged"):
            begun = time.perf_counter()
            subprocess.run([bench_report.CTL, "import", "--store", f"sqlite:{folder / 'store.db'}", source], check=True, capture_output=True)
            bench_report.report(name, time.perf_counter() - begun, "s", baseline, "Python's json into one table")


if __name__ == "__main__":
    main()
