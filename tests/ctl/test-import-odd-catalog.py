#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole catalogs of odd entries beside the practice catalog: those that mean something are read, each of the others is
named with the member at fault, and everything else is sold, quoted, qualified and removed as before."""
import json

import ctl_case
from catalog_case import BASE, ORDER, PARTY, PROBLEM, REMOVAL, UPGRADE, CatalogCase

MONTH = {"priceType": "recurring", "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1, "price": {"unit": "EUR", "value": 20}}
ONCE = {"priceType": "oneTime", "price": {"unit": "EUR", "value": 5}}
OFF = {"priceType": "discount", "percentage": 10}


def prices(*entries):
    return {"productOfferingPrice": [{"id": f"P{n}", "name": "P", **entry} for n, entry in enumerate(entries)]}


def month(**members):
    return prices({**MONTH, **members})


def money(value, unit="EUR"):
    return month(price={"unit": unit, "value": value})


def discount(**members):
    return prices(MONTH, {**OFF, **members})


def term(duration):
    return {**month(), "productOfferingTerm": [{"name": "T", "duration": duration}]}


# What an offering says beside its id and name; the member that is named, or None where it is no fault.
ENTRIES = {
    "days": (term({"amount": 14, "units": "days"}), "productOfferingTerm.0.duration"),
    "weeks": (term({"amount": 2, "units": "Week"}), "productOfferingTerm.0.duration"),
    "term-without-unit": (term({"amount": 12}), None),
    "term-that-is-text": (term("one year"), "productOfferingTerm.0.duration"),
    "term-in-years": (term({"amount": 2, "units": "Years"}), None),
    "term-null": ({**month(), "productOfferingTerm": [None]}, "productOfferingTerm"),
    "terms-no-list": ({**month(), "productOfferingTerm": {"duration": 12}}, "productOfferingTerm"),
    "fixed-discount": (prices(MONTH, {"priceType": "discount", "price": {"unit": "EUR", "value": 5}}), None),
    "discount-without-duration": (discount(), None),
    "discount-above-100": (discount(percentage=100.5), "percentage"),
    "discount-of-text": (discount(percentage="ten"), "percentage"),
    "discount-in-digits": (discount(percentage="10.5"), None),
    "discount-in-days": (discount(applicationDuration={"amount": 90, "units": "day"}), "applicationDuration"),
    "discount-below-nothing": (prices(MONTH, {"priceType": "discount", "price": {"unit": "EUR", "value": -5}}), "price"),
    "negative": (money(-20), "price"),
    "price-in-digits": (money("20.00"), None),
    "price-with-comma": (money("20,00"), "price"),
    "twelve-decimals": (money("20.123456789012"), "price"),
    "six-decimals": (money("20.123456"), None),
    "price-of-nothing": (money(0), None),
    "price-null": (money(None), "price"),
    "too-large": (money(9e17), "price"),
    "no-currency": (money(20, None), "price"),
    "crypto": (money(20, "bitcoin"), "price"),
    "yen": (money(2000, "JPY"), None),
    "plain-number": (month(price=20), "price"),
    "gross-only": (month(price={"taxIncludedAmount": {"unit": "EUR", "value": 20}}), "price"),
    "no-price-type": (prices({"price": {"unit": "EUR", "value": 20}}), "priceType"),
    "price-type-null": (month(priceType=None), "priceType"),
    "price-type-number": (month(priceType=1), "priceType"),
    "price-type-spelled": (month(priceType="Recurring Charge"), None),
    "penalty": (prices(MONTH, {**ONCE, "priceType": "penalty"}), "priceType"),
    "usage-beside": (prices(MONTH, {"priceType": "usage", "unitOfMeasure": {"amount": 1, "units": "GB"}, "price": {"unit": "EUR", "value": 2}}), None),
    "usage-alone": (prices({"priceType": "usage", "price": {"unit": "EUR", "value": 2}}), None),
    "quarterly": (month(recurringChargePeriodType="quarter"), "recurringChargePeriodType"),
    "twelve-months": (month(recurringChargePeriodLength=12), "recurringChargePeriodType"),
    "by-the-week": (prices({**MONTH, "recurringChargePeriodType": "week"}, ONCE), "recurringChargePeriodType"),
    "period-of-object": (month(recurringChargePeriodType={"amount": 1}), "recurringChargePeriodType"),
    "yearly-of-old": (prices({"priceType": "recurring", "recurringChargePeriod": "yearly", "price": {"unit": "EUR", "value": 120}}), "recurringChargePeriodType"),
    "monthly-of-old": (prices({"priceType": "Recurring", "recurringChargePeriod": "Monthly", "price": {"unit": "EUR", "value": 12}}), None),
    "six-months-of-it": (prices({**MONTH, "applicationDuration": 6}, MONTH), "applicationDuration"),
    "period-of-nothing": (month(recurringChargePeriodLength=0), "recurringChargePeriodType"),
    "by-term": (prices({**MONTH, "productOfferingTerm": [{"duration": 12}]}, {**MONTH, "productOfferingTerm": [{"duration": 24}]}), "productOfferingTerm"),
    "by-speed": (prices(MONTH, {**MONTH, "prodSpecCharValueUse": [{"name": "speed"}]}), "prodSpecCharValueUse"),
    "retired-price": (month(lifecycleStatus="Retired"), "lifecycleStatus"),
    "retired-beside": (prices(MONTH, {**MONTH, "lifecycleStatus": "Obsolete"}), None),
    "prices-of-ids": ({"productOfferingPrice": ["P1"]}, "productOfferingPrice"),
    "price-null-in-list": ({"productOfferingPrice": [None]}, "productOfferingPrice"),
    "prices-no-list": ({"productOfferingPrice": MONTH}, "productOfferingPrice"),
    "three-hundred-prices": (prices(*[MONTH] * 300), "productOfferingPrice"),
    "price-nowhere": ({"productOfferingPrice": [{"id": "nowhere"}]}, "productOfferingPrice"),
    "tax-of-amount": (month(tax=[{"taxCategory": "VAT", "taxAmount": {"unit": "EUR", "value": 3.8}}]), "tax.0.taxRate"),
    "tax-that-is-text": (month(tax="19 %"), "tax"),
    "two-taxes": (prices({**MONTH, "tax": [{"taxRate": 7}]}, {**MONTH, "tax": [{"taxRate": 19}]}), "tax"),
    "valid-list": ({**month(), "validFor": ["2026-01-01"]}, "validFor"),
    "valid-number": ({**month(), "validFor": {"startDateTime": 20260101}}, "validFor.startDateTime"),
    "ends-before-it-begins": ({**month(), "validFor": {"startDateTime": "2027-01-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}}, "validFor.endDateTime"),
    "valid-null": ({**month(), "validFor": None}, None),
    "sellable-text": ({**month(), "isSellable": "false"}, "isSellable"),
    "status-number": ({**month(), "lifecycleStatus": 3}, "lifecycleStatus"),
    "status-unknown": ({**month(), "lifecycleStatus": "Published"}, None),
    "relation-without-id": ({**month(), "productOfferingRelationship": [{"relationshipType": "reliesOn"}]}, "productOfferingRelationship.0.id"),
    "relation-in-a-circle": ({**month(), "productOfferingRelationship": [{"relationshipType": "reliesOn", "id": "relation-in-a-circle"}]}, None),
    "bundle-of-itself": ({**month(), "isBundle": True, "bundledProductOffering": [{"id": "bundle-of-itself"}]}, None),
    "bundle-of-a-bundle": ({**month(), "isBundle": True, "bundledProductOffering": [
        {"id": "bundle-of-itself", "bundledProductOfferingOption": {"numberRelOfferLowerLimit": -1, "numberRelOfferUpperLimit": "many"}}, {"id": None}]}, None),
    "bundle-of-text": ({**month(), "isBundle": True, "bundledProductOffering": "everything"}, "bundledProductOffering"),
    "no-specification": ({**month(), "productSpecification": {"id": "nowhere"}}, None),
    "specification-text": ({**month(), "productSpecification": "SIM"}, "productSpecification"),
    "values-with-a-range": ({**month(), "prodSpecCharValueUse": [{"name": "speed", "minCardinality": -1, "productSpecCharacteristicValue": [
        {"valueFrom": 1, "valueTo": 9, "rangeInterval": "open", "regex": "([a-z]+)+$", "value": None}]}]}, None),
    "places-and-channels": ({**month(), "place": [{"id": "x"}], "marketSegment": "all", "channel": [{}], "agreement": 7, "attachment": [None]}, None),
    "unknown-type": ({**month(), "@type": "ThirdPartyOffering", "@baseType": 5, "@schemaLocation": "nowhere"}, None),
    "huge": ({**month(), "description": "x" * 60_000, "version": "y" * 10_000}, None),
    "name-null": ({**month(), "name": None}, None),
    "name-number": ({**month(), "name": 7}, None),
    "name-in-two-languages": ({**month(), "name": {"en": "Fast", "de": "Schnell"}}, None),
    "odd id/with?signs&more=%2F #\u00e9": (month(), None),
    "right-to-left \u202eevil": (month(), None),
    "fee-above-all": ({**month(), "etf": {"kind": "remaining", "percent": 120}}, "etf"),
    "fee-of-text": ({**month(), "etf": "100 EUR"}, "etf"),
}


def offering(id, members):
    return {"id": id, "@type": "ProductOffering", "name": id, "isSellable": True, "lifecycleStatus": "Active",
            "category": [{"id": "home", "name": "Home internet"}], **members}


class OddCatalog(CatalogCase):
    def test_beside_good_ones(self):
        before = self.all_else()
        warnings = self.bring("productOffering", *(offering(id, members) for id, (members, _) in ENTRIES.items()))
        problems = {p["id"]: p for p in self.send("GET", PROBLEM)["problems"]}
        wanted = {id: member for id, (_, member) in ENTRIES.items() if member is not None}
        self.assertEqual({id: p["member"] for id, p in problems.items()}, wanted)
        self.assertEqual(warnings.count("will not be sold"), len(wanted))
        self.assertIn(f"cordboard_catalog_problems {len(wanted)}\n", self.send("GET", "/metrics"))
        self.assertEqual(self.send("GET", "/ready")["status"], "ready")
        self.assertEqual(self.all_else(), before)
        for id, (_, member) in ENTRIES.items():
            with self.subTest(id):
                to_it = {**UPGRADE, "productOffering": {"id": id}}
                if member is not None:
                    self.assertRegex(problems[id]["text"], f"“{member}” [a-z]")
                    self.assertIn(self.qualify(to_it), ("unqualified", "alternate"))
                    self.assertEqual(self.quote(to_it, 409)["reason"], "not-sold")
                elif self.qualify(to_it) == "qualified":
                    self.assertIn("quoteTotalPrice", self.quote(to_it))
        self.assertEqual(self.qualify({**UPGRADE, "productOffering": {"id": "usage-alone"}}), "unqualified")
        self.check_lists()
        self.check_prices_in_time()
        self.check_import_under_a_quote()

    def check_lists(self):
        """Entries of any shape are listed, filtered, sorted and corrected like others."""
        path = f"{BASE}productOffering"
        for query in ("isSellable=true", "category.id=home", "name=huge", "sort=name", "sort=-validFor.startDateTime", "fields=isSellable,validFor",
                      "productOfferingPrice.id=P0", "lifecycleStatus=Active&sort=id", "bundledProductOffering.id=bundle-of-itself"):
            self.assertIsInstance(self.send("GET", f"{path}?{query}"), list, query)
        self.assertEqual(self.send("PATCH", f"{path}/sellable-text", {"isSellable": True}, **{"If-Match": "*", "Content-Type": "application/merge-patch+json"})["isSellable"], True)
        self.assertEqual(self.qualify({**UPGRADE, "productOffering": {"id": "sellable-text"}}), self.qualify({**UPGRADE, "productOffering": {"id": "term-without-unit"}}))
        self.assertNotIn("sellable-text", [p["id"] for p in self.send("GET", PROBLEM)["problems"]])

    def check_import_under_a_quote(self):
        """What a quote was made of shrinks, or can no longer be read: the order is refused, and taken when it is back."""
        wanted = UPGRADE["productOffering"]["id"]
        whole = self.send("GET", f"{BASE}productOffering/{wanted}")
        seal = self.quote(UPGRADE)["cordboardSeal"]
        order = {"relatedParty": PARTY, "productOrderItem": [UPGRADE], "cordboardSeal": seal}
        without_term = {name: value for name, value in whole.items() if name != "productOfferingTerm"}
        for shrunk, answers in (({**without_term, "productOfferingPrice": []}, ("quote-stale", "no-price")),
                                ({**whole, "productOfferingPrice": whole["productOfferingPrice"][1:]}, ("quote-stale", "no-price")),
                                ({**whole, "productOfferingPrice": [{"id": "nowhere"}]}, ("not-sold",)),
                                ({**whole, "isSellable": "no"}, ("not-sold",))):
            with self.subTest(shrunk):
                self.bring("productOffering", shrunk)
                self.connection.request("POST", ORDER, json.dumps(order), self.headers)
                reply = self.connection.getresponse()
                refusal = json.loads(reply.read())
                self.assertIn(reply.status, (400, 409), refusal)
                self.assertIn(refusal["reason"], answers)
        self.bring("productOffering", whole)
        self.send("POST", ORDER, order, 201)

    def check_prices_in_time(self):
        """19.99 until December and 24.99 from January are never 44.98, and the year has both."""
        until = {**MONTH, "price": {"unit": "EUR", "value": 19.99}, "validFor": {"endDateTime": "2099-12-31T23:59:59Z"}}
        then = {**MONTH, "price": {"unit": "EUR", "value": 24.99}, "validFor": {"startDateTime": "2100-01-01T00:00:00Z"}}
        self.assertNotIn("rising", self.bring("productOffering", offering("rising", prices(until, then)), offering("plain", prices({**MONTH, "price": until["price"]}))))
        rising, plain = ({**UPGRADE, "action": "add", "product": {"id": "new"}, "productOffering": {"id": id}} for id in ("rising", "plain"))
        now = [next(p["price"] for p in self.quote(item)["quoteTotalPrice"] if p["priceType"] == "oneTime") for item in (rising, plain)]
        self.assertEqual(now[0], now[1])
        self.assertNotIn("44.98", json.dumps(self.quote(rising)))
        dated = self.quote(rising)["cordboardInput"]["catalog"]["rising"]
        self.assertEqual((dated["price"], dated["dated"]), ("19.99", [{"from": "2100-01-01", "price": "24.99"}]))

    def test_nothing_but_bad_ones(self):
        """Nobody can buy, and everybody can stay, suspend, resume, leave and be billed."""
        removal = self.total(REMOVAL)
        for kind in ("productOffering", "productOfferingPrice"):
            for entry in self.send("GET", f"{BASE}{kind}?fields=id"):
                self.send("DELETE", f"{BASE}{kind}/{entry['id']}", wanted=204, **{"If-Match": "*"})
        held = ["home-50", "home-phone"]
        self.bring("productOffering", *(offering(id, {"productOfferingPrice": [{"id": "none"}]}) for id in held + ["home-100"]))
        self.assertEqual(self.send("GET", PROBLEM)["total"], 3)
        self.assertEqual(self.quote(UPGRADE, 409)["reason"], "not-sold")
        self.assertIn(self.qualify(UPGRADE), ("unqualified", "alternate"))
        self.assertEqual(self.total(REMOVAL), removal)
        phone = REMOVAL["product"]
        for item in (*({"id": "1", "action": "modify", "product": {**phone, "status": status}} for status in ("suspended", "active")), REMOVAL):
            self.send("POST", ORDER, {"relatedParty": PARTY, "productOrderItem": [item]}, 201)
        self.send("POST", "/tmf-api/customerBillManagement/v4/customerBillOnDemand",
                  {"billingAccount": {"id": "acct-C10001"}, "relatedParty": {"id": "C10001"}}, 201)
        self.assertEqual(self.send("GET", "/ready")["status"], "ready")


if __name__ == "__main__":
    ctl_case.main()
