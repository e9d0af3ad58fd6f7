#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""/metrics of the real server: strictly in the text format, with consistent histograms; each counter grows with its
requests, and no label comes from a client."""
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import uuid

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
SERVER, CTL = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (-?[0-9]+(?:\.[0-9]+)?)")
ORDER = "/tmf-api/productOrderingManagement/v4/productOrder"
CANCEL = "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
MESSAGE = "/tmf-api/communicationManagement/v4/communicationMessage"
MARKS = ("Quaxolotl", "zzcanary")


def parse(text):
    """{(name, labels): number} of a page that is strictly in the format; labels are sorted pairs."""
    assert text.endswith("\n"), "the last line has no end"
    samples, types, family, helped = {}, {}, None, None
    for line in text[:-1].split("\n"):
        if line.startswith("# HELP "):
            helped = re.fullmatch(rf"# HELP ({NAME}) (?:[^\\]|\\[\\n])+", line)[1]
            continue
        if line.startswith("# TYPE "):
            family, kind = re.fullmatch(rf"# TYPE ({NAME}) (counter|gauge|histogram)", line).groups()
            assert family == helped and family not in types, f"{family}: not helped before, or twice"
            assert (kind == "counter") == family.endswith("_total"), f"{family} is a {kind}"
            types[family] = kind
            continue
        match = SAMPLE.fullmatch(line)
        assert match, f"not a sample: {line}"
        suffixes = ("_bucket", "_sum", "_count") if types[family] == "histogram" else ("",)
        assert match[1] in [family + s for s in suffixes], f"{match[1]} stands among {family}"
        labels = tuple(sorted(found[:2] for found in re.findall(LABEL, match[2] or "")))
        assert len(dict(labels)) == len(labels) and (match[1], labels) not in samples, f"twice: {line}"
        assert types[family] == "gauge" or not match[7].startswith("-"), line
        samples[match[1], labels] = float(match[7])
    check_histograms(samples, types)
    return samples


def check_histograms(samples, types):
    for family in (name for name, kind in types.items() if kind == "histogram"):
        series = {}
        for (name, labels), value in samples.items():
            if name == family + "_bucket":
                rest = tuple(pair for pair in labels if pair[0] != "le")
                series.setdefault(rest, []).append((dict(labels)["le"], value))
        for rest, buckets in series.items():
            bounds = [float(le.replace("+Inf", "inf")) for le, _ in buckets]
            counts = [count for _, count in buckets]
            assert bounds == sorted(set(bounds)) and bounds[-1] == float("inf"), (family, bounds)
            assert counts == sorted(counts), (family, rest, counts)
            assert samples[family + "_count", rest] == counts[-1], (family, rest)
            total = samples[family + "_sum", rest]
            low = sum((counts[i] - counts[i - 1]) * bounds[i - 1] for i in range(1, len(counts)))
            assert low <= total + 1e-9, (family, rest, "the sum is less than its buckets allow")


class Server(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        (cls.folder / "spool").mkdir()
        store = f"sqlite:{cls.folder}/store.db"
        cls.secret = subprocess.run([CTL, "client", "add", "--store", store, "billing"], check=True, capture_output=True, text=True).stdout.strip()
        with open(cls.folder / "log", "w") as log:
            cls.server = subprocess.Popen(
                [SERVER, "--store", store, "--listen", "127.0.0.1:0", "--demo-folder", ROOT / "tests" / "server" / "data",
                 "--policy-dir", ROOT / "data" / "policy", "--spool", cls.folder / "spool"], stdout=subprocess.PIPE, stderr=log, text=True)
        cls.port = int(cls.server.stdout.readline().rsplit(":", 1)[1])
        cls.password = re.search(r"with the password (\w+)", (cls.folder / "log").read_text())[1]

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.stdout.close()
        if cls.server.wait(timeout=30) != 0:
            raise AssertionError("the server did not end well")

    def setUp(self):
        self.token = None

    def send(self, method, path, body=None, status=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.addCleanup(connection.close)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        if status is not None:
            self.assertEqual(answer.status, status, text)
        return answer, text

    def scrape(self, path="/metrics"):
        answer, text = self.send("GET", path, status=200)
        self.assertEqual(answer.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return parse(text)

    def sign_in(self, status=200, **changed):
        self.token = None
        body = {"grant_type": "password", "username": "agent", "password": self.password, **changed}
        _, text = self.send("POST", "/cordboard/v1/token", body, status=status)
        if status == 200:
            self.token = json.loads(text)["access_token"]

    def be_system(self):
        self.sign_in(grant_type="client_credentials", client_id="billing", client_secret=self.secret)


def growth(before, after, *prefixes):
    """What grew, by name and the values of its labels, in the order of the labels' names."""
    return {(name, *(value for _, value in labels)): count - before.get((name, labels), 0) for (name, labels), count in after.items()
            if name.startswith(prefixes) and count != before.get((name, labels), 0)}


