#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading from the server with CORD_CUSTOMERS customers (20,000 by default; the goals are for 1,000,000): plain GETs
and account views a second, how long one customer's products and a search take, how much memory a list of
everything takes, and how long /health takes while eight clients ask for what no index answers or what has to be
counted. The server has one core and its clients another. The baseline is a SoupServer that answers a
constant of the same length and closes the connection too. The store is made once and kept in CORD_BENCH_DIR, or else
in the build folder."""
import http.client
import json
import multiprocessing
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

import bench_report
import population

CUSTOMERS = int(os.environ.get("CORD_CUSTOMERS", "20000"))
KEPT = pathlib.Path(os.environ.get("CORD_BENCH_DIR", bench_report.BUILD / "bench"))
LOAD, BARE = sys.argv[1:3]
SECONDS, SAMPLE, FIRST = 4, 1000, 10000001
INVENTORY = "/tmf-api/productInventory/v4/product"
VIEWED = ("customer", "party", "billingAccount", "product", "customerBill", "productOrder", "partyInteraction")
CORES = sorted(os.sched_getaffinity(0))
FORK = multiprocessing.get_context("fork")


def run(*arguments, **options):
    return subprocess.run([str(a) for a in arguments], check=True, capture_output=True, text=True, **options).stdout


def sample():
    """Ids of customers spread over the whole store, in no order."""
    return [FIRST + n * 7919 * max(1, CUSTOMERS // SAMPLE) % CUSTOMERS for n in range(min(SAMPLE, CUSTOMERS))]


def history(folder):
    """A bill, an order and an interaction for each customer of the sample; the generated population has none."""
    for kind, text in (
            ("customerBill", '{"id":"bill-%s","@type":"CustomerBill","billNo":"%s","state":"sent","billDate":"2026-05-01T00:00:00Z",%s,'
                             '"amountDue":{"unit":"EUR","value":29.99}}'),
            ("productOrder", '{"id":"order-%s","@type":"ProductOrder","externalId":"%s","state":"completed",%s,"productOrderItem":'
                             '[{"id":"1","action":"add","productOffering":{"id":"home-50"}}]}'),
            ("partyInteraction", '{"id":"call-%s","@type":"PartyInteraction","description":"%s","status":"completed","direction":"inbound",'
                                 '"reason":"question","channel":[{"id":"phone"}],%s}')):
        lines = (text % (n, n, f'"relatedParty":[{{"id":"{n}","role":"customer"}}]') for n in sorted(set(sample())))
        (folder / f"{kind}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_store():
    path = KEPT / f"read-{CUSTOMERS}.db"
    if path.exists():
        return path
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        folder = pathlib.Path(folder)
        population.generate(folder, CUSTOMERS)
        history(folder)
        run(bench_report.CTL, "import", "--store", f"sqlite:{unfinished}", folder)
    run(bench_report.CTL, "user", "add", "--store", f"sqlite:{unfinished}", "ada", "--role", "agent", "--password-stdin", input="practice\n")
    unfinished.rename(path)
    return path


class Program:
    """A server on the first core."""
    def __init__(self, *command):
        # Log lines of requests go to a file, as they would go to the journal.
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env=bench_report.environment(), preexec_fn=lambda: os.sched_setaffinity(0, CORES[:1]))
        self.port = int(re.search(r"http://127.0.0.1:(\d+)", self.process.stdout.readline()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()

    def processor(self):
        """Seconds of CPU time that it has used."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Current memory in MiB. The peak would be that of hashing a password."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024


class Client:
    def __init__(self, port):
        self.port, self.headers = port, {}

    def begin(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, json.dumps(body) if body else None, {**self.headers, "Content-Type": "application/json"})
        reply = connection.getresponse()
        if reply.status // 100 != 2:
            raise SystemExit(f"{method} {path}: {reply.status} {reply.read(500).decode()}")
        return reply

    def send(self, method, path, body=None):
        return self.begin(method, path, body).read().decode()

    def sign_in(self, **grant):
        self.headers["Authorization"] = "Bearer " + json.loads(self.send("POST", "/cordboard/v1/token", grant))["access_token"]
        return self

    def load(self, paths, connections=4, seconds=SECONDS):
        headers = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n%\n" for path in paths))
            file.flush()
            return json.loads(run(LOAD, self.port, seconds, connections, file.name, preexec_fn=lambda: os.sched_setaffinity(0, CORES[-1:])))


def rate(server, client, paths):
    """Requests per second of the server's CPU time, kept busy by four clients; other processes do not count."""
    begun = server.processor()
    return client.load(paths)["requests"] / (server.processor() - begun)


def name(what):
    return f"{what}-{CUSTOMERS}"


def against_bare(what, server, system, folder, paths):
    """Each request, against a bare server that answers the first of them."""
    (folder / "one.json").write_text(system.send("GET", paths[0]), encoding="utf-8")
    with Program(BARE, folder / "one.json") as bare:
        floor = rate(bare, Client(bare.port), paths)
    bench_report.report(name(what), rate(server, system, paths), "1/s", floor, "bare SoupServer, same length")
    return floor


def pieces(number):
    of = f"relatedParty.id={number}"
    return [f"/tmf-api/party/v4/individual/party-{number}", f"/tmf-api/accountManagement/v4/billingAccount?{of}", f"{INVENTORY}?{of}",
            f"/tmf-api/customerBillManagement/v4/customerBill?{of}", f"/tmf-api/productOrderingManagement/v4/productOrder?{of}",
            f"/tmf-api/partyInteraction/v4/partyInteraction?{of}"]


