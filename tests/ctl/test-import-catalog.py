#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One bad entry in the catalog at a time, imported beside the practice catalog and posted to the running server: its
offering is named and not sold, and everything else is sold, quoted, qualified and removed as before."""
import http.client
import json
import os
import re
import subprocess

import ctl_case

SERVER = ctl_case.PROGRAM.parents[1] / "server" / "cordboard-server"
PRACTICE = ctl_case.ROOT / "data" / "practice"
BASE = "/tmf-api/productCatalogManagement/v4/"
QUALIFICATION = "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
ORDER = "/tmf-api/productOrderingManagement/v4/productOrder"
QUOTE = "/tmf-api/quoteManagement/v4/quote"
PROBLEM = "/cordboard/v1/catalog/problem"
PARTY = [{"id": "C10001", "role": "customer"}]
UPGRADE = {"id": "1", "action": "modify", "product": {"id": "prod-C10001-home-50"}, "productOffering": {"id": "home-100"}}
REMOVAL = {"id": "1", "action": "delete", "product": {"id": "prod-C10001-home-phone"}}
BAD = "bad"


def price(**members):
    return {"id": "bad-price", "name": "a month", "priceType": "recurring", "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1,
            "price": {"unit": "EUR", "value": 20}, "lifecycleStatus": "Active", **members}


def taxes(*rates):
    return price(tax=[{"taxCategory": f"T{n}", "taxRate": rate} for n, rate in enumerate(rates)])


def term(**duration):
    return {"productOfferingTerm": [{"name": "T", "duration": duration}]}


DOLLARS = {**price(price={"unit": "USD", "value": 5}), "id": "bad-other", "priceType": "oneTime"}
DISCOUNT = {"id": "bad-other", "name": "off", "priceType": "discount"}
# The prices of the offering, what else it has, and the member that is named.
ENTRIES = {
    "negative price": ([price(price={"unit": "EUR", "value": -5})], {}, "price"),
    "price that is text": ([price(price={"unit": "EUR", "value": "free"})], {}, "price"),
    "unknown currency": ([price(price={"unit": "euro", "value": 5})], {}, "price"),
    "dollars beside euros": ([price(), DOLLARS], {}, "price.unit"),
    "a month and a half": ([price()], term(amount=1.5, units="month"), "productOfferingTerm.0.duration"),
    "thirty days": ([price()], term(amount=30, units="day"), "productOfferingTerm.0.duration"),
    "a term of a century": ([price()], term(amount=100, units="year"), "productOfferingTerm.0.duration"),
    "tax above the price": ([taxes(119)], {}, "tax.0.taxRate"),
    "taxes above it together": ([taxes(60, 40.1)], {}, "tax.1.taxRate"),
    "nine taxes": ([taxes(*range(1, 10))], {}, "tax"),
    "malformed tax": ([taxes("19 %")], {}, "tax.0.taxRate"),
    "negative tax": ([taxes(-19)], {}, "tax.0.taxRate"),
    "price that is nowhere": ([], {"productOfferingPrice": [{"id": "nowhere", "name": "elsewhere"}]}, "productOfferingPrice"),
    "price by the year": ([price(recurringChargePeriodType="year")], {}, "recurringChargePeriodType"),
    "two prices of suspending in time": ([price(), *({**price(priceType="suspension", validFor={name: "2026-12-31T23:00:00Z"}), "id": f"bad-{name}"}
                                                     for name in ("endDateTime", "startDateTime"))], {}, "validFor"),
    "promotion of nothing": ([price(), DISCOUNT], {}, "percentage"),
    "promotion above all": ([price(), {**DISCOUNT, "percentage": 120}], {}, "percentage"),
    "promotion that ends on no day": ([price(), {**DISCOUNT, "percentage": 20, "validFor": {"endDateTime": "2026-11-31T00:00:00Z"}}], {},
                                      "validFor.endDateTime"),
    "tax that ends on no day": ([price(tax=[{"taxCategory": "T", "taxRate": 19, "validFor": {"endDateTime": "2026-06-31T00:00:00Z"}}])], {},
                                "tax.0.validFor.endDateTime"),
    "taxes above it together later on": ([price(tax=[{"taxCategory": "A", "taxRate": 60}, {"taxCategory": "B", "taxRate": 41, "validFor": {"startDateTime": "2027-01-01T00:00:00Z"}}])],
                                         {}, "tax.1.taxRate"),
    "fee for leaving without a kind": ([price()], {"etf": {"amount": 100}}, "etf"),
    "fee for leaving that rises": ([price()], {"productOfferingTerm": [{"duration": 12, "etf": {"kind": "table", "amounts": [50, 60]}}]}, "productOfferingTerm.0.etf"),
}
# Those of them that break a rule of the definitions are refused where they are posted, with this member.
REFUSED = {
    "price that is text": "price.value",
    "a month and a half": "productOfferingTerm.0.duration.amount",
    "malformed tax": "tax.0.taxRate",
    "promotion that ends on no day": "validFor.endDateTime",
    "fee for leaving that rises": "productOfferingTerm.0.duration",
}


def offering(prices, more):
    return {"id": BAD, "name": "Bad", "isSellable": True, "lifecycleStatus": "Active", "category": [{"id": "home", "name": "Home internet"}],
            "productOfferingPrice": [{"id": p["id"], "name": p["name"]} for p in prices], **more}


class Catalog(ctl_case.CtlCase):
    def setUp(self):
        super().setUp()
        self.store = f"sqlite:{self.folder / 'store.db'}"
        files = [PRACTICE / f"{name}.json" for name in ("productOffering", "productOfferingPrice", "productSpecification", "category")]
        files += [PRACTICE / f"{name}.jsonl" for name in ("individual", "customer", "billingAccount")]
        self.done("import", "--store", self.store, *files, PRACTICE / "product.jsonl")
        secret = self.run_ctl("client", "add", "--store", self.store, "billing").stdout.strip()
        environment = dict(os.environ, CORDBOARD_DATA=str(ctl_case.ROOT / "data"))
        server = subprocess.Popen([SERVER, "--store", self.store, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                  env=environment)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait, 60)
        self.addCleanup(server.terminate)
        self.connection = http.client.HTTPConnection(re.search(r"http://([\d.:]+)", server.stdout.readline()).group(1), timeout=60)
        self.addCleanup(self.connection.close)
        self.headers = {"Content-Type": "application/json"}
        token = self.send("POST", "/cordboard/v1/token", {"grant_type": "client_credentials", "client_id": "billing", "client_secret": secret})
        self.headers["Authorization"] = f"Bearer {token['access_token']}"

    def send(self, method, path, body=None, wanted=200, **headers):
        self.connection.request(method, path, json.dumps(body) if body is not None else None, {**self.headers, **headers})
        reply = self.connection.getresponse()
        text = reply.read()
        self.assertEqual(reply.status, wanted, (method, path, text))
        return json.loads(text) if text and reply.headers.get_content_type() == "application/json" else text.decode()

    def post(self, kind, resource, wanted=201):
        """The server gives every new resource an id of its own."""
        return self.send("POST", BASE + kind, {name: value for name, value in resource.items() if name != "id"}, wanted)

    def remove(self, offering, prices):
        for path in [f"productOffering/{offering}"] + [f"productOfferingPrice/{id}" for id in prices]:
            self.send("DELETE", BASE + path, wanted=204, **{"If-Match": "*"})

    def bring(self, name, *resources):
        result = self.run_ctl("import", "--store", self.store, self.write(f"{name}.jsonl", "".join(json.dumps(r) + "\n" for r in resources)))
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stderr

    def quote(self, item, wanted=200):
        return self.send("POST", QUOTE, {"instantSyncQuote": True, "relatedParty": PARTY, "quoteItem": [item]}, wanted)

    def qualify(self, item):
        body = {"instantSyncQualification": True, "relatedParty": PARTY, "productOfferingQualificationItem": [item]}
        return self.send("POST", QUALIFICATION, body)["productOfferingQualificationItem"][0]["qualificationItemResult"]

    def total(self, item):
        return json.dumps(self.quote(item)["quoteTotalPrice"])

    def all_else(self):
        return self.total(UPGRADE), self.total(REMOVAL), self.qualify(UPGRADE), self.qualify(REMOVAL)

    def check(self, before, member, bad=BAD):
        problems = self.send("GET", PROBLEM)["problems"]
        self.assertEqual([(p["id"], p["name"], p["member"]) for p in problems], [(bad, "Bad", member)])
        self.assertIn(member, problems[0]["text"])
        self.assertIn("cordboard_catalog_problems 1\n", self.send("GET", "/metrics"))
        to_bad = {**UPGRADE, "productOffering": {"id": bad}}
        self.assertEqual(self.qualify(to_bad), "unqualified")
        self.assertEqual(self.quote(to_bad, 400)["reason"], "offering-unreadable")
        self.assertEqual(self.all_else(), before)
        self.assertEqual(self.send("GET", f"{BASE}productOffering/{bad}")["id"], bad)

    def check_posted(self, before, prices, more, member):
        posted = [{**p, "id": self.post("productOfferingPrice", p)["id"]} for p in prices]
        bad = self.post("productOffering", offering(posted, more))["id"]
        self.check(before, member, bad)
        self.remove(bad, [p["id"] for p in posted])

    def check_refused(self, prices, more, member):
        """The last price or else the offering is the one at fault."""
        kind, document = ("productOffering", offering([], more)) if more else ("productOfferingPrice", prices[-1])
        self.assertEqual(self.post(kind, document, 400)["member"], member)

    def test_each_entry_alone(self):
        before = self.all_else()
        self.assertEqual(before[2:], ("qualified", "qualified"))
        self.assertEqual(self.send("GET", PROBLEM)["problems"], [])
        for name, (prices, more, member) in ENTRIES.items():
            with self.subTest(name, way="import"):
                warnings = self.bring("productOfferingPrice", *prices) if prices else ""
                warnings += self.bring("productOffering", offering(prices, more))
                self.assertEqual(warnings.count("\n"), 1, warnings)
                self.assertIn(f"offering {BAD} will not be sold", warnings)
                self.assertIn(member, warnings)
                self.check(before, member)
                self.remove(BAD, [p["id"] for p in prices])
            with self.subTest(name, way="HTTP"):
                if name in REFUSED:
                    self.check_refused(prices, more, REFUSED[name])
                else:
                    self.check_posted(before, prices, more, member)
                self.assertEqual(self.send("GET", PROBLEM)["problems"], [])

    def test_who_has_it_can_leave(self):
        """The entry goes bad while a customer has the offering: leaving it costs what it did, and is carried out."""
        product = {"id": "held", "name": "Bad", "status": "active", "startDate": "2026-01-01T00:00:00Z", "productOffering": {"id": BAD, "name": "Bad"},
                   "relatedParty": PARTY, "billingAccount": {"id": "acct-C10001"},
                   "productPrice": [{"name": "a month", "priceType": "recurring", "recurringChargePeriod": "month",
                                     "price": {"dutyFreeAmount": {"unit": "EUR", "value": 20}}}]}
        leave = {"id": "1", "action": "delete", "product": {"id": "held"}}
        self.assertEqual(self.bring("productOfferingPrice", price()) + self.bring("productOffering", offering([price()], {})), "")
        self.bring("product", product)
        before = self.total(leave), *self.all_else()
        self.assertIn(BAD, self.bring("productOfferingPrice", price(price={"unit": "EUR", "value": -5})))
        self.assertEqual((self.total(leave), *self.all_else()), before)
        for item in (leave, UPGRADE, REMOVAL):
            self.send("POST", ORDER, {"relatedParty": PARTY, "productOrderItem": [item]}, 201)
        self.assertEqual(self.send("GET", "/tmf-api/productInventory/v4/product/held")["status"], "terminated")

    def test_other_money_stands_beside(self):
        """An offering in dollars alone is no fault; it is just not for an account in euros."""
        before = self.all_else()
        prices = [price(price={"unit": "USD", "value": 20})]
        self.assertEqual(self.bring("productOfferingPrice", *prices) + self.bring("productOffering", offering(prices, {})), "")
        self.assertEqual(self.send("GET", PROBLEM)["problems"], [])
        self.assertEqual(self.qualify({**UPGRADE, "productOffering": {"id": BAD}}), "unqualified")
        self.assertEqual(self.all_else(), before)


if __name__ == "__main__":
    ctl_case.main()
