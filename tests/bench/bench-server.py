#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server with the 7,043 customers: how long an agent's search takes, and how many orders a second eight clients
place on SQLite. The baselines: the smallest request on the same connection, and empty commits of the same database
library on the same disk."""
import http.client
import json
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid

import bench_report

CLIENTS, ORDERS_EACH, SEARCHES = 8, 25, 600
QUOTE, ORDER = "/tmf-api/quoteManagement/v4/quote", "/tmf-api/productOrderingManagement/v4/productOrder"


def new_id():
    """A UUIDv7, as intents have."""
    value = int(time.time() * 1000) << 80 | uuid.uuid4().int & ((1 << 80) - 1)
    return str(uuid.UUID(int=value & ~(0xF << 76) & ~(3 << 62) | 7 << 76 | 2 << 62))


class Client:
    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address, timeout=30)
        self.headers = {}

    def send(self, method, path, body=None, wanted=(200,), **headers):
        text = json.dumps(body) if body is not None else None
        plain = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if text:
            plain["Content-Type"] = "application/json"
        self.connection.request(method, path, text, plain)
        reply = self.connection.getresponse()
        answer = reply.read()
        if reply.status not in wanted:
            raise SystemExit(f"{method} {path}: {reply.status} {answer[:500].decode()}")
        return json.loads(answer) if answer else None

    def sign_in(self, user, password):
        token = self.send("POST", "/cordboard/v1/token", {"grant_type": "password", "username": user, "password": password})
        self.headers["Authorization"] = f"Bearer {token['access_token']}"

    def sign_in_as_system(self, name, secret):
        token = self.send("POST", "/cordboard/v1/token", {"grant_type": "client_credentials", "client_id": name, "client_secret": secret})
        self.headers["Authorization"] = f"Bearer {token['access_token']}"

    def open(self):
        call = {"channel": "phone", "direction": "inbound", "sop": "plan-change", "policy": "none"}
        self.headers["Cordboard-Interaction"] = self.send("POST", "/cordboard/v1/interaction", call, (201,))["id"]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def search_words(real):
    people, words = lines(real / "individual.jsonl"), []
    for person in people[:: max(1, len(people) * 3 // SEARCHES)]:
        words += [person["familyName"][:4], person["contactMedium"][0]["characteristic"]["phoneNumber"], person["id"].removeprefix("party-")]
    return words[:SEARCHES]


def search(address, real):
    client = Client(address)
    client.sign_in("ada", "practice")
    client.open()
    interaction = client.headers["Cordboard-Interaction"]
    taken, floor, found = [], [], 0
    for word in search_words(real):
        path = f"/cordboard/v1/customer/search?q={urllib.parse.quote(word)}&interaction={interaction}"
        begun = time.perf_counter()
        found += bool(client.send("GET", path))
        taken.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        client.send("GET", "/cordboard/v1/health")
        floor.append((time.perf_counter() - begun) * 1000)
    if found < len(taken):
        raise SystemExit(f"only {found} of {len(taken)} searches found anybody")
    for percent in (50, 99):
        bench_report.report(f"search-7043-p{percent}", bench_report.percentile(taken, percent), "ms", bench_report.percentile(floor, percent),
                            f"GET /health, p{percent}")


def upgrade(customer, product):
    return {"relatedParty": [{"id": customer, "role": "customer"}]}, {
        "id": "1", "action": "modify", "cordboardKind": "upgrade", "productOffering": {"id": "fiber"},
        "product": {"id": product, "productOffering": {"id": "dsl"}}}


def place_all(client, work, failures):
    try:
        for customer, product in work:
            party, item = upgrade(customer, product)
            body = {**party, "externalId": new_id(), "billingAccount": {"id": f"acct-{customer}"}, "productOrderItem": [item]}
            client.send("POST", ORDER, body, (201,), Idempotency_Key=body["externalId"], Cordboard_Device=client.device)
    except BaseException as error:
        failures.append(error)


def orders(address, real, secret, folder):
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400))
    on_dsl = [(p["relatedParty"][0]["id"], p["id"]) for p in lines(real / "product.jsonl")
              if p["productOffering"]["id"] == "dsl" and p["startDate"] < today]
    work = [on_dsl[n * ORDERS_EACH:(n + 1) * ORDERS_EACH] for n in range(CLIENTS)]
    clients, failures = [], []
    for number in range(CLIENTS):
        client = Client(address)
        client.device = f"bench-{number}"
        client.sign_in_as_system("bench", secret)
        clients.append(client)
    threads = [threading.Thread(target=place_all, args=(c, w, failures)) for c, w in zip(clients, work)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured = CLIENTS * ORDERS_EACH / (time.perf_counter() - begun)
    if failures:
        raise SystemExit(str(failures[0]))
    bench_report.report("orders-8-clients", measured, "1/s", commits(folder / "plain.db"), "bare commits, one client")


def commits(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    begun = time.perf_counter()
    for _ in range(500):
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO t (b) VALUES (?)", ("x" * 1000,))
        database.execute("COMMIT")
    taken = time.perf_counter() - begun
    database.close()
    return 500 / taken


def main():
    if not (bench_report.CTL.exists() and bench_report.SERVER.exists()):
        bench_report.skip("the server is not built")
    with tempfile.TemporaryDirectory(dir=".") as folder:
        folder = pathlib.Path(folder).resolve()
        real = bench_report.real_customers(folder / "real")
        store = f"sqlite:{folder / 'store.db'}"
        subprocess.run([bench_report.CTL, "import", "--store", store, real], check=True, capture_output=True)
        subprocess.run([bench_report.CTL, "user", "add", "--store", store, "ada", "--role", "agent", "--password-stdin"], input=b"practice\n",
                       check=True, capture_output=True)
        secret = subprocess.run([bench_report.CTL, "client", "add", "--store", store, "bench"], check=True, capture_output=True, text=True).stdout.strip()
        server = subprocess.Popen([bench_report.SERVER, "--store", store, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True,
                                  stderr=(folder / "log").open("wb"), env=bench_report.environment())
        try:
            address = re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1)
            search(address, real)
            orders(address, real, secret, folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main()
