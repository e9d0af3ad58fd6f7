# SPDX-License-Identifier: GPL-3.0-or-later
"""What the practice operator sells: categories, specifications, prices and offerings as TM Forum v4 resources.

Every price is a month in euro with VAT inside. Names of discounts are single tokens, because the quote format
takes no others.
"""
from decimal import Decimal

CURRENCY = "EUR"
PUBLISHED = "2026-10-01T00:00:00Z"
CATEGORIES = {
    "mobile": "Mobile", "internet": "Home internet", "tv": "TV", "voice": "Voice", "protection": "Protection",
    "support": "Support", "entertainment": "Entertainment", "roaming": "Roaming", "bundle": "Bundles"}
HOME = ("home-50", "home-100", "home-fiber-250", "home-fiber-1000", "home-mobile")
MOBILE = ("mobile-s", "mobile-m", "mobile-l", "mobile-xl", "home-mobile")
TERM_NAMES = {0: "Month to month", 12: "One year", 24: "Two years"}
# Early termination fees as the quote format takes them; they depend on what is sold, not on who bought it.
MOBILE_FEE = {"kind": "remaining", "percent": "50", "cap": "150.00"}
HANDSET_FEE = {"kind": "subsidy", "amount": "240.00"}
HOME_FEE = {"kind": "remaining", "percent": "50", "cap": "200.00"}
TV_FEE = {"kind": "remaining", "percent": "25", "cap": "60.00"}

NEW_SIM = "Insert the new SIM"
RESTART_PHONE = "Switch the phone off and on again"
RESTART_ROUTER = "Restart the router when the light turns white"
FIBER_BOX = "Plug the router into the fiber socket and wait until the light is white"
TV_APP = "Download the TV app"


def mobile(data, minutes, roaming, hotspot, network, speed):
    return {"data": data, "minutes": minutes, "roaming": roaming, "hotspot": hotspot, "network": network,
            "download": speed}


def internet(technology, download, upload, router):
    return {"technology": technology, "download": download, "upload": upload, "data": "unlimited", "router": router}


def offering(oid, name, category, price, description, features, *, step=None, days="0", once=None, terms=(0,),
             fee=None, relies_on=(), discount=None, sold=True, contains=()):
    return {"id": oid, "name": name, "category": category, "price": Decimal(price), "description": description,
            "features": features, "step": step, "days": days, "once": Decimal(once) if once else None,
            "terms": terms, "fee": fee, "relies_on": relies_on, "discount": discount, "sold": sold,
            "contains": contains}


