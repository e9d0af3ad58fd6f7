# SPDX-License-Identifier: GPL-3.0-or-later
"""Cycles, prorated parts and past bills, by the rules of the quote format: in advance, half-open cycles, half up."""
import calendar
import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
DAYS_TO_PAY = 14


def months_after(date, months, anchor=None):
    """The date that many months later, clamped to the month; the anchor day comes back after short months."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(anchor or date.day, last))


def cycle_containing(date, anchor):
    start = months_after(date, 0, anchor)
    if start > date:
        start = months_after(date, -1, anchor)
    return start, months_after(start, 1, anchor)


def share(price, cycle, start, end):
    """The price of the days from start to end inside their cycle, rounded once."""
    days = (min(end, cycle[1]) - max(start, cycle[0])).days
    exact = Fraction(price) * max(days, 0) / (cycle[1] - cycle[0]).days
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


def end_of(product):
    return min([d for d in (product["suspended"], product["ended"]) if d] or [datetime.date.max])


def lines_for(product, cycle, start, end):
    """Charge and discount of one product from start to end, both within one cycle: (kind, name, amount, from, to)."""
    start, end = max(start, product["start"]), min(end, end_of(product))
    if start >= end:
        return
    yield "charge", f"{product['name']}, monthly", share(product["amount"], cycle, start, end), start, end
    if product["until"] and start < product["until"]:
        stop = min(end, product["until"])
        cut = share(product["amount"] * product["percent"] / 100, cycle, start, stop)
        yield "credit", f"{product['discount']}, {product['percent']} % off", -cut, start, stop


def once_for(product, start, end):
    if product["once"] and start <= product["start"] < end:
        yield "charge", f"{product['name']}, activation", product["once"], product["start"], product["start"]


def bill_lines(products, cycle, before, billed_from):
    """What the bill at the start of a cycle holds: the cycle itself, and what began since the bill before."""
    for product in products:
        if billed_from < product["start"] < cycle[0]:
            for line in [*lines_for(product, before, *before), *once_for(product, *before)]:
                yield product, line
        if product["start"] <= cycle[0]:
            next_day = cycle[0] + datetime.timedelta(days=1)
            for line in [*lines_for(product, cycle, *cycle), *once_for(product, cycle[0], next_day)]:
                yield product, line


def first_lines(products, cycle, start):
    """The first bill of a customer who came in the middle of a cycle."""
    for product in products:
        if product["start"] == start:
            for line in [*lines_for(product, cycle, start, cycle[1]), *once_for(product, start, cycle[1])]:
                yield product, line


def past_bills(products, anchor, today):
    """The last two bills, oldest first: (bill date, cycle, lines). One customer who came lately has fewer."""
    if not products:
        return
    first = min(p["start"] for p in products)
    current = cycle_containing(today, anchor)
    before = (months_after(current[0], -1, anchor), current[0])
    for cycle in (before, current):
        if cycle[0] < first < cycle[1]:
            yield first, cycle, list(first_lines(products, cycle, first))
        elif first <= cycle[0]:
            earlier = (months_after(cycle[0], -1, anchor), cycle[0])
            yield cycle[0], cycle, list(bill_lines(products, cycle, earlier, max(earlier[0], first)))


def not_billed_yet(products, anchor, today):
    """What began after the newest bill and will stand on the next one."""
    if not products:
        return
    first = min(p["start"] for p in products)
    cycle = cycle_containing(today, anchor)
    for product in products:
        if cycle[0] < product["start"] <= today and product["start"] != first:
            for line in [*lines_for(product, cycle, product["start"], cycle[1]), *once_for(product, *cycle)]:
                yield product, line