def account_views(server, system, folder, floor):
    """As one answer, and page by page as another system reads it."""
    paths = [f"/cordboard/v1/customerView/{n}" for n in sample()]
    lacking = [part for part in VIEWED if not json.loads(system.send("GET", paths[0])).get(part)]
    if lacking:
        raise SystemExit(f"a view lacks {lacking}")
    against_bare("account-views", server, system, folder, paths)
    measured = rate(server, system, [path for n in sample() for path in pieces(n)])
    bench_report.report(name("account-view-requests"), measured, "1/s", floor, "bare SoupServer")
    bench_report.report(name("account-views-in-pieces"), measured / 6, "1/s", floor / 6, "bare SoupServer, six requests each")


def latency(what, client, floor, paths):
    result = client.load(paths, connections=1)
    bench_report.report(name(f"{what}-p99"), result["p99"] / 1000, "ms", floor["p99"] / 1000, "bare SoupServer, p99 of one client")


def searches():
    people = list(population.people(FIRST, FIRST + 400))
    yield "name", [given[:length] for length in (2, 3, 4) for _, given, _ in people] + [family[:4] for _, _, family in people]
    yield "phone", [population.phone_of(n)[5:] for n in sample()]
    yield "account", [f"acct-{n}" for n in sample()]
    yield "id", [str(n) for n in sample()]


def search(agent, floor):
    call = {"channel": "phone", "direction": "inbound", "sop": "plan-change", "policy": "none"}
    interaction = json.loads(agent.send("POST", "/cordboard/v1/interaction", call))["id"]
    for kind, words in searches():
        paths = [f"/cordboard/v1/customer/search?q={urllib.parse.quote(w)}&interaction={interaction}" for w in words]
        if not all(json.loads(agent.send("GET", path)) for path in paths[::50]):
            raise SystemExit(f"a search by {kind} found nobody")
        latency(f"search-by-{kind}", agent, floor, paths)


def stream(system, server):
    """Reads the whole inventory to its end and checks its count."""
    for _ in range(2):
        system.send("GET", f"{INVENTORY}?limit=100")
    length, rows, last, before = 0, 0, b"", server.memory()
    reply, peak = system.begin("GET", INVENTORY), before
    while piece := reply.read(1 << 20):
        length += len(piece)
        rows += (last + piece).count(b'{"id":"prod-') - last.count(b'{"id":"prod-')
        last = piece[-16:]
        peak = max(peak, server.memory())
    if not rows == int(reply.headers["X-Total-Count"]) == CUSTOMERS:
        raise SystemExit(f"{rows} rows were told of {reply.headers['X-Total-Count']}")
    bench_report.report(name("list-all-memory"), peak - before, "MiB", length / (1 << 20), "the answer")


CROWD = (("filter", "productSerialNumber.gt=x&limit=5"), ("sort", "sort=-startDate&limit=5"), ("count", "status=active&limit=5"),
         ("offset", f"offset={CUSTOMERS - 5}&limit=5"), ("fields", "fields=" + ",".join(f"productPrice.price.m{n}" for n in range(64))))


def health(client, until):
    """Milliseconds of each /health, asked again and again while @until says so."""
    times = []
    while not times or until():
        begun = time.monotonic()
        client.send("GET", "/health")
        times.append((time.monotonic() - begun) * 1000)
        time.sleep(0.005)
    return times


def ask(client, path, answers):
    """In a process of its own: in a thread it would take the interpreter from the one that measures. Nor does it take
    the processor from that one."""
    os.sched_setaffinity(0, CORES[-1:])
    os.nice(19)
    begun = time.monotonic()
    try:
        status = 200 if client.send("GET", path) else 0
    except SystemExit as refusal:
        status = str(refusal).split()[2]
    answers.put((status, time.monotonic() - begun))


def crowd(system):
    """Eight at once, of each kind. Whatever they get, they get it within seconds, and nobody else notices."""
    end = time.monotonic() + 2
    idle = bench_report.percentile(health(system, lambda: time.monotonic() < end), 99)
    for kind, query in CROWD:
        queue = FORK.Queue()
        asking = [FORK.Process(target=ask, args=(system, f"{INVENTORY}?{query}", queue)) for _ in range(8)]
        for process in asking:
            process.start()
        times = health(system, lambda: any(process.is_alive() for process in asking))
        answers = [queue.get() for _ in asking]
        bench_report.report(name(f"health-beside-{kind}-p99"), bench_report.percentile(times, 99), "ms", idle, "the same when nothing else is asked")
        longest = max(seconds for _, seconds in answers)
        # A whole list goes out for as long as it is read.
        if kind == "fields":
            continue
        bench_report.report(name(f"longest-{kind}"), longest, "s", 5, f"the goal; answered {sorted({str(status) for status, _ in answers})}")


def main():
    if not (bench_report.CTL.exists() and bench_report.SERVER.exists()):
        bench_report.skip("the server is not built")
    store = f"sqlite:{make_store()}"
    secret = run(bench_report.CTL, "client", "add", "--store", store, f"bench-{os.getpid()}").strip()
    with tempfile.TemporaryDirectory() as folder, Program(bench_report.SERVER, "--store", store, "--listen", "127.0.0.1:0") as server:
        folder = pathlib.Path(folder)
        system = Client(server.port).sign_in(grant_type="client_credentials", client_id=f"bench-{os.getpid()}", client_secret=secret)
        agent = Client(server.port).sign_in(grant_type="password", username="ada", password="practice")
        stream(system, server)
        crowd(system)
        floor = against_bare("get", server, system, folder, [f"{INVENTORY}/prod-{n}-0" for n in sample()])
        with Program(BARE, folder / "one.json") as bare:
            alone = Client(bare.port).load(["/"], connections=1)
        latency("list-of-customer", system, alone, [f"{INVENTORY}?relatedParty.id={n}" for n in sample()])
        search(agent, alone)
        account_views(server, system, folder, floor)


if __name__ == "__main__":
    main()