OFFERINGS = [
    offering("mobile-s", "Mobile S", "mobile", "9.99",
             "A small plan for calls, messages and a little browsing on the way.",
             mobile("5 GB", "200", "EU, 3 GB", "no", "4G", "50 Mbit/s"),
             step=RESTART_PHONE, terms=(0, 12, 24), fee=MOBILE_FEE),
    offering("mobile-m", "Mobile M", "mobile", "19.99",
             "Enough data for music, maps and messages every day, and calls without counting.",
             mobile("20 GB", "unlimited", "EU, 15 GB", "yes", "5G", "150 Mbit/s"),
             step=RESTART_PHONE, terms=(0, 12, 24), fee=MOBILE_FEE),
    offering("mobile-l", "Mobile L", "mobile", "29.99",
             "Plenty of fast data for video on the way and for sharing with a laptop.",
             mobile("50 GB", "unlimited", "EU, 25 GB", "yes", "5G", "300 Mbit/s"),
             step=RESTART_PHONE, terms=(0, 12, 24), fee=MOBILE_FEE),
    offering("mobile-xl", "Mobile XL", "mobile", "44.99",
             "Data without a limit at the fastest speed the network has.",
             mobile("unlimited", "unlimited", "EU, 60 GB", "yes", "5G", "1000 Mbit/s"),
             step=RESTART_PHONE, terms=(0, 12, 24), fee=HANDSET_FEE),
    offering("mobile-classic", "Mobile Classic", "mobile", "14.99",
             "An older plan that is no longer sold; whoever has it may keep it.",
             mobile("1 GB", "100", "no", "no", "4G", "21 Mbit/s"), sold=False),
    offering("home-50", "Home 50", "internet", "29.99",
             "Home internet over the telephone line, enough for e-mail, news and one film at a time.",
             internet("DSL", "50 Mbit/s", "10 Mbit/s", "included"),
             step=RESTART_ROUTER, days="1", terms=(0, 12, 24), fee=HOME_FEE),
    offering("home-100", "Home 100", "internet", "34.99",
             "Faster home internet over the telephone line, for a family that streams and learns at home.",
             internet("DSL", "100 Mbit/s", "40 Mbit/s", "included"),
             step=RESTART_ROUTER, days="1", terms=(0, 12, 24), fee=HOME_FEE),
    offering("home-fiber-250", "Home Fiber 250", "internet", "44.99",
             "Steady internet over fiber, for several people who stream and hold video calls at the same time.",
             internet("Fiber optic", "250 Mbit/s", "100 Mbit/s", "included"),
             step=FIBER_BOX, days="3", once="29.99", terms=(0, 12, 24), fee=HOME_FEE,
             discount={"name": "Welcome", "percent": 20, "months": 6}),
    offering("home-fiber-1000", "Home Fiber 1000", "internet", "59.99",
             "The fastest internet we have, for large files, games and a house full of devices.",
             internet("Fiber optic", "1000 Mbit/s", "500 Mbit/s", "included, Wi-Fi 6"),
             step=FIBER_BOX, days="3", once="49.99", terms=(0, 12, 24), fee=HOME_FEE),
    offering("tv-basic", "TV Basic", "tv", "9.99",
             "The usual channels in high definition over your home internet.",
             {"channels": "80", "definition": "HD", "recordings": "no", "screens": "1"},
             step=TV_APP, terms=(0, 12), fee=TV_FEE, relies_on=HOME),
    offering("tv-plus", "TV Plus", "tv", "19.99",
             "More channels, sports and recordings you can watch on three screens.",
             {"channels": "140", "definition": "4K", "recordings": "100 hours", "screens": "3"},
             step=TV_APP, once="9.99", terms=(0, 12), fee=TV_FEE, relies_on=HOME),
    offering("home-phone", "Home Phone", "voice", "4.99",
             "A telephone number at home with calls to all German numbers included.",
             {"minutes": "unlimited", "lines": "1"}, days="1", relies_on=HOME,
             step="Plug the telephone into the router"),
    offering("additional-line", "Additional Line", "voice", "12.99",
             "A second mobile number on the same bill that shares the data of your plan.",
             {"data": "shared", "minutes": "unlimited", "lines": "1"}, step=NEW_SIM, days="3", once="9.99",
             relies_on=MOBILE),
    offering("online-security", "Online Security", "protection", "3.99",
             "Warns you of fraudulent pages and protects up to five devices at home.",
             {"devices": "5", "parental control": "yes"}, step="Install the security app on each device",
             relies_on=HOME),
    offering("phone-protection", "Phone Protection", "protection", "5.99",
             "Repairs a broken screen and replaces a stolen phone once a year.",
             {"repairs": "1 a year", "excess": "29.00 EUR"}, relies_on=MOBILE),
    offering("tech-support", "Tech Support", "support", "4.99",
             "A person helps you with router, Wi-Fi and devices, every day until ten in the evening.",
             {"hours": "8 to 22, every day", "home visit": "1 a year"}, relies_on=HOME),
    offering("streaming-tv", "Streaming TV", "entertainment", "7.99",
             "Films and series on demand on your television, tablet and phone.",
             {"screens": "2", "definition": "HD", "downloads": "yes"}, step=TV_APP, relies_on=HOME,
             discount={"name": "Starter", "percent": 50, "months": 3}),
    offering("roaming-world", "Roaming World", "roaming", "6.99",
             "Calls and data in 60 countries outside the European Union, without surprises on the bill.",
             {"countries": "60", "data": "3 GB", "minutes": "100"}, step="Switch on data roaming when you arrive",
             relies_on=MOBILE),
    offering("home-mobile", "Home & Mobile", "bundle", "54.99",
             "Home Fiber 250 and Mobile M together on one bill, ten euro a month cheaper than apart.",
             {**internet("Fiber optic", "250 Mbit/s", "100 Mbit/s", "included"), "mobile data": "20 GB",
              "minutes": "unlimited", "roaming": "EU, 15 GB", "hotspot": "yes", "network": "5G"},
             step=FIBER_BOX, days="3", once="29.99", terms=(12, 24), fee=HOME_FEE,
             contains=("home-fiber-250", "mobile-m")),
]
BY_ID = {o["id"]: o for o in OFFERINGS}


def money(amount):
    return {"unit": CURRENCY, "value": amount.quantize(Decimal("0.01"))}


