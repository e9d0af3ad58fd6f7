#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document's members are named in the file that owns the document, and nowhere else: others call its getters. Counts the calls that
read or write a member by a literal name. Where that is not so yet, the number of calls may only go down."""
import os
import pathlib
import re
import unittest

from c_source import without_comments

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))

# Layers whose task is to name members: the resources of the wire, the rows of the store.
LAYERS = ("wire/", "store/")
# One file or a few for each document, and the document.
OWNERS = {
    "billing/cord-bill-line.c": "the lines of a quote",
    "billing/cord-output.c": "what the documents of the billing engine share",
    "billing/cord-quote-arithmetic.c": "the quote",
    "billing/cord-quote-writer.c": "the quote",
    "ctl/cord-billing-lines.c": "an answer of cordboardctl prorate",
    "domain/catalog/cord-catalog.c": "the catalog",
    "domain/catalog/cord-included.c": "an allowance of an offering",
    "domain/catalog/cord-offering-prices.c": "an offering",
    "domain/catalog/cord-offering.c": "an offering",
    "domain/catalog/cord-price-list.c": "prices of an offering that hold at different times",
    "domain/catalog/cord-promotion.c": "a promotion of an offering",
    "domain/change/cord-change.c": "a change",
    "domain/change/cord-order-price.c": "the prices of an order",
    "domain/customer/cord-candidate.c": "a candidate of a search",
    "domain/customer/cord-customer.c": "a customer",
    "domain/customer/cord-feature.c": "a feature",
    "domain/customer/cord-policy.c": "a policy pack",
    "domain/customer/cord-product.c": "a product",
    "domain/customer/cord-tax-list.c": "a list of taxes",
    "domain/customer/cord-timing.c": "the timing rules of a policy pack",
    "domain/needs/cord-needs.c": "the needs",
    "domain/options/cord-exclusion.c": "an exclusion",
    "domain/options/cord-fit-score.c": "the reasons of an option",
    "domain/options/cord-fit.c": "the options that fit, and those that do not",
    "domain/options/cord-option.c": "an option",
    "domain/record/cord-customer-step.c": "a customer's own step",
    "domain/record/cord-event.c": "what every event has beside its body",
    "domain/record/cord-interaction-state.c": "the folded state, for cordboardctl record state",
    "domain/record/cord-predicate.c": "a predicate of a procedure",
    "domain/record/cord-sop-check.c": "a procedure",
    "domain/record/cord-sop-part.c": "a procedure",
    "domain/record/cord-sop.c": "a procedure",
    "domain/session/cord-caller.c": "a scripted caller",
    "server/admin/cord-status.c": "the status",
    "server/call/cord-outcome.c": "an operation",
    "server/hub/cord-event-stream.c": "an event of the stream",
    "server/hub/cord-hub-listener.c": "a listener",
    "sync/journal/cord-journal-file.c": "the list of the journal's interactions",
}
# Files that name members of documents they do not own, with how many calls do.
REMAINING = {
    "base/cord-json-limits.c": 1,
    "billing/cord-prorate.c": 1,
    "ctl/cord-command-record.c": 5,
    "domain/change/cord-quote-input.c": 3,
    "domain/customer/cord-panel.c": 11,
    "domain/options/cord-comparison-features.c": 1,
    "domain/options/cord-comparison.c": 1,
    "domain/options/cord-fit-dimension.c": 2,
    "server/order/cord-account-history.c": 1,
    "server/resource/cord-engine.c": 4,
}

READ = re.compile(r"\b(?:cord_value_(?:get|dup|has|is|lookup|find|peek)\w*|cord_event_(?:text|peek|get\w*)|cord_interaction_(?:dup|get)_beside"
                  r'|g_variant_lookup\w*|json_object_(?:get|has)\w*|cord_json_\w*) \([^;"]*"[A-Za-z]')
BUILD = re.compile(r"\b(?:cord_(?:builder|value_builder|value_writer)_\w+|cord_value_of_strings|json_object_set\w*|json_builder_\w*)"
                   r' \([^;"]*"[A-Za-z]')


def count(text):
    text = without_comments(text).replace("\n", " ")
    return len(READ.findall(text)) + len(BUILD.findall(text))


def count_files(src):
    found = {path.relative_to(src).as_posix(): count(path.read_text(encoding="utf-8")) for path in sorted(src.rglob("*.[ch]"))}
    return {name: calls for name, calls in found.items() if calls > 0 and not name.startswith(LAYERS)}


class Members(unittest.TestCase):
    def test_members_are_named_by_owners(self):
        found = count_files(ROOT / "src")
        others = {name: calls for name, calls in found.items() if name not in OWNERS}
        print(f"{sum(found.values()) - sum(others.values())} calls in owners, {sum(others.values())} in {len(others)} other files")
        self.assertEqual(others, REMAINING, "calls that name a member of a document: call a getter of its owner, and lower the number")

    def test_lists_are_separate(self):
        self.assertEqual(set(OWNERS) & set(REMAINING), set())


class Rule(unittest.TestCase):
    def test_what_counts(self):
        for text in ('a = cord_value_get_string (order, "id");', 'cord_builder_string (&b, "id", a);', 'f (cord_value_has (self->a, "b.c"));',
                     'cord_value_of_strings ("id", id, NULL);', 'json_object_get_string_member (o,\n "id");'):
            self.assertEqual(count(text), 1, text)
        self.assertEqual(count('cord_builder_string (&b, "id", cord_value_get_string (a, "id"));'), 2)

    def test_what_does_not(self):
        for text in ("a = cord_value_get_string (order, name);", '/* cord_value_get_string (order, "id") */', 'cord_builder_add_string (&b, a);',
                     'a = cord_value_get_string (order, name); puts ("x");', 'cord_text_clean ("id", 3);'):
            self.assertEqual(count(text), 0, text)


if __name__ == "__main__":
    unittest.main()
