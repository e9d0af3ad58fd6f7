#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One bad entry in the catalog at a time, imported beside the practice catalog and posted to the running server: its
offering is named and not sold, and everything else is sold, quoted, qualified and removed as before."""
import ctl_case
from catalog_case import BASE, ORDER, PARTY, PROBLEM, QUOTE, REMOVAL, UPGRADE, CatalogCase

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


class Catalog(CatalogCase):
    def check(self, before, member, bad=BAD):
        problems = self.send("GET", PROBLEM)["problems"]
        self.assertEqual([(p["id"], p["name"], p["member"]) for p in problems], [(bad, "Bad", member)])
        self.assertIn(member, problems[0]["text"])
        self.assertIn("cordboard_catalog_problems 1\n", self.send("GET", "/metrics"))
        to_bad = {**UPGRADE, "productOffering": {"id": bad}}
        self.assertEqual(self.qualify(to_bad), "unqualified")
        self.assertEqual(self.quote(to_bad, 409)["reason"], "not-sold")
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

    def test_a_thousand(self):
        """They come in pages, and the rest is sold as before; correcting them is one more import."""
        before = self.all_else()
        bad = [{"id": f"bad-{n:04}", "name": "Bad", "lifecycleStatus": "Active", "productOfferingPrice": [{"priceType": "recurring"}]} for n in range(1000)]
        self.assertEqual(self.bring("productOffering", *bad).count("will not be sold"), 1000)
        page = self.send("GET", PROBLEM + "?offset=990&limit=20", wanted=206)
        self.assertEqual((page["total"], [p["id"] for p in page["problems"]]), (1000, [f"bad-{n:04}" for n in range(990, 1000)]))
        self.assertEqual(len(self.send("GET", PROBLEM + "?limit=100", wanted=206)["problems"]), 100)
        self.assertEqual(len(self.send("GET", PROBLEM)["problems"]), 1000)
        self.assertEqual(self.send("GET", PROBLEM + "?offset=1000", wanted=206)["problems"], [])
        for query in ("limit=-1", "limit=x", "offset=-5", "offset=1.5"):
            self.send("GET", f"{PROBLEM}?{query}", wanted=400)
        self.assertIn("cordboard_catalog_problems 1000\n", self.send("GET", "/metrics"))
        self.assertEqual(self.all_else(), before)

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
