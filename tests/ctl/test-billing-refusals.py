#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cordboardctl prorate, quote and policy check: what is refused, with which code, and which member is named. A refusal
has no other effect: in a batch the lines around it are answered, and the same command answers a valid case
afterwards as before."""
import json

import ctl_case

CASE = {"id": "c", "cycle": {"start": "2024-06-01", "end": "2024-07-01"}, "at": "2024-06-17", "zone": "Europe/Berlin", "old": "30.00", "new": "45.00", "scale": 2}
START = {"type": "start", "product": "p", "offer": "S", "effective": "2024-01-01", "recorded": "2024-01-01"}
QUOTE = {"currency": "EUR", "scale": 2, "zone": "Europe/Berlin", "cycle": {"anchor": 1, "months": 1},
         "catalog": {"S": {"price": "30.00", "tax": "19"}, "M": {"price": "45.00", "tax": "19"}}, "history": [START],
         "now": "2024-06-17", "change": {"type": "change", "product": "p", "offer": "M"}, "effective": "2024-06-17"}
ZONES = ("Nowhere/Else", "", "utc", "UTC ", "europe/berlin", "../etc/passwd", "/etc/localtime", "Europe/../UTC", "right/UTC", "posix/UTC", "Europe/Berlin\n", "EST5EDT,M3",
         "+01:00", "Z", "x" * 300, "Europe/" + "x" * 5000, "Ünterland/Bad")
POLICIES = (({"tick": "hour"}, "policy.tick"), ({"tick": None}, "policy.tick"), ({"tick": 1}, "policy.tick"), ({"day_count": "fixed"}, "policy.day_count"),
            ({"day_count": "fixed:0"}, "policy.day_count"), ({"day_count": "fixed:-30"}, "policy.day_count"), ({"day_count": "fixed:030"}, "policy.day_count"),
            ({"day_count": "fixed:100000000000000000000"}, "policy.day_count"), ({"day_count": "30/365"}, "policy.day_count"), ({"rounding": "up"}, "policy.rounding"),
            ({"rounding": "HALF-UP"}, "policy.rounding"), ({"rounding": ""}, "policy.rounding"), ({"change_day": "both"}, "policy.change_day"),
            ({"change_day": True}, "policy.change_day"), ({"tick": "second", "day_count": "30/360"}, "policy.tick"), ({"tick": "second", "change_day": "old"}, "policy.tick"),
            ([], "policy"), (None, "policy"), ("actual", "policy"))


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def event(kind, day="2024-05-10", **more):
    return {"type": kind, "product": "p", "effective": day, "recorded": day, **more}


def discount(**more):
    return {"type": "discount", "product": "p", "discount": "d", "percent": "10", **more}


def quote(**more):
    return {**QUOTE, **more}


def history(*events, change=None, **more):
    """A quote with these events after the start."""
    return quote(history=[START, *events], **({"change": change} if change else {}), **more)


def offer(**more):
    return quote(catalog={**QUOTE["catalog"], "S": {"price": "30.00", **more}})


def taxes(*percents):
    return [{"name": f"Tax {n}", "percent": percent} for n, percent in enumerate(percents, 1)]


def several(*changes):
    return {**{member: value for member, value in QUOTE.items() if member not in ("change", "effective")}, "changes": list(changes)}


CHANGE = QUOTE["change"]
TODAY = QUOTE["effective"]
ROW = {"key": "recurring/p/30.00/19", "cycle": "2024-06-01", "net": "30.00"}
QUOTES = {
    # Events that overlap, or that earlier ones make impossible.
    "a second start of a product": (history({**START, "recorded": "2024-02-01", "effective": "2024-02-01"}), "invalid", "history.2"),
    "a second start, now": (quote(change={"type": "start", "product": "p", "offer": "M"}), "invalid", "change"),
    "a start after the removal": (history(event("remove"), change={"type": "start", "product": "p", "offer": "S"}), "invalid", "change"),
    "suspended twice": (history(event("suspend"), change={"type": "suspend", "product": "p"}), "impossible", "change"),
    "suspended twice, long ago": (history(event("suspend"), event("suspend", "2024-05-11")), "impossible", "history.3"),
    "a change after the removal": (history(event("remove")), "impossible", "change"),
    "a price after the removal": (history(event("remove"), change={"type": "price", "product": "p", "price": "1"}), "impossible", "change"),
    "removed twice": (history(event("remove"), change={"type": "remove", "product": "p"}), "impossible", "change"),
    "a resume of what runs": (quote(change={"type": "resume", "product": "p"}), "impossible", "change"),
    "resumed twice": (history(event("suspend"), event("resume", "2024-05-20"), change={"type": "resume", "product": "p"}), "impossible", "change"),
    "a discount of a name used before": (history(event("discount", discount="d", percent="1"), change=discount()), "invalid", "change"),
    "a discount for nobody": (quote(change=discount(product="q")), "impossible", "change"),
    "a change before the start": (quote(effective="2023-12-31"), "impossible", "change"),
    "a change of nothing": (quote(change={"type": "change", "product": "p"}), "invalid", "change"),
    "a product that is not there": (quote(change={"type": "remove", "product": "q"}), "impossible", "change"),
    "an offer that is not there": (quote(change={**CHANGE, "offer": "L"}), "invalid", "change.offer"),
    "a reversal of what is to come": (quote(change={"type": "reversal", "of": 2}, effective="2024-06-17"), "invalid", "effective"),
    "recorded after now": (history(event("suspend", "2024-06-18")), "impossible", "history.2.recorded"),
    "recorded out of order": (history(event("suspend", "2024-05-10"), event("resume", "2024-05-09")), "impossible", "history.3.recorded"),
    # An end before its start.
    "a discount that ends before it begins": (quote(change=discount(until="2024-06-16")), "impossible", "change.until"),
    "a discount of no cycles": (quote(change=discount(cycles=0)), "invalid", "change.cycles"),
    "a discount with two ends": (quote(change=discount(cycles=1, until="2024-09-01")), "invalid", "change"),
    "a discount of nothing": (quote(change={"type": "discount", "product": "p", "discount": "d"}), "invalid", "change"),
    "a discount both ways": (quote(change=discount(amount="1")), "invalid", "change"),
    "a day that is not": (quote(now="2024-06-31"), "invalid", "now"),
    # Currencies and their decimals.
    "no currency": (quote(currency=None), "invalid", "currency"),
    "a currency that is a name": (quote(currency="Euro"), "currency", "currency"),
    "a currency in small letters": (quote(currency="eur"), "currency", "currency"),
    "two currencies": (quote(currency=["EUR", "USD"]), "invalid", "currency"),
    "yen with decimals": (quote(currency="JPY"), "invalid", "scale"),
    "dinars with two decimals": (quote(currency="KWD"), "invalid", "scale"),
    "a scale of five": (quote(scale=5), "invalid", "scale"),
    "a scale below zero": (quote(scale=-1), "invalid", "scale"),
    "a scale in words": (quote(scale="2"), "invalid", "scale"),
    # The grid.
    "anchor 0": (quote(cycle={"anchor": 0, "months": 1}), "invalid", "cycle.anchor"),
    "anchor 32": (quote(cycle={"anchor": 32, "months": 1}), "invalid", "cycle.anchor"),
    "anchor 1.0": ('{"cycle":{"anchor":1.0,"months":1},' + compact({k: v for k, v in QUOTE.items() if k != "cycle"})[1:], "invalid", "cycle.anchor"),
    "no months": (quote(cycle={"anchor": 1, "months": 0}), "invalid", "cycle.months"),
    "no days": (quote(cycle={"days": 0, "first": "2024-01-01"}), "invalid", "cycle.days"),
    "both grids": (quote(cycle={"anchor": 1, "months": 1, "days": 7, "first": "2024-01-01"}), "invalid", "cycle"),
    "neither grid": (quote(cycle={}), "invalid", "cycle"),
    "a billing day 0": (quote(change={"type": "billing-day", "anchor": 0}), "invalid", "change.anchor"),
    "a billing day 32": (quote(change={"type": "billing-day", "anchor": 32}), "invalid", "change.anchor"),
    "a billing day of weeks": (quote(cycle={"days": 7, "first": "2024-01-01"}, change={"type": "billing-day", "anchor": 5}), "impossible", "change"),
    # Too large.
    "a price of 10^19": (offer(price="10000000000000000000"), "overflow", "recurring/p/10000000000000000000.00"),
    "a price of 10^40": (offer(price="1" + "0" * 40), "overflow", "catalog.S.price"),
    "a sum beyond int64": (quote(history=[{**START, "price": "90000000000000000", "quantity": 2}]), "overflow", None),
    "a quantity beyond int64": ('{"history":[' + compact(START)[:-1] + ',"quantity":9223372036854775808}],' + compact({k: v for k, v in QUOTE.items() if k != "history"})[1:],
                                "invalid", "history.1.quantity"),
    "the largest quantity": (quote(history=[{**START, "quantity": 2 ** 63 - 1}]), "invalid", "history.1.quantity"),
    "a year beyond the calendar": (quote(now="9999-12-31", effective="9999-12-31"), "overflow", "now"),
    # A price of null, and other values that are no prices.
    "a start at no price": (quote(change={"type": "start", "product": "q", "offer": "S", "price": None}), "invalid", "change.price"),
    "a change to no price": (quote(change={**CHANGE, "price": None}), "invalid", "change.price"),
    "an offer without price": (quote(catalog={**QUOTE["catalog"], "S": {"tax": "19"}}), "invalid", "catalog.S.price"),
    "an offer at no price": (offer(price=None), "invalid", "catalog.S.price"),
    "a price as a number": (offer(price=30), "invalid", "catalog.S.price"),
    "a price with a sign": (offer(price="+30"), "invalid", "catalog.S.price"),
    "a price below zero": (offer(price="-30"), "invalid", "catalog.S.price"),
    "a price with an exponent": (offer(price="3e1"), "invalid", "catalog.S.price"),
    "a price with a comma": (offer(price="30,00"), "invalid", "catalog.S.price"),
    "a price too fine": (offer(price="30.123456789"), "invalid", "catalog.S.price"),
    "a tax above 100": (offer(tax="100.01"), "invalid", "catalog.S.tax"),
    "a fee of null": (offer(once=None), "invalid", "catalog.S.once"),
    # Unknown values.
    "an unknown event": (quote(change={"type": "pause", "product": "p"}), "invalid", "change.type"),
    "an unknown tax": (quote(tax="none"), "invalid", "tax"),
    "an unknown billing": (offer(billed="later"), "invalid", "catalog.S.billed"),
    "a promotion of somebody else": (quote(**{"with": [discount(product="q")]}), "invalid", "with.1"),
    "a promotion that is no discount": (quote(**{"with": [{"type": "suspend", "product": "p"}]}), "invalid", "with.1"),
    "a ledger row twice": (quote(invoiced=[{"key": "recurring/p/30.00/19", "cycle": "2024-06-01", "net": "30.00"}] * 2), "invalid", "invoiced: recurring/p/30.00/19"),
    "a ledger row of no cycle": (quote(invoiced=[{"key": "recurring/p/30.00/19", "cycle": "2024-06-02", "net": "30.00"}]), "impossible", "invoiced.1.cycle"),
    # Taxes, dated prices, promotions and collection.
    "nine taxes": (offer(tax=taxes(*["1"] * 9)), "invalid", "catalog.S.tax"),
    "no taxes": (offer(tax=[]), "invalid", "catalog.S.tax"),
    "taxes above 100 together": (offer(tax=taxes("50", "50.000001")), "invalid", "catalog.S.tax"),
    "a tax without a name": (offer(tax=[{"percent": "7"}]), "invalid", "catalog.S.tax.1.name"),
    "taxes above 100 for leaving": (quote(change={**CHANGE, "term": {"months": 12, "etf": {"kind": "table", "amounts": ["9"], "tax": taxes("60", "41")}}}), "invalid",
                                    "change.term.etf.tax"),
    "dated rows out of order": (offer(dated=[{"from": "2024-08-01"}, {"from": "2024-07-01", "price": "31.00"}]), "invalid", "catalog.S.dated.2.from"),
    "two dated rows of a day": (offer(dated=[{"from": "2024-08-01", "tax": "7"}, {"from": "2024-08-01", "price": "31.00"}]), "invalid", "catalog.S.dated.2.from"),
    "dated taxes above 100": (offer(dated=[{"from": "2024-07-01", "tax": taxes("99", "2")}]), "invalid", "catalog.S.dated.1.tax"),
    "a promotion for no offer": (quote(change=discount(offers=[])), "invalid", "change.offers"),
    "a promotion that comes for no offer": (quote(**{"with": [discount(offers=[])]}), "invalid", "with.1.offers"),
    "an unknown collection": (quote(policy={"collect": "later"}), "invalid", "policy.collect"),
    "no collection": (quote(policy={"collect": None}), "invalid", "policy.collect"),
    # Several changes.
    "33 changes": (several(*[{**CHANGE, "quantity": n, "effective": TODAY} for n in range(1, 34)]), "invalid", "changes"),
    "no changes": (several(), "invalid", "changes"),
    "a change of what a change before removes": (several({"type": "remove", "product": "p", "effective": TODAY}, {**CHANGE, "effective": TODAY}), "impossible", "changes.2"),
    "a second change of nothing": (several({**CHANGE, "effective": TODAY}, {"type": "change", "product": "p", "effective": TODAY}), "invalid", "changes.2"),
    "a second change without a date": (several({**CHANGE, "effective": TODAY}, {"type": "price", "product": "p", "price": "1"}), "invalid", "changes.2.effective"),
    "a promotion that comes twice": (several({**CHANGE, "effective": TODAY, "with": [discount()]}, {"type": "price", "product": "p", "price": "9", "effective": TODAY,
                                             "with": [discount()]}), "invalid", "changes.2.with.1.discount"),
    "changes besides a change": ({**several({**CHANGE, "effective": TODAY}), "change": CHANGE}, "invalid", "change"),
    "changes besides a date": ({**several({**CHANGE, "effective": TODAY}), "effective": TODAY}, "invalid", "effective"),
    "changes besides a promotion": ({**several({**CHANGE, "effective": TODAY}), "with": [discount()]}, "invalid", "with"),
    "a reversal of a change to come": (several({"type": "reversal", "of": 3}, {**CHANGE, "effective": TODAY}), "impossible", "changes.1.of"),
    "a reversal with a promotion": (several({**CHANGE, "effective": TODAY}, {"type": "reversal", "of": 2, "with": [discount()]}), "invalid", "changes.2.with"),
    "no change": (quote(change=None), "invalid", "change"),
    "no catalog": (quote(catalog=None), "invalid", "catalog"),
    "no history": (quote(history=None), "invalid", "history"),
}
PRORATIONS = {
    "an end before the start": ({"cycle": {"start": "2024-07-01", "end": "2024-06-01"}}, "impossible", "cycle.end"),
    "an end on the start": ({"cycle": {"start": "2024-06-01", "end": "2024-06-01"}}, "impossible", "cycle.end"),
    "anchor 0": ({"cycle": {"anchor": 0, "months": 1, "containing": "2024-06-17"}}, "invalid", "cycle.anchor"),
    "anchor 32": ({"cycle": {"anchor": 32, "months": 1, "containing": "2024-06-17"}}, "invalid", "cycle.anchor"),
    "no months": ({"cycle": {"anchor": 1, "months": 0, "containing": "2024-06-17"}}, "invalid", "cycle.months"),
    "both cycles": ({"cycle": {"anchor": 1, "months": 1, "containing": "2024-06-17", "start": "2024-06-01"}}, "invalid", "cycle"),
    "no cycle": ({"cycle": {}}, "invalid", "cycle.start"),
    "a cycle of 30 February": ({"cycle": {"start": "2024-02-30", "end": "2024-03-30"}}, "invalid", "cycle.start"),
    "before the cycle": ({"at": "2024-05-31"}, "impossible", "at"),
    "after the cycle": ({"at": "2024-07-02"}, "impossible", "at"),
    "an instant without offset": ({"at": "2024-06-17T12:00:00"}, "invalid", "at"),
    "a scale of ten": ({"scale": 10}, "invalid", "scale"),
    "no scale": ({"scale": None}, "invalid", "scale"),
    "a price of 10^19": ({"old": "1" + "0" * 19}, "overflow", None),
    "a new price beyond int64": ({"new": "92233720368547758.08", "at": "2024-06-01"}, "overflow", None),
    "a price as a number": ({"old": 30}, "invalid", "old"),
    "a price below zero": ({"new": "-1"}, "invalid", "new"),
    "a price too fine": ({"new": "1.123456789"}, "invalid", "new"),
}


# A limit of the format: the last that is answered, the first that is not, the code and the member then.
LIMITS = {
    "letters of an offer": (quote(catalog={**QUOTE["catalog"], "x" * 64: {"price": "1"}}), quote(catalog={**QUOTE["catalog"], "x" * 65: {"price": "1"}}), "invalid", "catalog"),
    "letters of a product": (quote(change={"type": "add", "product": "x" * 64, "offer": "S"}), quote(change={"type": "add", "product": "x" * 65, "offer": "S"}), "invalid",
                             "change.product"),
    "letters of a discount": (quote(change=discount(discount="x" * 64)), quote(change=discount(discount="x" * 65)), "invalid", "change.discount"),
    "letters of a promotion's offer": (quote(change=discount(offers=["x" * 64])), quote(change=discount(offers=["x" * 65])), "invalid", "change.offers.1"),
    "letters of a tax": (offer(tax=[{"name": "x" * 64, "percent": "1"}]), offer(tax=[{"name": "x" * 65, "percent": "1"}]), "invalid", "catalog.S.tax.1.name"),
    "signs of a name": (quote(catalog={**QUOTE["catalog"], "aZ_0-9": {"price": "1"}}), quote(catalog={**QUOTE["catalog"], "aZ.09": {"price": "1"}}), "invalid", "catalog"),
    "a percent": (offer(tax="100.000000"), offer(tax="100.000001"), "invalid", "catalog.S.tax"),
    "decimals of a percent": (offer(tax="0.000001"), offer(tax="0.0000001"), "invalid", "catalog.S.tax"),
    "a discount": (quote(change=discount(percent="100")), quote(change=discount(percent="100.1")), "invalid", "change.percent"),
    "taxes": (offer(tax=taxes(*["12.5"] * 8)), offer(tax=taxes(*["1"] * 9)), "invalid", "catalog.S.tax"),
    "taxes together": (offer(tax=taxes("60", "40")), offer(tax=taxes("60", "40.000001")), "invalid", "catalog.S.tax"),
    "decimals of a price": (offer(price="30.12345678"), offer(price="30.123456789"), "invalid", "catalog.S.price"),
    "decimals of a fee": (offer(once="0.00000001"), offer(once="0.000000001"), "invalid", "catalog.S.once"),
    "decimals of an amount": (quote(change={"type": "discount", "product": "p", "discount": "d", "amount": "0.00000001"}),
                              quote(change={"type": "discount", "product": "p", "discount": "d", "amount": "0.000000001"}), "invalid", "change.amount"),
    "decimals of a ledger": (quote(invoiced=[{**ROW, "net": "29.99", "adjusted": "0.01"}]), quote(invoiced=[{**ROW, "adjusted": "0.001"}]), "invalid", "invoiced.1.adjusted"),
    "a cycle of a ledger": (quote(invoiced=[ROW]), quote(invoiced=[{**ROW, "cycle": "2024-07-01"}]), "impossible", "invoiced.1.cycle"),
    "an anchor": (quote(cycle={"anchor": 31, "months": 1}), quote(cycle={"anchor": 32, "months": 1}), "invalid", "cycle.anchor"),
    "a scale": (quote(currency="CLF", scale=4), quote(currency="CLF", scale=5), "invalid", "scale"),
    "no scale": (quote(currency="JPY", scale=0), quote(currency="JPY", scale=-1), "invalid", "scale"),
    "a quantity": (quote(change={"type": "change", "product": "p", "quantity": 10 ** 9}), quote(change={"type": "change", "product": "p", "quantity": 10 ** 9 + 1}), "invalid",
                   "change.quantity"),
    "cycles": (history(change=discount(cycles=10 ** 4)), history(change=discount(cycles=10 ** 6 + 1)), "invalid", "change.cycles"),
    "an end": (quote(change=discount(until="2024-06-18")), quote(change=discount(until=TODAY)), "impossible", "change.until"),
    "changes": (several(*[{**CHANGE, "effective": TODAY, "quantity": n} for n in range(1, 33)]), several(*[{**CHANGE, "effective": TODAY, "quantity": n} for n in range(1, 34)]),
                "invalid", "changes"),
    "a reversal": (several({**CHANGE, "effective": TODAY}, {"type": "reversal", "of": 2}), several({**CHANGE, "effective": TODAY}, {"type": "reversal", "of": 3}), "impossible",
                   "changes.2.of"),
    "now": (history(event("suspend", TODAY), change={"type": "resume", "product": "p"}), history(event("suspend", "2024-06-18")), "impossible", "history.2.recorded"),
}


class Refusals(ctl_case.CtlCase):
    def assert_refused(self, error, code, member, name):
        self.assertEqual(list(error), ["code", "message"], name)
        self.assertEqual(error["code"], code, (name, error))
        if member is not None:
            self.assertIn(member, error["message"], name)

    def refused_quote(self, document):
        result = self.run_ctl("quote", text=document if isinstance(document, str) else compact(document))
        self.assertEqual((result.returncode, result.stderr, result.stdout.count("\n")), (1, "", 1), result.stdout[:300])
        answer = json.loads(result.stdout)
        self.assertEqual(list(answer), ["error"])
        return answer["error"]

    def refused_prorations(self, cases):
        """All in one batch, each between two valid ones; returns their errors."""
        lines = [line for case in cases for line in ({**CASE, "id": "before"}, case, {**CASE, "id": "after"})]
        result = self.run_ctl("prorate", text="".join(compact(line) + "\n" for line in lines))
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(answers), len(lines))
        sound = json.loads(self.done("prorate", text=compact(CASE)))
        for before, answer, after in zip(answers[0::3], answers[1::3], answers[2::3]):
            self.assertEqual((before, after), ({**sound, "id": "before"}, {**sound, "id": "after"}))
            self.assertEqual(list(answer), ["id", "error"])
        return [answer["error"] for answer in answers[1::3]]

    def test_quotes(self):
        sound = self.done("quote", text=compact(QUOTE))
        for name, (document, code, member) in QUOTES.items():
            with self.subTest(name=name):
                self.assert_refused(self.refused_quote(document), code, member, name)
        self.assertEqual(self.done("quote", text=compact(QUOTE)), sound)

    def test_limits(self):
        for name, (last, beyond, code, member) in LIMITS.items():
            with self.subTest(name=name):
                self.assertIn("seal", json.loads(self.done("quote", text=compact(last))), name)
                self.assert_refused(self.refused_quote(beyond), code, member, name)

    def test_prorations(self):
        errors = self.refused_prorations([{**CASE, **change} for change, _, _ in PRORATIONS.values()])
        for (name, (_, code, member)), error in zip(PRORATIONS.items(), errors):
            with self.subTest(name=name):
                self.assert_refused(error, code, member, name)

    def test_zones(self):
        errors = self.refused_prorations([{**CASE, "zone": zone} for zone in ZONES] + [{**CASE, "zone": None}, {**CASE, "zone": 1}])
        for zone, error in zip((*ZONES, None, 1), errors):
            with self.subTest(zone=zone):
                self.assert_refused(error, "zone" if isinstance(zone, str) else "invalid", "zone", zone)
                self.assert_refused(self.refused_quote(quote(zone=zone)), error["code"], "zone", zone)

    def test_policies(self):
        errors = self.refused_prorations([{**CASE, "policy": policy} for policy, _ in POLICIES])
        for (policy, member), error in zip(POLICIES, errors):
            with self.subTest(policy=policy):
                self.assert_refused(error, "invalid", member, policy)
                self.assert_refused(self.refused_quote(quote(policy=policy)), "invalid", member, policy)

    def test_no_price_is_none(self):
        """In prorate, null means that there is no price; so does an absent member."""
        both = json.loads(self.done("prorate", text=compact({**CASE, "old": None, "new": None})))
        self.assertEqual((both["credit"], both["charge"], both["used_charge"], both["net"]), (None, None, None, "0.00"))
        without = {key: value for key, value in CASE.items() if key not in ("old", "new")}
        self.assertEqual(json.loads(self.done("prorate", text=compact(without))), both)

    def test_a_price_beyond_int64(self):
        """What a result needs must fit, not the price itself; a credit is counted from the whole old price."""
        big = "92233720368547758.08"
        charged = json.loads(self.done("prorate", text=compact({**CASE, "old": None, "new": big, "at": "2024-06-30"})))
        self.assertEqual((charged["charge"], charged["net"]), ("3074457345618258.60", "3074457345618258.60"))
        self.assert_refused(self.refused_prorations([{**CASE, "old": big, "new": None, "at": "2024-06-30"}])[0], "overflow", None, "old")

    def test_a_price_event_of_null_goes_back_to_the_catalog(self):
        document = quote(history=[{**START, "price": "20.00"}], change={"type": "price", "product": "p", "price": None})
        self.assertEqual(json.loads(self.done("quote", text=compact(document)))["replaced"], "20.00")

    def test_a_currency_elsewhere_is_sealed_and_means_nothing(self):
        """The format has one currency, that of the account; a member of this name in an offer, an event or a row is
        ignored like any other unknown one."""
        plain = json.loads(self.done("quote", text=compact(QUOTE)))
        for strange, like in ((quote(catalog={**QUOTE["catalog"], "M": {**QUOTE["catalog"]["M"], "currency": "USD"}}), plain),
                              (quote(history=[{**START, "currency": "USD"}]), plain),
                              (quote(invoiced=[{**ROW, "currency": "USD"}]), json.loads(self.done("quote", text=compact(quote(invoiced=[ROW])))))):
            answer = json.loads(self.done("quote", text=compact(strange)))
            self.assertEqual((answer["lines"], answer["ladder"]), (like["lines"], like["ladder"]))
            self.assertNotEqual(answer["seal"], like["seal"])

    def test_centuries(self):
        """Distant cycles are the calendar's, or refused, and never wrap around."""
        case = {**CASE, "cycle": {"start": "0001-01-01", "end": "9999-12-31"}, "at": "9999-12-30", "policy": {"tick": "second"}}
        answer = json.loads(self.done("prorate", text=compact(case)))
        used, whole = map(int, answer["used"].split("/"))
        self.assertEqual(whole - used, int(answer["unused"].split("/")[0]))
        self.assertEqual(whole - used, 86400)
        document = quote(effective="2999-12-31")
        result = self.run_ctl("quote", text=compact(document))
        self.assertIn(result.returncode, (0, 1))
        json.loads(result.stdout)


class PolicyPacks(ctl_case.CtlCase):
    def test_timing_without_default(self):
        pack = json.loads((ctl_case.ROOT / "data" / "policy" / "eu.json").read_text(encoding="utf-8"))
        self.done("policy", "check", self.write("sound.json", json.dumps(pack)))
        pack["timing"] = [rule for rule in pack["timing"] if set(rule) - {"when"} and rule.get("when")]
        self.refused("policy", "check", self.write("none.json", json.dumps(pack)), words=("none.json", "timing"))


if __name__ == "__main__":
    ctl_case.main()
