#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole catalogs as three other systems write them (catalogs/): what can be sold is sold at its price, each other
offering is named with its reason, and nothing else changes. expected.txt beside each has a line for every offering: what
the quote says, or why it is not sold."""
import json
import os
import re
import unittest
import urllib.parse

import ctl_case
from catalog_case import BASE, ORDER, PROBLEM, QUOTE, CatalogCase

CATALOGS = ctl_case.ROOT / "tests" / "ctl" / "catalogs"
VENDORS = ("mobile", "cable", "cpq")
# One good offering of each, which is ordered as well.
GOOD = {"mobile": "medium", "cable": "basic", "cpq": "o/a b%2Fc?d#e"}
OTHER_MONEY = {"basic-eu": "EUR", "basic-eu-plus": "EUR", "o-yen": "JPY", "o-yen-part": "JPY", "o-dinar": "KWD", "o-dinar-4": "KWD"}
MONEY = {"mobile": "GBP", "cable": "USD", "cpq": "EUR"}


def offerings(vendor):
    return [json.loads(line) for line in (CATALOGS / vendor / "productOffering.jsonl").read_text(encoding="utf-8").splitlines()]


def party(vendor, id):
    return [{"id": f"{vendor}-{OTHER_MONEY.get(id, MONEY[vendor])}", "role": "customer"}]


def item(id):
    return {"id": "1", "action": "add", "productOffering": {"id": id}}


class WholeCatalogs(CatalogCase):
    def expected(self, vendor):
        lines = (CATALOGS / vendor / "expected.txt").read_text(encoding="utf-8").splitlines()
        return dict(line.split(" | ") for line in lines)

    def answer(self, vendor, id):
        """The month and what is to be paid first, or the words of the refusal."""
        body = {"instantSyncQuote": True, "relatedParty": party(vendor, id), "quoteItem": [item(id)]}
        self.connection.request("POST", QUOTE, json.dumps(body), self.headers)
        reply = self.connection.getresponse()
        quote = json.loads(reply.read(), parse_float=str, parse_int=str)
        if reply.status != 200:
            self.assertEqual(reply.status, 409, quote)
            return f"{quote['reason']}: {quote['message']}"
        prices = {p["priceType"]: p["price"]["taxIncludedAmount"] for p in quote["quoteTotalPrice"]}
        return ", ".join(f"{kind} {prices[kind]['value']} {prices[kind]['unit']}" for kind in ("recurring", "oneTime"))

    def answers(self, vendor, warned):
        return {o["id"]: warned.get(o["id"]) or self.answer(vendor, o["id"]) for o in offerings(vendor)}

    def load(self, vendor):
        """Imports it; returns what the import said of each offering that will not be sold."""
        result = self.run_ctl("import", "--store", self.store, CATALOGS / vendor)
        self.assertEqual(result.returncode, 0, result.stderr)
        pattern = re.compile(r"cordboardctl: offering (.*?) will not be sold: (.*)")
        return dict(pattern.fullmatch(line).groups() for line in result.stderr.splitlines())

    def check(self, vendor, warned):
        listed = {p["id"]: p for p in self.send("GET", f"{PROBLEM}?limit=500")["problems"]}
        own = {o["id"] for o in offerings(vendor)}
        self.assertEqual({id: p["text"] for id, p in listed.items() if id in own}, {id: text for id, text in warned.items() if id in own})
        for id, text in warned.items():
            self.assertIn(f"“{listed[id]['member']}” ", text)
        answers = self.answers(vendor, warned)
        if os.environ.get("CORD_WRITE_EXPECTED"):
            (CATALOGS / vendor / "expected.txt").write_text("".join(f"{id} | {text}\n" for id, text in answers.items()), encoding="utf-8")
        self.assertEqual(answers, self.expected(vendor))
        good = GOOD[vendor]
        order = self.send("POST", ORDER, {"relatedParty": party(vendor, good), "productOrderItem": [item(good)]}, 201)
        self.assertIn(order["state"], ("acknowledged", "completed"))
        for id in sorted(own):
            path = f"{BASE}productOffering/{urllib.parse.quote(id, safe='')}?fields=name"
            self.assertEqual(self.send("GET", path)["id"], id)

    def test_beside_the_practice_catalog(self):
        before = self.all_else()
        practice = f"{BASE}productOffering?category.id=mobile,internet,tv"
        served = self.send("GET", practice)
        warned = {}
        for vendor in VENDORS:
            warned = self.load(vendor)
        for vendor in VENDORS:
            own = {o["id"] for o in offerings(vendor)}
            self.check(vendor, {id: text for id, text in warned.items() if id in own})
        self.assertEqual(self.all_else(), before)
        self.assertEqual(self.send("GET", practice), served)
        self.assertEqual(self.send("GET", "/ready")["status"], "ready")


class Alone:
    """The same in a store that has nothing else."""
    def first_files(self):
        return [CATALOGS / self.vendor / f"{name}.jsonl" for name in ("individual", "customer", "billingAccount")]

    def test_alone(self):
        self.check(self.vendor, self.load(self.vendor))

    test_beside_the_practice_catalog = None


class AloneCpq(Alone, WholeCatalogs):
    vendor = "cpq"


@unittest.skipUnless(os.environ.get("CORD_CHECK_ALL"), "the others as well with --all")
class AloneMobile(Alone, WholeCatalogs):
    vendor = "mobile"


@unittest.skipUnless(os.environ.get("CORD_CHECK_ALL"), "the others as well with --all")
class AloneCable(Alone, WholeCatalogs):
    vendor = "cable"


def bare(id, **members):
    return {"id": id, "name": "Bare", "lifecycleStatus": "Active", **members}


class LeftOut(ctl_case.CtlCase):
    """What cannot even be stored is named, and the rest of the file is imported."""
    def load(self, name, text):
        result = self.run_ctl("import", "--store", f"sqlite:{self.folder / 'store.db'}", self.write(name, text))
        return result.returncode, [line.split("left out: ")[1] for line in result.stderr.splitlines() if "left out" in line], result.stdout

    def test_entries(self):
        deep = []
        for _ in range(60):
            deep = [deep]
        bad = {"line 2": bare(7), "line 3": {"name": "Nameless"}, "line 4": bare(""), "line 5": bare("x" * 300), "line 6": bare("picture", attachment=[{"content": "A" * 100_000}]),
               "line 7": bare("deep", cpq=deep), "line 8": None}
        lines = [json.dumps(entry) for entry in (bare("first"), *bad.values(), bare("last"))]
        lines.insert(-1, '{"id":"huge","name":"x","cpq":1e400}')
        lines.insert(-1, '{"id":"doubled","name":"a","name":"b"}')
        status, left_out, output = self.load("productOffering.jsonl", "\n".join(lines))
        self.assertEqual(status, 0)
        self.assertEqual([text.split(": ")[0] for text in left_out], [f"productOffering.jsonl, line {n}" for n in range(2, 11)])
        self.assertIn("productOffering: 2 created", output)
        status, left_out, output = self.load("productOfferingPrice.json", json.dumps([{"id": "p"}, {"id": None}, 7]))
        self.assertEqual((status, len(left_out)), (0, 2))

    def test_files(self):
        """A damaged file is not good in its other parts, and one of which nothing is good may be anything."""
        for text in ('{"id":"a"}\n{"id":"b","name":}', b'{"id":"a"}\n{"id":"b","name":"Gr\xf6\xdfe"}', '[{"id":"a"},{"id":"b"', '{"productOffering":[{"id":"a"}]}'):
            with self.subTest(text):
                self.assertEqual(self.load("productOffering.json", text)[::2], (1, ""))

    def test_types(self):
        """A system may have types of its own."""
        entries = [{**bare("price"), "@type": "CpqPrice", "@baseType": "ProductOfferingPrice"}, {**bare("offer"), "@type": "CpqOffer", "@baseType": "ProductOffering"}]
        status, left_out, output = self.load("export.jsonl", "\n".join(json.dumps(entry) for entry in entries))
        self.assertEqual((status, left_out), (0, []))
        self.assertIn("productOfferingPrice: 1 created", output)


if __name__ == "__main__":
    ctl_case.main()
