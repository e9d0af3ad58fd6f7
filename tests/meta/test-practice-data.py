#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice line's data is consistent: references resolve, amounts are exact, and the generator made these very
files."""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from decimal import ROUND_HALF_UP, Decimal

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
PRACTICE = ROOT / "data" / "practice"
TODAY = "2026-11-18"
CATALOG = ("catalog", "category", "productSpecification", "productOfferingPrice", "productOffering")
LINES = ("individual", "billingAccount", "customer", "product", "customerBill", "appliedCustomerBillingRate",
         "partyInteraction", "appointment", "productOrder")
TYPES = {name: name[0].upper() + name[1:] for name in CATALOG + LINES}
# Names that the quote format accepts for offers, products and discounts.
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
NUMBERS = re.compile(r"(\+493023125\d{3}|\+4917139200\d{2}|\+447700900\d{3})\Z")
KINDS = ("upgrade", "downgrade", "modify", "add", "remove")
FACTORS = ("pin", "password", "otp-sms", "otp-email", "callback", "document", "authorised-user")
STATES = {  # as the definitions permit
    "product": ("status", ("active", "suspended", "terminated")),
    "customerBill": ("state", ("new", "onHold", "validated", "sent", "partiallyPaid", "settled")),
    "partyInteraction": ("status", ("open", "inProgress", "completed")),
    "appointment": ("status", ("initialized", "confirmed", "cancelled", "completed", "failed")),
    "productOrder": ("state", ("acknowledged", "rejected", "pending", "held", "inProgress", "cancelled", "completed",
                               "failed", "partial")),
}
MANDATORY = {
    "customer": ("engagedParty",), "billingAccount": ("name", "relatedParty"),
    "product": ("productOffering", "productPrice", "relatedParty", "billingAccount", "status"),
    "appliedCustomerBillingRate": ("billingAccount", "isBilled", "type"),
    "partyInteraction": ("reason", "direction", "channel", "relatedParty"),
    "appointment": ("validFor", "relatedParty"), "productOrder": ("productOrderItem", "relatedParty"),
}


def unique_members(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a member stands twice: {[k for k, _ in pairs]}")
    return found


def parse(text):
    return json.loads(text, parse_float=Decimal, object_pairs_hook=unique_members)


def walk(value, path=""):
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from walk(item, f"{path}.{key}")


def traits(resource, member):
    return {c["name"]: c["value"] for c in resource[member]}


class PracticeData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.all = {name: parse((PRACTICE / f"{name}.json").read_text(encoding="utf-8")) for name in CATALOG}
        for name in LINES:
            lines = (PRACTICE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            cls.all[name] = [parse(line) for line in lines]
        cls.by_id = {name: {r["id"]: r for r in resources} for name, resources in cls.all.items()}
        cls.callers = parse((PRACTICE / "callers.json").read_text(encoding="utf-8"))
        cls.held = {}
        for product in cls.all["product"]:
            cls.held.setdefault(cls.owner(product), []).append(product)

    @staticmethod
    def owner(resource):
        return next(p["id"] for p in resource["relatedParty"] if p["role"] == "customer")

    def assertResolves(self, name, reference, where):
        self.assertIn(reference["id"], self.by_id[name], f"{where}: no {name} {reference['id']}")
        if "name" in reference and "name" in self.by_id[name][reference["id"]]:
            self.assertEqual(reference["name"], self.by_id[name][reference["id"]]["name"], where)

    def test_ids_and_types(self):
        for name, resources in self.all.items():
            self.assertEqual(len(resources), len(self.by_id[name]), f"{name}: an id stands twice")
            for resource in resources:
                self.assertEqual(resource["@type"], TYPES[name])
                self.assertTrue(TOKEN.match(resource["id"]), resource["id"])
                for member in MANDATORY.get(name, ()):
                    self.assertIn(member, resource, resource["id"])
                if name in STATES:
                    attribute, states = STATES[name]
                    self.assertIn(resource[attribute], states, resource["id"])

    def test_forty_customers(self):
        for name in ("customer", "individual", "billingAccount"):
            self.assertEqual(len(self.all[name]), 40)
        names = [c["name"] for c in self.all["customer"]]
        self.assertTrue(any(len(n) >= 60 for n in names))
        self.assertTrue(any("'" in n for n in names))
        self.assertTrue(any("\u05d0" <= c <= "\u064a" for n in names for c in n))
        self.assertTrue(any(" " not in n for n in names))
        self.assertTrue(any(c["id"] not in self.held for c in self.all["customer"]))
        anchors = {a["billStructure"]["cycleSpecification"]["dateShift"] for a in self.all["billingAccount"]}
        self.assertEqual(anchors, set(range(1, 32)))

    def test_amounts(self):
        for name, resources in self.all.items():
            for resource in resources:
                for path, value in walk(resource):
                    where = f"{resource['id']}{path}"
                    if isinstance(value, Decimal) and not path.endswith(".taxRate"):
                        self.assertTrue(path.endswith(".value"), where)
                        self.assertEqual(value.as_tuple().exponent, -2, where)
                    if isinstance(value, dict) and "unit" in value:
                        self.assertEqual(set(value), {"unit", "value"}, where)
                        self.assertEqual(value["unit"], "EUR", where)
                        self.assertIsInstance(value["value"], Decimal, where)

    def test_catalog(self):
        for o in self.all["productOffering"]:
            self.assertTrue(o["description"].endswith("."), o["id"])
            self.assertTrue(o["productOfferingTerm"], o["id"])
            self.assertResolves("productSpecification", o["productSpecification"], o["id"])
            for name, member in (("category", "category"), ("productOfferingPrice", "productOfferingPrice"),
                                 ("productOffering", "productOfferingRelationship"),
                                 ("productOffering", "bundledProductOffering")):
                for reference in o.get(member, []):
                    self.assertResolves(name, reference, o["id"])
            kinds = [self.by_id["productOfferingPrice"][p["id"]]["priceType"] for p in o["productOfferingPrice"]]
            self.assertEqual(kinds.count("recurring"), 1, o["id"])
            self.assertEqual(o["isSellable"], o["lifecycleStatus"] == "Active", o["id"])
            self.assertEqual(o["isBundle"], "bundledProductOffering" in o, o["id"])
            for term in o["productOfferingTerm"]:
                self.assertEqual("etf" in term, term["duration"]["amount"] > 0, o["id"])
        for price in self.all["productOfferingPrice"]:
            self.assertIn(price["priceType"], ("recurring", "oneTime", "discount", "suspension"))
            if price["priceType"] == "discount":
                self.assertTrue(TOKEN.match(price["name"]), price["name"])
                self.assertGreater(price["applicationDuration"]["amount"], 0)
        for specification in self.all["productSpecification"]:
            values = {c["name"]: c["productSpecCharacteristicValue"][0]["value"]
                      for c in specification["productSpecCharacteristic"]}
            self.assertTrue(all(isinstance(v, str) for v in values.values()), specification["id"])
            self.assertIn(values["leadTimeDays"], ("0", "1", "3"), specification["id"])

    def test_taxes(self):
        accounts = self.all["billingAccount"]
        regions = {c["value"] for a in accounts for c in a.get("characteristic", []) if c["name"] == "taxRegion"}
        self.assertEqual(len(regions), 3)
        packs = {policy: json.loads((ROOT / "data/policy" / f"{policy}.json").read_text(encoding="utf-8"))["taxes"] for policy in ("us", "eu", "none")}
        self.assertLessEqual(regions, set(packs["eu"]["regions"]))
        for policy, taxes in packs.items():
            self.assertEqual(taxes, packs["eu"], policy)
        self.assertEqual(sum("taxExemption" in a for a in accounts), 1)

    def test_customers(self):
        for customer in self.all["customer"]:
            party = self.by_id["individual"][customer["engagedParty"]["id"]]
            media = {m["mediumType"]: m["characteristic"] for m in party["contactMedium"]}
            self.assertTrue(NUMBERS.match(media["mobile"]["phoneNumber"]), customer["id"])
            self.assertRegex(media["email"]["emailAddress"], r"^[a-z.-]+@example\.(com|org)\Z")
            self.assertRegex(traits(party, "partyCharacteristic")["pin"], r"^\d{4}\Z")
            self.assertNotIn("birthDate", party)
            for account in customer["account"]:
                self.assertResolves("billingAccount", account, customer["id"])
                self.assertEqual(self.owner(self.by_id["billingAccount"][account["id"]]), customer["id"])
        numbers = [m["characteristic"]["phoneNumber"] for p in self.all["individual"] for m in p["contactMedium"]
                   if m["mediumType"] == "mobile"]
        self.assertEqual(len(numbers) - len(set(numbers)), 1, "one household shares a number")

    def test_references_to_customers(self):
        for name in LINES[3:]:
            for resource in self.all[name]:
                for party in resource.get("relatedParty", []):
                    self.assertEqual(party["@referredType"], "Customer", resource["id"])
                    self.assertResolves("customer", party, resource["id"])
                if "billingAccount" in resource:
                    self.assertResolves("billingAccount", resource["billingAccount"], resource["id"])
                    if "relatedParty" in resource:
                        account = self.by_id["billingAccount"][resource["billingAccount"]["id"]]
                        self.assertEqual(self.owner(account), self.owner(resource), resource["id"])

    def test_products(self):
        lines = [v for p in self.all["product"] for n, v in traits(p, "productCharacteristic").items() if n == "serviceId"
                 and p["productOffering"]["id"] != "home-phone"]
        self.assertEqual(len(lines), len(set(lines)), "two products on one line")
        self.assertTrue(all(NUMBERS.match(line) for line in lines))
        for product in self.all["product"]:
            self.assertLessEqual(product["startDate"][:10], TODAY)
            self.assertResolves("productOffering", product["productOffering"], product["id"])
            self.assertResolves("productSpecification", product["productSpecification"], product["id"])
            self.assertEqual([p["priceType"] for p in product["productPrice"]].count("recurring"), 1, product["id"])
            for price in product["productPrice"]:
                if price["priceType"] == "discount":
                    self.assertTrue(TOKEN.match(price["name"]), product["id"])
                    self.assertGreater(price["validFor"]["endDateTime"][:10], TODAY, product["id"])
            for term in product["productTerm"]:
                offered = self.by_id["productOffering"][product["productOffering"]["id"]]["productOfferingTerm"]
                self.assertIn((term["duration"], term["etf"]), [(t["duration"], t.get("etf")) for t in offered])

    def test_relies_on(self):
        for product in self.all["product"]:
            hosts = [r["product"]["id"] for r in product["productRelationship"] if r["relationshipType"] == "reliesOn"]
            own = {p["id"]: p for p in self.held[self.owner(product)]}
            offered = self.by_id["productOffering"][product["productOffering"]["id"]]
            wanted = {r["id"] for r in offered.get("productOfferingRelationship", [])}
            self.assertEqual(bool(hosts), bool(wanted), product["id"])
            for host in hosts:
                self.assertIn(host, own, product["id"])
                self.assertEqual(own[host]["status"], "active", product["id"])
                self.assertIn(own[host]["productOffering"]["id"], wanted, product["id"])

    def test_variety(self):
        products, offerings = self.all["product"], self.by_id["productOffering"]
        listed = {o["id"]: next(p["price"]["value"] for p in self.all["productOfferingPrice"]
                                if p["id"] == f"price-{o['id']}") for o in self.all["productOffering"]}
        negotiated = [p for p in products
                      if p["productPrice"][0]["price"]["dutyFreeAmount"]["value"] != listed[p["productOffering"]["id"]]]
        self.assertEqual(len(negotiated), 1)
        self.assertTrue(any(p["status"] == "suspended" for p in products))
        self.assertTrue(any(not offerings[p["productOffering"]["id"]]["isSellable"] for p in products))
        self.assertTrue(any(price["priceType"] == "discount" for p in products for price in p["productPrice"]))
        self.assertTrue(any(t["validFor"]["endDateTime"][:10] > TODAY for p in products for t in p["productTerm"]))
        self.assertTrue(any(a["status"] in ("initialized", "confirmed") for a in self.all["appointment"]))

    def test_bills(self):
        sums = {bill["id"]: Decimal(0) for bill in self.all["customerBill"]}
        for rate in self.all["appliedCustomerBillingRate"]:
            self.assertResolves("product", rate["product"], rate["id"])
            self.assertEqual(rate["isBilled"], "bill" in rate, rate["id"])
            negative = rate["taxIncludedAmount"]["value"] < 0
            self.assertEqual(negative, rate["type"] == "appliedBillingCredit", rate["id"])
            if rate["isBilled"]:
                self.assertResolves("customerBill", rate["bill"], rate["id"])
                sums[rate["bill"]["id"]] += rate["taxIncludedAmount"]["value"]
        owed = {}
        for bill in self.all["customerBill"]:
            amount, remaining = bill["amountDue"]["value"], bill["remainingAmount"]["value"]
            paid = sum((p["appliedAmount"]["value"] for p in bill.get("appliedPayment", [])), Decimal(0))
            self.assertEqual(amount, sums[bill["id"]], bill["id"])
            self.assertEqual(amount - paid, remaining, bill["id"])
            self.assertEqual(bill["state"] == "settled", remaining == 0, bill["id"])
            self.assertLessEqual(bill["billDate"][:10], TODAY)
            self.assertLess(bill["billingPeriod"]["startDateTime"], bill["billingPeriod"]["endDateTime"], bill["id"])
            owed[bill["billingAccount"]["id"]] = owed.get(bill["billingAccount"]["id"], 0) + remaining
        for account in self.all["billingAccount"]:
            self.assertEqual(account["accountBalance"][0]["amount"]["value"], owed.get(account["id"], 0), account["id"])
        states = [b for b in self.all["customerBill"] if b["state"] == "sent" and b["paymentDueDate"][:10] < TODAY]
        self.assertEqual(len(states), 1, "one bill is overdue")

    def test_taxes_of_bills(self):
        """The lines of an account with a region have its taxes of their day, each rounded alone; no others have any."""
        rules = json.loads((ROOT / "data/policy/eu.json").read_text(encoding="utf-8"))["taxes"]["regions"]
        regions = {a["id"]: next((c["value"] for c in a.get("characteristic", []) if c["name"] == "taxRegion"), None)
                   for a in self.all["billingAccount"] if "taxExemption" not in a}
        seen = set()
        for rate in self.all["appliedCustomerBillingRate"]:
            region, day = regions.get(rate["billingAccount"]["id"]), rate["periodCoverage"]["startDateTime"][:10]
            percents = [Decimal(t["percent"]) for t in rules.get(region, []) if t.get("from", "") <= day < t.get("until", "9999")]
            net, gross = rate["taxExcludedAmount"]["value"], rate["taxIncludedAmount"]["value"]
            parts = [(net * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP) for percent in percents]
            self.assertEqual([t["taxRate"] for t in rate.get("appliedTax", [])], percents, rate["id"])
            self.assertEqual([t["taxAmount"]["value"] for t in rate.get("appliedTax", [])], parts, rate["id"])
            self.assertEqual(net + sum(parts), gross, rate["id"])
            seen.update({region} if parts else ())
        self.assertEqual(seen, {"AT", "DE", "US-IL"})
        for bill in self.all["customerBill"]:
            tax = bill["taxIncludedAmount"]["value"] - bill["taxExcludedAmount"]["value"]
            self.assertEqual(sum((t["taxAmount"]["value"] for t in bill.get("taxItem", [])), Decimal(0)), tax, bill["id"])

    def test_histories(self):
        for order in self.all["productOrder"]:
            self.assertLess(order["orderDate"][:10], TODAY)
            self.assertRegex(order["externalId"], r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
            self.assertEqual(order["state"] == "completed", "completionDate" in order, order["id"])
            for item in order["productOrderItem"]:
                self.assertIn(item["action"], ("add", "modify", "delete", "noChange"))
                self.assertEqual(item["state"], order["state"])
                self.assertResolves("productOffering", item["productOffering"], order["id"])
                if "product" in item:
                    product = self.by_id["product"][item["product"]["id"]]
                    self.assertEqual(self.owner(product), self.owner(order), order["id"])
        for interaction in self.all["partyInteraction"]:
            self.assertLess(interaction["creationDate"][:10], TODAY)
            self.assertGreater(len(interaction["description"]), 20, interaction["id"])
        for appointment in self.all["appointment"]:
            period = appointment["validFor"]
            self.assertLess(period["startDateTime"], period["endDateTime"])
            self.assertLessEqual(appointment["lastUpdate"][:10], TODAY)

    def test_instants(self):
        for resources in self.all.values():
            for resource in resources:
                for path, value in walk(resource):
                    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}T", value):
                        self.assertTrue(value.endswith("Z"), f"{resource['id']}{path}")
                        datetime.datetime.fromisoformat(value[:-1])

    def test_callers(self):
        self.assertEqual(len(self.callers), 8)
        self.assertEqual(len({c["id"] for c in self.callers}), 8)
        self.assertEqual(self.callers[0]["wants"], "upgrade")
        for call in self.callers:
            self.assertIn(call["wants"], KINDS)
            customer = self.by_id["customer"][call["customer"]]
            party = self.by_id["individual"][customer["engagedParty"]["id"]]
            self.assertEqual(traits(party, "partyCharacteristic")["pin"], call["pin"], call["id"])
            self.assertIn(call["phone"], [m["characteristic"].get("phoneNumber") for m in party["contactMedium"]])
            own = {p["id"]: p for p in self.held[call["customer"]]}
            held = {p["productOffering"]["id"] for p in own.values()}
            offering = self.by_id["productOffering"][call["offering"]]
            self.assertTrue(offering["isSellable"], call["id"])
            self.assertEqual("product" in call, call["wants"] != "add", call["id"])
            if "product" in call:
                before = self.by_id["productOffering"][own[call["product"]]["productOffering"]["id"]]
                self.assertEqual(before["category"], offering["category"], call["id"])
                self.assertEqual(before["id"] == offering["id"], call["wants"] in ("modify", "remove"), call["id"])
            else:
                wanted = {r["id"] for r in offering["productOfferingRelationship"]}
                self.assertTrue(held & wanted, call["id"])
            if "term" in call:
                self.assertIn(call["term"], [t["duration"]["amount"] for t in offering["productOfferingTerm"]])
            self.assertTrue(call["opening"] and call["words"] and call["answers"], call["id"])

    def test_callers_answer_questions_of_the_procedure(self):
        procedure = ROOT / "data" / "sop" / "plan-change.json"
        if not procedure.exists():
            self.skipTest("no procedure")
        sop = parse(procedure.read_text(encoding="utf-8"))
        questions = {q["id"]: q for step in sop["steps"] for q in step.get("questions", [])}
        reasons = {c["value"] for c in sop.get("choices", {}).get("reason-code", [])}
        for call in self.callers:
            for question, answer in call["answers"].items():
                self.assertIn(question, questions, call["id"])
                choices = {c["value"] for c in questions[question].get("choices", [])}
                if choices:
                    self.assertIn(answer, choices, f"{call['id']}: {question}")
            if reasons:
                self.assertIn(call["reason"], reasons, call["id"])

    def test_policy_packs(self):
        for name in ("none", "eu", "us"):
            pack = parse((ROOT / "data" / "policy" / f"{name}.json").read_text(encoding="utf-8"))
            self.assertEqual(pack["id"], name)
            self.assertEqual(set(pack["levels"]), set(FACTORS), name)
            self.assertEqual(set(pack["disclosure"]), {"PUBLIC", "ACCOUNT", "CPNI", "DETAIL"}, name)
            self.assertEqual(pack["disclosure"].get("PUBLIC"), "R0", name)
            for level in [*pack["levels"].values(), *(pack["disclosure"][c] for c in ("ACCOUNT", "CPNI", "DETAIL")), *pack["risk"].values()]:
                self.assertRegex(level, r"^R[123]\Z", name)
            self.assertEqual(pack["timing"][-1]["when"], {}, f"{name}: the last rule is the default")
            for rule in pack["timing"]:
                self.assertIn(rule["when"].get("kind", "add"), KINDS, name)
                self.assertIn(rule["effective"], ("now", "end-of-cycle"), name)
                self.assertIn(rule["effective"], rule["permitted"], name)
            billing = pack["billing"]
            if isinstance(billing, str):
                billing = parse((ROOT / "data" / "policy" / "preset" / f"{billing}.json").read_text(encoding="utf-8"))["billing"]
            self.assertEqual(set(billing) - {"collect"}, {"tick", "day_count", "rounding", "change_day"}, name)
            datetime.date.fromisoformat(pack["effectiveFrom"])

    def test_generator_wrote_these_files(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, PRACTICE / "generate.py", folder], check=True)
            written = sorted(p.name for p in pathlib.Path(folder).iterdir())
            kept = sorted(p.name for p in PRACTICE.iterdir() if p.suffix in (".json", ".jsonl"))
            self.assertEqual(written, kept)
            for name in written:
                self.assertEqual((pathlib.Path(folder) / name).read_bytes(), (PRACTICE / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
