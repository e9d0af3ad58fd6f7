#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the practice line's data: run `data/practice/generate.py` after changing anything beside it.

    generate.py [OUT_DIR]        OUT_DIR is this folder unless given

The *.json and *.jsonl files here are its output and are kept under version control; a test compares them byte for
byte. Nothing is random: what looks so is taken from a hash of the resource's id. The practice day is 18 November
2026, the zone Europe/Berlin, the currency euro.
"""
import datetime
import hashlib
import json
import pathlib
import sys
import uuid
from decimal import ROUND_HALF_UP, Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import billing
import callers
import catalog
import histories
import people
from catalog import BY_ID, TERM_NAMES, money

HERE = pathlib.Path(__file__).resolve().parent
# What the practice line is billed by has the taxes of every region; the packs have the same.
REGIONS = json.loads((HERE.parent / "policy" / "eu.json").read_text(encoding="utf-8"))["taxes"]["regions"]
TODAY = datetime.date(2026, 11, 18)
ZONE = "Europe/Berlin"
HOME_LINE, SECOND_LINE = "+493023125{:03d}", "+4917139200{:02d}"
MIDNIGHT = "T00:00:00Z"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def as_json(value, indent=None, depth=0):
    """JSON text in which amounts keep their two decimals, which the json module cannot write."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    gap, colon = ("\n" + " " * (depth + indent), ": ") if indent else ("", ":")
    end = "\n" + " " * depth if indent else ""
    if isinstance(value, dict):
        inner = [f"{json.dumps(k)}{colon}{as_json(v, indent, depth + (indent or 0))}" for k, v in value.items()]
        return "{" + gap + ("," + gap).join(inner) + end + "}"
    inner = [as_json(v, indent, depth + (indent or 0)) for v in value]
    return "[" + gap + ("," + gap).join(inner) + end + "]"


def number_from(text, below):
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) % below


def operation_id(key, instant):
    """A UUIDv7 as the desk gives its orders, made from the time and a hash."""
    moment = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    tail = int(hashlib.sha256(f"operation:{key}".encode()).hexdigest()[:20], 16)
    value = int(moment.timestamp() * 1000) << 80 | 7 << 76 | (tail >> 62 & 0xfff) << 64 | 2 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def at(minute):
    return f"{minute}:00Z"


def later(minute, minutes):
    moment = datetime.datetime.fromisoformat(minute) + datetime.timedelta(minutes=minutes)
    return at(moment.isoformat(timespec="minutes"))


def in_words(date):
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