COUNTERS = ("cordboard_requests_total", "cordboard_orders", "cordboard_verif", "cordboard_sign_ins_total", "cordboard_messages_total",
            "cordboard_idem", "cordboard_doubtful")


class Metrics(Server):
    def test_a_scrape_is_counted_in_the_next(self):
        first, second, third = self.scrape(), self.scrape(), self.scrape("/cordboard/v1/metrics")
        self.assertEqual(growth(first, second, *COUNTERS), {("cordboard_requests_total", "GET", "root-metrics", "2xx"): 1})
        times = [page.get(("cordboard_request_duration_seconds_count", (("route", "root-metrics"),)), 0) for page in (first, second, third)]
        self.assertEqual(times, [times[0], times[0] + 1, times[0] + 2])
        self.assertEqual((third["cordboard_requests_in_flight", ()], third["cordboard_connections", ()]), (1, 1))
        self.assertEqual(third["cordboard_build_info", (("version", "0.1.0"),)], 1)
        self.assertGreater(third["cordboard_store_bytes", ()], 4096)

    def test_routes_are_words_of_our_own(self):
        self.be_system()
        before = self.scrape()
        self.send("GET", f"/{MARKS[0]}/{MARKS[1]}?q={MARKS[0]}", status=404)
        self.send(MARKS[1].upper(), "/health", status=405)
        self.send("GET", f"/tmf-api/customerManagement/v4/customer/{MARKS[0]}", status=404)
        self.send("GET", f"/tmf-api/customerManagement/v4/customer?name={MARKS[1]}", status=200)
        self.send("POST", "/cordboard/v1/interaction", {}, status=403)
        self.send("POST", ORDER, {}, status=415, Content_Type="text/plain")
        after = self.scrape()
        self.assertEqual(growth(before, after, *COUNTERS), {
            ("cordboard_requests_total", "GET", "none", "4xx"): 1, ("cordboard_requests_total", "other", "none", "4xx"): 1,
            ("cordboard_requests_total", "GET", "customer", "4xx"): 1, ("cordboard_requests_total", "GET", "customer", "2xx"): 1,
            ("cordboard_requests_total", "POST", "interaction-open", "4xx"): 1, ("cordboard_requests_total", "POST", "order", "4xx"): 1,
            ("cordboard_requests_total", "GET", "root-metrics", "2xx"): 1})
        words = " ".join(f"{name} {labels}" for name, labels in after)
        for mark in MARKS:
            self.assertNotIn(mark.lower(), words.lower())

    def test_what_is_refused_at_the_edge(self):
        before = self.scrape()
        self.send("POST", "/cordboard/v1/token", {}, status=415, Content_Encoding="gzip")
        after = self.scrape()
        self.assertEqual(growth(before, after, *COUNTERS), {("cordboard_doubtful_requests_total",): 1,
                                                            ("cordboard_requests_total", "GET", "root-metrics", "2xx"): 1})
        self.assertEqual((after["cordboard_requests_in_flight", ()], after["cordboard_connections", ()]), (1, 1))

    def test_sign_ins(self):
        before = self.scrape()
        for _ in range(10):
            self.sign_in(401, username="nobody")
        self.sign_in(429, username="nobody")
        self.be_system()
        grown = growth(before, self.scrape(), "cordboard_sign_ins_total")
        self.assertEqual(grown, {("cordboard_sign_ins_total", "refused"): 10, ("cordboard_sign_ins_total", "throttled"): 1,
                                 ("cordboard_sign_ins_total", "ok"): 1})

    def test_verifications(self):
        self.sign_in()
        _, text = self.send("POST", "/cordboard/v1/interaction", {"channel": "phone", "direction": "inbound", "sop": "plan-change", "policy": "eu"}, status=201)
        path = f"/cordboard/v1/interaction/{json.loads(text)['id']}/verification"
        before = self.scrape()
        self.send("POST", path, {"customer": "C1", "factor": "pin", "value": "4711"}, status=200)
        answer = {"attemptsLeft": 1}
        while answer["attemptsLeft"]:
            answer = json.loads(self.send("POST", path, {"customer": "C2", "factor": "pin", "value": "0"}, status=200)[1])
        self.send("POST", path, {"customer": "C2", "factor": "pin", "value": "0"}, status=423)
        grown = growth(before, self.scrape(), "cordboard_verifications")
        self.assertEqual((grown["cordboard_verifications_total", "match"], grown["cordboard_verifications_total", "locked"]), (1, 1))
        self.assertGreater(grown["cordboard_verifications_total", "no-match"], 1)

    def order(self, customer, product, start, end):
        item = {"id": "1", "action": "modify", "product": {"id": product, "productOffering": {"id": start}}, "productOffering": {"id": end}}
        return {"relatedParty": [{"id": customer, "role": "customer"}], "billingAccount": {"id": f"acct-{customer}"}, "productOrderItem": [item]}

    def test_orders_and_what_comes_again(self):
        self.be_system()
        key = {"Idempotency_Key": "01890000-0000-7000-8000-" + uuid.uuid4().hex[:12], "Cordboard_Device": "desk-1"}
        before = self.scrape()
        for _ in range(3):
            self.send("POST", ORDER, self.order("C1", "line-1", "basic", "fast"), status=201, **key)
        self.send("POST", ORDER, self.order("C2", "nothing", "basic", "fast"), status=400)
        after = self.scrape()
        self.assertEqual(growth(before, after, "cordboard_orders_total", "cordboard_idem"), {
            ("cordboard_orders_total", "placed"): 1, ("cordboard_orders_total", "completed"): 1, ("cordboard_idempotent_total", "replayed"): 2})
        self.assertEqual(growth(before, after, "cordboard_requests_total")["cordboard_requests_total", "POST", "order", "2xx"], 3)
        self.assertGreater(growth(before, after, "cordboard_commits_total")["cordboard_commits_total", "kept"], 0)
        self.assertEqual(after["cordboard_orders_waiting", ()], 0)

    def test_orders_undone(self):
        self.be_system()
        before = self.scrape()
        order = self.order("C3", "line-3", "basic", "fast")
        order["requestedStartDate"] = "2090-01-01T00:00:00Z"
        _, text = self.send("POST", ORDER, order)
        if "id" not in json.loads(text):
            self.fail(text)
        middle = self.scrape()
        self.assertEqual((middle["cordboard_orders_waiting", ()], middle["cordboard_orders_due", ()]), (1, 0))
        self.send("POST", CANCEL, {"productOrder": {"id": json.loads(text)["id"]}}, status=201)
        after = self.scrape()
        self.assertEqual(growth(before, after, "cordboard_orders_total"), {("cordboard_orders_total", "placed"): 1, ("cordboard_orders_total", "cancelled"): 1})
        self.assertEqual(after["cordboard_orders_waiting", ()], 0)

    def test_messages(self):
        self.be_system()
        message = {"content": "Hello", "messageType": "email", "subject": "x", "characteristic": [],
                   "receiver": [{"id": "C1", "role": "customer", "email": "a@example.com"}], "sender": {"id": "us"}}
        before = self.scrape()
        self.send("POST", MESSAGE, message, status=201)
        after = self.scrape()
        self.assertEqual(growth(before, after, "cordboard_messages_total"),
                         {("cordboard_messages_total", "accepted"): 1, ("cordboard_messages_total", "sent"): 1})
        self.assertEqual(after["cordboard_messages_waiting", ()], 0)


class Parser(unittest.TestCase):
    """The parser itself refuses what is not in the format."""

    def test_it_refuses(self):
        good = "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c\\\"\"} 1\n"
        self.assertEqual(parse(good), {("a_total", (("b", 'c\\"'),)): 1})
        for bad in (good[:-1], good + good, good.replace("counter", "gauge"), good.replace("} 1", "}  1"), good.replace(" 1", " -1"),
                    good.replace("a_total{", "other{"), good + "a_total{b=\"c\\\"\"} 2\n", good.replace("# HELP a_total x\n", ""),
                    "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n",
                    "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n"):
            with self.subTest(bad=bad), self.assertRaises((AssertionError, TypeError, KeyError, AttributeError)):
                parse(bad)


if __name__ == "__main__":
    unittest.main()