def reference(o):
    return {"id": o["id"], "name": o["name"]}


def monthly_name(o):
    return f"{o['name']}, monthly"


def specification(o):
    described = dict(o["features"])
    if o["step"]:
        described["customerStep"] = o["step"]
    described["leadTimeDays"] = o["days"]
    return {
        "id": f"spec-{o['id']}", "name": o["name"], "lifecycleStatus": "Active" if o["sold"] else "Obsolete",
        "@type": "ProductSpecification",
        "productSpecCharacteristic": [
            {"name": name, "valueType": "string",
             "productSpecCharacteristicValue": [{"value": value, "isDefault": True}]}
            for name, value in described.items()]}


# A month while it is suspended, and the fee for suspending it. What is not named costs nothing meanwhile.
SUSPENSION = {"mobile-s": (Decimal("2.00"), Decimal("4.99")), "streaming-tv": (Decimal("1.00"), Decimal("2.50"))}


def prices(o):
    status = {"lifecycleStatus": "Active" if o["sold"] else "Obsolete", "@type": "ProductOfferingPrice"}
    found = [{"id": f"price-{o['id']}", "name": monthly_name(o), "priceType": "recurring",
              "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1, "price": money(o["price"]),
              **status}]
    if o["once"]:
        found.append({"id": f"once-{o['id']}", "name": f"{o['name']}, activation", "priceType": "oneTime",
                      "price": money(o["once"]), **status})
    if o["id"] in SUSPENSION:
        month, fee = SUSPENSION[o["id"]]
        found.append({"id": f"suspended-{o['id']}", "name": f"{o['name']}, while suspended", "priceType": "suspension",
                      "recurringChargePeriodType": "month", "recurringChargePeriodLength": 1, "price": money(month), **status})
        found.append({"id": f"suspending-{o['id']}", "name": f"{o['name']}, suspending", "priceType": "suspension",
                      "price": money(fee), **status})
    if o["discount"]:
        found.append({"id": f"discount-{o['id']}", "name": o["discount"]["name"], "priceType": "discount",
                      "percentage": o["discount"]["percent"], "recurringChargePeriodType": "month",
                      "recurringChargePeriodLength": 1,
                      "applicationDuration": {"amount": o["discount"]["months"], "units": "month"}, **status})
    return found


def term(o, months):
    found = {"name": TERM_NAMES[months], "duration": {"amount": months, "units": "month"}}
    if months:
        found["etf"] = o["fee"]
    return found


def resource(o):
    found = {
        "id": o["id"], "name": o["name"], "description": o["description"], "isSellable": o["sold"],
        "isBundle": bool(o["contains"]), "lifecycleStatus": "Active" if o["sold"] else "Obsolete",
        "@type": "ProductOffering",
        "category": [{"id": o["category"], "name": CATEGORIES[o["category"]]}],
        "productSpecification": {"id": f"spec-{o['id']}", "name": o["name"]},
        "productOfferingPrice": [{"id": p["id"], "name": p["name"]} for p in prices(o)],
        "productOfferingTerm": [term(o, months) for months in o["terms"]]}
    if o["relies_on"]:
        found["productOfferingRelationship"] = [
            {"id": host, "name": BY_ID[host]["name"], "relationshipType": "reliesOn", "role": "any"}
            for host in o["relies_on"]]
    if o["contains"]:
        found["bundledProductOffering"] = [
            {**reference(BY_ID[part]), "bundledProductOfferingOption": {
                "numberRelOfferDefault": 1, "numberRelOfferLowerLimit": 1, "numberRelOfferUpperLimit": 1}}
            for part in o["contains"]]
    return found


def published(entry):
    return {**entry, "lastUpdate": PUBLISHED}


def resources():
    found = {
        "catalog": [{"id": "residential", "name": "Residential", "description": "What can be ordered at home",
                     "catalogType": "ProductCatalog", "lifecycleStatus": "Active", "@type": "Catalog",
                     "category": [{"id": cid, "name": name} for cid, name in CATEGORIES.items()]}],
        "category": [{"id": cid, "name": name, "isRoot": True, "lifecycleStatus": "Active", "@type": "Category"}
                     for cid, name in CATEGORIES.items()],
        "productSpecification": [specification(o) for o in OFFERINGS],
        "productOfferingPrice": [p for o in OFFERINGS for p in prices(o)],
        "productOffering": [resource(o) for o in OFFERINGS]}
    return {name: [published(entry) for entry in entries] for name, entries in found.items()}