class Customer:
    """One person's resources; references between them are made in one place."""

    def __init__(self, person):
        self.person = person
        self.id = f"C{10000 + person['number']}"
        self.name = " ".join(n for n in (person["given"], person["family"]) if n)
        self.account_ref = {"id": f"acct-{self.id}", "name": self.name}
        self.related = {"id": self.id, "role": "customer", "@referredType": "Customer", "name": self.name}
        self.held = self._held()

    def _held(self):
        held, seen = [], {}
        for entry in self.person["products"]:
            o = BY_ID[entry["offering"]]
            seen[o["id"]] = seen.get(o["id"], 0) + 1
            suffix = f"-{seen[o['id']]}" if seen[o["id"]] > 1 else ""
            discount = o["discount"] or {"name": None, "percent": 0}
            held.append({**entry, "id": f"prod-{self.id}-{o['id']}{suffix}", "o": o, "name": o["name"],
                         "amount": Decimal(entry["price"]) if entry["price"] else o["price"], "once": o["once"],
                         "discount": discount["name"], "percent": discount["percent"], "copy": seen[o["id"]],
                         "active": not (entry["suspended"] or entry["ended"])})
        return held

    def individual(self):
        p = self.person
        mobile = {"mediumType": "mobile", "preferred": True, "characteristic": {"phoneNumber": p["phone"]}}
        if p["changed"]:
            mobile["validFor"] = {"startDateTime": p["changed"]}
        media = [mobile, {"mediumType": "email", "characteristic": {"emailAddress": p["mail"]}}]
        if any(h["o"]["id"] == "home-phone" for h in self.held):
            media.append({"mediumType": "phone", "characteristic": {"phoneNumber": HOME_LINE.format(100 + p["number"])}})
        if p["paper"]:
            media.append({"mediumType": "postal", "characteristic": {
                "street1": f"Musterstraße {p['number']}", "postCode": "10115", "city": "Berlin", "country": "Germany"}})
        traits = [("pin", "string", p["pin"]), ("seniorCitizen", "boolean", p["senior"])]
        traits += [(n, "string", v) for n, v in (("password", p["password"]), ("authorisedUser", p["authorised"])) if v]
        return {"id": f"party-{self.id}", "@type": "Individual", "givenName": p["given"], "familyName": p["family"] or "",
                "fullName": self.name, "status": "validated",
                "contactMedium": media,
                "languageAbility": [{"languageCode": p["language"], "isFavouriteLanguage": True}],
                "partyCharacteristic": [{"name": n, "valueType": t, "value": v} for n, t, v in traits]}

    def billing_account(self, owed):
        p = self.person
        taxes = {"characteristic": [{"name": "taxRegion", "valueType": "string", "value": p["region"]}]} if p["region"] else {}
        if p["exempt"]:
            taxes["taxExemption"] = [{"certificateNumber": p["exempt"], "issuingJurisdiction": p["region"], "reason": "Public body",
                                      "validFor": {"startDateTime": "2024-01-01T00:00:00Z"}}]
        return {**taxes, "id": self.account_ref["id"], "@type": "BillingAccount", "name": self.name, "state": "active",
                "relatedParty": [self.related], "paymentMethod": {"id": p["pay"], "name": p["pay"]}, "zone": ZONE,
                "accountBalance": [{"balanceType": "receivable", "amount": money(owed),
                                    "validFor": {"startDateTime": f"{TODAY}{MIDNIGHT}"}}],
                "billStructure": {"format": {"name": "paper" if p["paper"] else "paperless"}, "cycleSpecification": {
                    "name": "monthly", "frequency": "monthly", "dateShift": p["anchor"]}}}

    def taxes_on(self, amount, day):
        """The taxes of a line from that day on, each rounded on its own and with the line's sign."""
        if not self.person["region"] or self.person["exempt"]:
            return []
        rows = [t for t in REGIONS[self.person["region"]] if t.get("from", "") <= str(day) < t.get("until", "9999")]
        return [{"taxCategory": t["name"], "taxRate": Decimal(t["percent"]) if "." in t["percent"] else int(t["percent"]),
                 "taxAmount": money((amount * Decimal(t["percent"]) / 100).quantize(billing.CENT, ROUND_HALF_UP))} for t in rows]

    def tax_on(self, line):
        return sum((t["taxAmount"]["value"] for t in self.taxes_on(line[2], line[3])), Decimal(0))

    def tax_items(self, lines):
        """What the taxes of a bill come to, by category and rate."""
        found = {}
        for line in lines:
            for tax in self.taxes_on(line[2], line[3]):
                key = tax["taxCategory"], tax["taxRate"]
                found[key] = found.get(key, 0) + tax["taxAmount"]["value"]
        return [{"taxCategory": name, "taxRate": rate, "taxAmount": money(amount)} for (name, rate), amount in found.items()]

    def customer(self):
        first = min((h["start"] for h in self.held), default=TODAY)
        tenure = (TODAY.year - first.year) * 12 + TODAY.month - first.month - (TODAY.day < first.day)
        return {"id": self.id, "@type": "Customer", "name": self.name, "status": "active",
                "engagedParty": {"id": f"party-{self.id}", "name": self.name, "@referredType": "Individual"},
                "account": [self.account_ref],
                "characteristic": [{"name": "tenureMonths", "valueType": "integer", "value": tenure}]}

    def line_number(self, h):
        if h["o"]["id"] == "additional-line":
            return SECOND_LINE.format(50 + self.person["number"] + 40 * (h["copy"] - 1))
        if h["o"]["category"] in ("mobile", "bundle"):
            return SECOND_LINE.format(self.person["number"])
        if h["o"]["category"] == "internet" or h["o"]["id"] == "home-phone":
            return HOME_LINE.format(100 + self.person["number"])
        return None

    def host_of(self, h):
        return next((o for o in self.held if o["o"]["id"] in h["o"]["relies_on"] and not o["ended"]), None)

    def address(self):
        return f"Musterstraße {self.person['number']}, 10115 Berlin"

    @staticmethod
    def is_about(item, h):
        return item.get("product", {}).get("id") == h["id"]

    def order_of(self, h):
        """The order that a product came with."""
        return next(o for o in self.orders() if any(self.is_about(i, h) for i in o["productOrderItem"]))

    def product(self, h):
        o, line = h["o"], self.line_number(h)
        traits = {**o["features"], **({"serviceId": line} if line else {})} or {"enabled": "yes"}
        if h["suspended"]:
            traits["suspendedSince"] = str(h["suspended"])
        prices = [{"name": catalog.monthly_name(o), "priceType": "recurring", "recurringChargePeriod": "month",
                   "price": {"dutyFreeAmount": money(h["amount"])}}]
        if h["until"]:
            prices.append({"name": h["discount"], "priceType": "discount", "recurringChargePeriod": "month",
                           "percentage": h["percent"], "price": {"percentage": h["percent"]},
                           "validFor": {"startDateTime": f"{h['start']}{MIDNIGHT}",
                                        "endDateTime": f"{h['until']}{MIDNIGHT}"}})
        host = self.host_of(h)
        order = self.order_of(h)
        found = {"id": h["id"], "@type": "Product", "name": o["name"], "description": o["description"],
                 "productSerialNumber": f"SN{number_from(h['id'], 10 ** 8):08d}", "isCustomerVisible": True,
                 "status": "terminated" if h["ended"] else "suspended" if h["suspended"] else "active",
                 "isBundle": bool(o["contains"]), "orderDate": order["orderDate"], "startDate": f"{h['start']}{MIDNIGHT}",
                 "agreement": [{"id": f"agreement-{self.id}", "name": "Terms of service"}],
                 "place": [{"id": f"place-{self.id}", "name": self.address(), "role": "installation",
                            "@referredType": "GeographicAddress"}]}
        if h["ended"]:
            found["terminationDate"] = f"{h['ended']}{MIDNIGHT}"
        return {**found, "relatedParty": [self.related], "billingAccount": self.account_ref,
                "productOffering": catalog.reference(o),
                "productSpecification": {"id": f"spec-{o['id']}", "name": o["name"]},
                "productCharacteristic": [{"name": n, "valueType": "string", "value": v} for n, v in traits.items()],
                "productOrderItem": [{"productOrderId": order["id"], "orderItemId": i["id"], "orderItemAction": i["action"]}
                                     for i in order["productOrderItem"] if self.is_about(i, h)],
                "productPrice": prices, "productTerm": self.terms(h),
                "productRelationship": [{"relationshipType": "reliesOn", "product": {"id": host["id"]}}] if host else []}

    def terms(self, h):
        if not h["term"]:
            return []
        months, start = h["term"]
        return [{"name": TERM_NAMES[months], "duration": {"amount": months, "units": "month"}, "etf": h["o"]["fee"],
                 "validFor": {"startDateTime": f"{start}{MIDNIGHT}",
                              "endDateTime": f"{billing.months_after(start, months)}{MIDNIGHT}"}}]

    def bills(self):
        """The last two bills, their lines, and lines that no bill holds yet."""
        found, rates = [], []
        bills = list(billing.past_bills(self.held, self.person["anchor"], TODAY))
        last_due = max((n for n, b in enumerate(bills) if self.due(b[0]) <= TODAY), default=-1)
        for index, (date, cycle, lines) in enumerate(bills):
            bill = self.bill(date, cycle, lines, index == last_due)
            found.append(bill)
            rates += [self.rate(f"{date:%Y%m}-{n + 1}", date, h, line, bill) for n, (h, line) in enumerate(lines)]
        unbilled = billing.not_billed_yet(self.held, self.person["anchor"], TODAY)
        rates += [self.rate(f"next-{n + 1}", line[3], h, line, None) for n, (h, line) in enumerate(unbilled)]
        return found, rates

    @staticmethod
    def due(date):
        return date + datetime.timedelta(days=billing.DAYS_TO_PAY)

    def bill(self, date, cycle, lines, last_due):
        net, due = sum((line[2] for _, line in lines), Decimal(0)), self.due(date)
        amount = net + sum((self.tax_on(line) for _, line in lines), Decimal(0))
        special = self.person["bills"] if last_due else None
        paid = {"overdue": Decimal(0), "partiallyPaid": (amount / 2).quantize(billing.CENT)}.get(
            special, amount if due <= TODAY else Decimal(0))
        state = {"overdue": "sent", "partiallyPaid": "partiallyPaid"}.get(special, "settled" if due <= TODAY else "sent")
        bill_id = f"bill-{self.id}-{date:%Y%m}"
        found = {"id": bill_id, "@type": "CustomerBill", "billNo": f"{date:%Y%m}-{self.id[1:]}", "category": "normal",
                 "runType": "onCycle" if date == cycle[0] else "offCycle", "state": state,
                 "billDate": f"{date}{MIDNIGHT}", "lastUpdate": f"{due if paid else date}{MIDNIGHT}",
                 "paymentDueDate": f"{due}{MIDNIGHT}", "nextBillDate": f"{cycle[1]}{MIDNIGHT}",
                 "billingPeriod": {"startDateTime": f"{date}{MIDNIGHT}", "endDateTime": f"{cycle[1]}{MIDNIGHT}"},
                 "amountDue": money(amount), "remainingAmount": money(amount - paid),
                 "taxExcludedAmount": money(net), "taxIncludedAmount": money(amount),
                 "billingAccount": self.account_ref, "paymentMethod": {"id": self.person["pay"], "name": self.person["pay"]},
                 "relatedParty": [self.related]}
        if self.tax_items(line for _, line in lines):
            found["taxItem"] = self.tax_items(line for _, line in lines)
        if paid:
            found["appliedPayment"] = [{"appliedAmount": money(paid), "payment": {"id": f"payment-{self.id}-{date:%Y%m}"}}]
        return found

    def rate(self, suffix, date, h, line, bill):
        kind, name, amount, start, end = line
        found = {"id": f"rate-{self.id}-{suffix}", "@type": "AppliedCustomerBillingRate", "name": name,
                 "description": in_words(start) if start == end else
                               f"{in_words(start)} to {in_words(end - datetime.timedelta(days=1))}",
                 "type": "appliedBillingCredit" if kind == "credit" else "appliedBillingCharge",
                 "date": f"{date}{MIDNIGHT}", "isBilled": bill is not None}
        if bill:
            found["bill"] = {"id": bill["id"]}
        if self.taxes_on(amount, start):
            found["appliedTax"] = self.taxes_on(amount, start)
        return {**found, "billingAccount": self.account_ref, "product": {"id": h["id"], "name": h["name"]},
                "periodCoverage": {"startDateTime": f"{start}{MIDNIGHT}", "endDateTime": f"{end}{MIDNIGHT}"},
                "taxExcludedAmount": money(amount), "taxIncludedAmount": money(amount + self.tax_on(line))}

    def orders(self):
        changes = [c for c in histories.ORDERS if c[0] == self.person["number"]]
        found = []
        for start in sorted({h["start"] for h in self.held}):
            found.append(self.first_order(start, [h for h in self.held if h["start"] == start], changes))
        for _, ordered, completed, action, before, after, state, description in changes:
            h = next((h for h in self.held if h["o"]["id"] in (after or before, before)), None)
            item = self.item("1", action, BY_ID[after or before], state, h if state == "completed" or action != "add" else None)
            found.append(self.order(at(ordered), completed and f"{completed}T06:00:00Z", state, description, [item]))
        return sorted(found, key=lambda order: order["orderDate"])

    def first_order(self, start, begun, changes):
        """The order with which something began; what was changed later was ordered as what it was before."""
        earlier = {c[5]: BY_ID[c[4]] for c in changes if c[3] == "modify" and c[6] == "completed"}
        items = [self.item(str(n + 1), "add", earlier.get(h["o"]["id"], h["o"]), "completed", h)
                 for n, h in enumerate(begun)]
        names = ", ".join(item["productOffering"]["name"] for item in items)
        lead = max(int(h["o"]["days"]) for h in begun)
        ordered = self.called_about(start) or self.some_time(start - datetime.timedelta(days=lead), begun[0]["id"])
        completed = f"{start}T06:00:00Z" if ordered[:10] < str(start) else later(ordered[:16], 1)
        return self.order(ordered, completed, "completed", f"New: {names}", items)

    def called_about(self, start):
        """The end of a call in the week before something began."""
        week_before = str(start - datetime.timedelta(days=7))
        return next((later(i[1], i[2]) for i in histories.INTERACTIONS
                     if i[0] == self.person["number"] and week_before <= i[1][:10] <= str(start)), None)

    @staticmethod
    def some_time(date, key):
        hour, minute = 8 + number_from(f"hour:{key}", 9), number_from(f"minute:{key}", 60)
        return f"{date}T{hour:02d}:{minute:02d}:00Z"

    def item(self, number, action, o, state, h):
        found = {"id": number, "quantity": 1, "action": action, "state": state, "productOffering": catalog.reference(o)}
        if h:
            found["product"] = {"id": h["id"], "name": o["name"]}
            if action == "add" and h["term"] and h["term"][1] == h["start"]:
                months = h["term"][0]
                found["itemTerm"] = [{"name": TERM_NAMES[months], "duration": {"amount": months, "units": "month"}}]
        if action != "delete":
            found["itemPrice"] = [{"name": catalog.monthly_name(o), "priceType": "recurring",
                                   "recurringChargePeriod": "month", "price": {"dutyFreeAmount": money(o["price"])}}]
        return found

    def order(self, ordered, completed, state, description, items):
        number = f"{ordered[:10].replace('-', '')}-{self.id[1:]}"
        found = {"id": f"order-{number}", "@type": "ProductOrder", "externalId": operation_id(number, ordered),
                 "description": description, "category": "residential", "state": state, "orderDate": ordered}
        if completed:
            found["completionDate"] = completed
        elif state == "cancelled":
            found.update(cancellationDate=ordered, cancellationReason=description)
        return {**found, "billingAccount": self.account_ref, "channel": [{"id": "phone", "name": "Phone"}],
                "relatedParty": [self.related], "productOrderItem": items}

    def interactions(self):
        for n, (_, begun, minutes, channel, reason, summary) in enumerate(
                i for i in histories.INTERACTIONS if i[0] == self.person["number"]):
            ended = later(begun, minutes)
            pid = f"interaction-{self.id}-{n + 1}"
            agent = f"agent-{1 + number_from(pid, 12):02d}"
            yield {"id": pid, "@type": "PartyInteraction", "creationDate": at(begun), "direction": "inbound",
                   "reason": reason, "description": summary, "status": "completed", "statusChangeDate": ended,
                   "channel": [{"id": channel, "name": channel.capitalize(), "role": "interaction"}],
                   "interactionDate": {"startDateTime": at(begun), "endDateTime": ended},
                   "note": [{"id": "1", "author": agent, "date": ended, "text": summary}],
                   "relatedParty": [self.related]}

    def appointments(self):
        for n, (_, start, minutes, status, purpose) in enumerate(
                a for a in histories.APPOINTMENTS if a[0] == self.person["number"]):
            asked = max((i[1] for i in histories.INTERACTIONS if i[0] == self.person["number"] and i[1] < start), default=start)
            done = later(start, minutes) if status in ("completed", "failed") else at(asked)
            yield {"id": f"appointment-{self.id}-{n + 1}", "@type": "Appointment", "category": "followUpCall",
                   "description": purpose, "status": status, "creationDate": at(asked), "lastUpdate": done,
                   "validFor": {"startDateTime": at(start), "endDateTime": later(start, minutes)},
                   "contactMedium": [{"mediumType": "mobile", "preferred": True,
                                      "characteristic": {"phoneNumber": self.person["phone"]}}],
                   "relatedParty": [self.related]}


