#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a wrong password takes at the sign-in of a server as it is shipped: for a name that exists, and, as the
baseline, for one that does not, asked in turn on one connection. Who can tell them apart learns who works there."""
import http.client
import json
import pathlib
import re
import subprocess
import tempfile
import time

import bench_report

ATTEMPTS = 500
KNOWN, UNKNOWN = "agent", "agenx"


def fail(connection, name):
    """The milliseconds until the server has refused."""
    body = json.dumps({"grant_type": "password", "username": name, "password": "not this one"})
    begun = time.perf_counter()
    connection.request("POST", "/cordboard/v1/token", body, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    reply.read()
    taken = (time.perf_counter() - begun) * 1000
    if reply.status != 401:
        raise SystemExit(f"{name}: {reply.status}")
    return taken


def measure(address):
    connection = http.client.HTTPConnection(address, timeout=30)
    taken = {KNOWN: [], UNKNOWN: []}
    for _ in range(ATTEMPTS):
        for name in taken:
            taken[name].append(fail(connection, name))
    for percent in (50, 90):
        bench_report.report(f"sign-in-known-p{percent}", bench_report.percentile(taken[KNOWN], percent), "ms",
                            bench_report.percentile(taken[UNKNOWN], percent), f"a name that does not exist, p{percent}")


def main():
    if not (bench_report.CTL.exists() and bench_report.SERVER.exists()):
        bench_report.skip("the server is not built")
    with tempfile.TemporaryDirectory(dir=".") as folder:
        folder = pathlib.Path(folder).resolve()
        store = f"sqlite:{folder / 'store.db'}"
        subprocess.run([bench_report.CTL, "user", "add", "--store", store, KNOWN, "--role", "agent", "--password-stdin"], input=b"practice\n",
                       check=True, capture_output=True)
        # Nobody is made to wait: what is measured is the work for one attempt.
        limits = [f"--sign-in-failures={2 * ATTEMPTS}", f"--sign-in-address-failures={4 * ATTEMPTS}"]
        server = subprocess.Popen([bench_report.SERVER, "--store", store, "--listen", "127.0.0.1:0", *limits], stdout=subprocess.PIPE, text=True,
                                  stderr=(folder / "log").open("wb"), env=bench_report.environment())
        try:
            measure(re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1))
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main()
