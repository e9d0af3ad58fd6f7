#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The surface that the tests use is that of the published definitions, and complete."""
import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import surface

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
DEFINITIONS = pathlib.Path(os.environ.get("CORD_SHARED", ROOT.parent / "shared")) / "api"
APIS = {
    "TMF620": ["catalog", "category", "productOffering", "productOfferingPrice", "productSpecification"],
    "TMF622": ["cancelProductOrder", "productOrder"],
    "TMF629": ["customer"],
    "TMF632": ["individual", "organization"],
    "TMF637": ["product"],
    "TMF646": ["appointment", "searchTimeSlot"],
    "TMF648": ["quote"],
    "TMF666": ["billFormat", "billPresentationMedia", "billingAccount", "billingCycleSpecification", "financialAccount",
               "partyAccount", "settlementAccount"],
    "TMF678": ["appliedCustomerBillingRate", "customerBill", "customerBillOnDemand"],
    "TMF679": ["productOfferingQualification"],
    "TMF681": ["communicationMessage"],
    "TMF683": ["partyInteraction"],
}


class Surface(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.surface = surface.load()

    def test_twelve_apis(self):
        self.assertEqual({n: sorted(a["resources"]) for n, a in self.surface["apis"].items()}, APIS)

    def test_every_type_is_there(self):
        """Each kind is a word of the list, several words, or a type in the file."""
        for number, api in self.surface["apis"].items():
            types = {**self.surface["types"], **api["types"]}
            for name, members in types.items():
                for member, kind in members.items():
                    plain = kind.rstrip("!+").strip("[]")
                    self.assertTrue(plain in types or "|" in plain or plain in surface.SCALARS.values(),
                                    f"{number} {name}.{member}: {kind}")

    def test_written_by_the_generator(self):
        self.assertEqual(surface.as_text(self.surface) + "\n", surface.SURFACE.read_text(encoding="utf-8"))

    @unittest.skipUnless(DEFINITIONS.is_dir(), "the published definitions are not here")
    def test_of_the_definitions(self):
        self.assertEqual(surface.derive(DEFINITIONS), self.surface)


if __name__ == "__main__":
    unittest.main()