def resources():
    """File stem → resources, in the order in which they can be imported."""
    found = {name: [] for name in ("individual", "billingAccount", "customer", "product", "customerBill",
                                   "appliedCustomerBillingRate", "partyInteraction", "appointment", "productOrder")}
    for person in people.PEOPLE:
        one = Customer(person)
        bills, rates = one.bills()
        owed = sum((b["remainingAmount"]["value"] for b in bills), Decimal(0))
        for name, items in (
                ("individual", [one.individual()]), ("billingAccount", [one.billing_account(owed)]),
                ("customer", [one.customer()]), ("product", [one.product(h) for h in one.held]),
                ("customerBill", bills), ("appliedCustomerBillingRate", rates),
                ("partyInteraction", one.interactions()), ("appointment", one.appointments()),
                ("productOrder", one.orders())):
            found[name] += items
    return found


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    out.mkdir(parents=True, exist_ok=True)
    for name, items in {**catalog.resources(), "callers": callers.CALLERS}.items():
        (out / f"{name}.json").write_text(as_json(items, 1) + "\n", encoding="utf-8")
    for name, items in resources().items():
        (out / f"{name}.jsonl").write_text("".join(as_json(item) + "\n" for item in items), encoding="utf-8")


if __name__ == "__main__":
    main()
