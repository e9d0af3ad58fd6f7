#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates the files of an operator with any number of customers, as TM Forum JSON that cordboardctl import reads: a
small catalog, and for each customer a party with a PIN, an account, the customer and one product or more. The same
arguments make the same bytes. All people are invented: names are combined from two lists, telephone numbers begin
with an unassigned country code, and mail addresses are at example.org."""
import argparse
import contextlib
import json
import pathlib

GIVEN = """Agnes Alba Alvar Anouk Arno Astrid Basil Bela Birgit Bruno Cato Celia Clara Cyril Dalia Dario Delia Dora Edda Edgar Elias Elin Emil
Enzo Esther Ewa Fabian Fay Finn Flora Frida Gerda Gilles Greta Gwen Hedda Helio Hilde Horace Ida Ilse Imre Iris Isak Jana Jarl Jette Joel Jonna
Juno Kaspar Katja Kirsi Klaus Lara Lasse Lene Linus Livia Lotte Luca Magda Malin Marek Marta Milo Mona Nanna Nils Noemi Odin Ola Orla Otto Pavel
Pia Ragna Remy Rhea Rolf Runa Selma Sigrid Silas Stina Sven Tamar Thea Tilda Tom Ulla Urban Vera Vilja Volker Wanda Wim Ylva Zeno Zita""".split()
FAMILY = """Acker Albers Amsel Anker Asmus Bach Balke Bauer Becher Berg Birk Blom Borg Brandt Brink Busch Claes Conrad Dahm Dorn Drewes Eberle
Eck Ehlers Elm Engel Erlen Falk Farber Feld Fink Forst Frey Gans Geest Glaser Graf Greve Gronau Haas Hafner Hagen Hahn Harms Heide Hirsch
Hoff Holm Hopp Imhof Jager Jansen Jung Kamp Kern Kiel Klee Kolb Korn Krug Lamm Lang Lerch Linde Lohse Lund Maas Mahler Marsch Mohr Moll Nagel
Nolte Oltmann Ost Otten Pape Pfaff Pohl Quandt Rabe Rauch Reuter Rosen Sand Sattler Schaf Seidel Sommer Specht Stein Storch Sturm Tann Thoma
Uhl Vogel Voss Wald Weide Weller Wiese Winter Wolff Zander Ziegler""".split()
PLANS = (("home-16", "Home 16", "19.99", "16 Mbit/s"), ("home-50", "Home 50", "29.99", "50 Mbit/s"), ("home-250", "Home 250", "44.99", "250 Mbit/s"),
         ("home-1000", "Home 1000", "64.50", "1000 Mbit/s"))
TYPES = ("individual", "billingAccount", "customer", "product")
AT_ONCE = 5000


def catalog():
    """Type and JSON of each of its resources; amounts stay the decimals they are."""
    yield "category", '{"id":"internet","@type":"Category","name":"Home internet","isRoot":true,"lifecycleStatus":"Active"}'
    for plan, name, price, speed in PLANS:
        yield "productSpecification", json.dumps({
            "id": f"spec-{plan}", "@type": "ProductSpecification", "name": name, "lifecycleStatus": "Active", "productSpecCharacteristic": [
                {"name": "download", "valueType": "string", "productSpecCharacteristicValue": [{"value": speed, "isDefault": True}]}]})
        yield "productOfferingPrice", (
            f'{{"id":"price-{plan}","@type":"ProductOfferingPrice","name":"{name}, monthly","priceType":"recurring",'
            f'"recurringChargePeriodType":"month","recurringChargePeriodLength":1,"price":{{"unit":"EUR","value":{price}}},'
            f'"lifecycleStatus":"Active"}}')
        yield "productOffering", json.dumps({
            "id": plan, "@type": "ProductOffering", "name": name, "isSellable": True, "isBundle": False, "lifecycleStatus": "Active",
            "category": [{"id": "internet", "name": "Home internet"}], "productSpecification": {"id": f"spec-{plan}", "name": name},
            "productOfferingPrice": [{"id": f"price-{plan}", "name": f"{name}, monthly"}],
            "productOfferingTerm": [{"name": "Month to month", "duration": {"amount": 0, "units": "month"}}]})


def phone_of(number):
    """A different number for each: the factor is coprime to the modulus, so numbers are scattered and never repeat."""
    return f"+9997{number * 73856093 % 1000000000:09d}"


def individual(number, given, family):
    return (f'{{"id":"party-{number}","@type":"Individual","givenName":"{given}","familyName":"{family}","fullName":"{given} {family}",'
            f'"status":"validated","contactMedium":[{{"mediumType":"mobile","preferred":true,"characteristic":{{"phoneNumber":"{phone_of(number)}"}}}},'
            f'{{"mediumType":"email","characteristic":{{"emailAddress":"{given.lower()}.{family.lower()}.{number}@example.org"}}}}],'
            f'"partyCharacteristic":[{{"name":"pin","valueType":"string","value":"{number * 7919 % 10000:04d}"}}]}}')


def related(number, given, family):
    return f'"relatedParty":[{{"id":"{number}","role":"customer","@referredType":"Customer","name":"{given} {family}"}}]'


def billing_account(number, given, family):
    return (f'{{"id":"acct-{number}","@type":"BillingAccount","name":"{given} {family}","state":"active",{related(number, given, family)},'
            f'"paymentMethod":{{"id":"Direct debit","name":"Direct debit"}},"billStructure":{{"format":{{"name":"paperless"}},'
            f'"cycleSpecification":{{"name":"monthly","frequency":"monthly","dateShift":{1 + number % 28}}}}}}}')


def customer(number, given, family):
    return (f'{{"id":"{number}","@type":"Customer","name":"{given} {family}","status":"active",'
            f'"engagedParty":{{"id":"party-{number}","name":"{given} {family}","@referredType":"Individual"}},'
            f'"account":[{{"id":"acct-{number}","name":"{given} {family}"}}]}}')


def product(number, given, family, line):
    plan, name, price, speed = PLANS[(number * 31 + line) % len(PLANS)]
    return (f'{{"id":"prod-{number}-{line}","@type":"Product","name":"{name}","status":"active","isBundle":false,'
            f'"startDate":"20{15 + number % 11}-{1 + number % 12:02d}-{1 + number % 28:02d}T00:00:00Z",{related(number, given, family)},'
            f'"billingAccount":{{"id":"acct-{number}","name":"{given} {family}"}},"productOffering":{{"id":"{plan}","name":"{name}"}},'
            f'"productSpecification":{{"id":"spec-{plan}","name":"{name}"}},'
            f'"productCharacteristic":[{{"name":"download","valueType":"string","value":"{speed}"}},'
            f'{{"name":"serviceId","valueType":"string","value":"+9996{(number * 8 + line) * 19349663 % 1000000000:09d}"}}],'
            f'"productPrice":[{{"name":"{name}, monthly","priceType":"recurring","recurringChargePeriod":"month",'
            f'"price":{{"dutyFreeAmount":{{"unit":"EUR","value":{price}}}}}}}]}}')


def people(first, after):
    """Number, given and family name; neighbours share neither name."""
    for number in range(first, after):
        scattered = number * 40503
        yield number, GIVEN[scattered % len(GIVEN)], FAMILY[scattered // len(GIVEN) % len(FAMILY)]


def lines_of(kind, first, after, products):
    if kind == "product":
        return [product(*person, line) for person in people(first, after) for line in range(products)]
    make = {"individual": individual, "billingAccount": billing_account, "customer": customer}[kind]
    return [make(*person) for person in people(first, after)]


class Target:
    """One file: JSON Lines, or an array with a resource a line."""

    def __init__(self, folder, kind, array):
        self.file = open(folder / f"{kind}.{'json' if array else 'jsonl'}", "w", encoding="utf-8", buffering=1 << 20)
        self.between, self.end = (",\n", "\n]\n") if array else ("\n", "\n")
        self.before = "[\n" if array else ""

    def write(self, resources):
        self.file.write(self.before + self.between.join(resources))
        self.before = self.between

    def close(self):
        self.file.write(self.end)
        self.file.close()


def generate(folder, customers, products=1, types=TYPES, array=False):
    """Writes the files into the folder; returns the number of resources in them."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with contextlib.ExitStack() as stack:
        targets = {}
        for kind, text in catalog():
            if kind not in targets:
                targets[kind] = stack.enter_context(contextlib.closing(Target(folder, kind, array)))
            targets[kind].write([text])
            total += 1
    for kind in types:
        with contextlib.closing(Target(folder, kind, array)) as target:
            for first in range(1, customers + 1, AT_ONCE):
                resources = lines_of(kind, 10000000 + first, 10000000 + min(first + AT_ONCE, customers + 1), products)
                target.write(resources)
                total += len(resources)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--customers", type=int, default=1000)
    parser.add_argument("--products", type=int, default=1, help="of each customer, at most 8")
    parser.add_argument("--types", default=",".join(TYPES), help="which of them beside the catalog, with commas between")
    parser.add_argument("--array", action="store_true", help="arrays (.json) in the place of JSON Lines")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    if not 1 <= arguments.customers <= 90000000 or not 1 <= arguments.products <= 8:
        parser.error("1 to 90000000 customers with 1 to 8 products")
    types = arguments.types.split(",")
    if not set(types) <= set(TYPES):
        parser.error("types are " + ", ".join(TYPES))
    print(generate(arguments.folder, arguments.customers, arguments.products, types, arguments.array), "resources")


if __name__ == "__main__":
    main()
