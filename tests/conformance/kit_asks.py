# SPDX-License-Identifier: GPL-3.0-or-later
"""What the public conformance kits ask of a list, whoever made its entries."""

# Names that are not members when behind a dot.
OPERATORS = {"gt", "gte", "lt", "lte", "eq", "regex"}
# What the kits expect of every entry in a list.
WANTED = {
    "product": "id href name description status isBundle isCustomerVisible orderDate startDate productSerialNumber "
               "productOffering productSpecification productCharacteristic productPrice relatedParty billingAccount "
               "productOrderItem agreement place",
    "catalog": "id href name lastUpdate lifecycleStatus", "category": "id href name lastUpdate lifecycleStatus",
    "productOffering": "id href name lastUpdate lifecycleStatus", "productSpecification": "id href name lastUpdate lifecycleStatus",
    "productOfferingPrice": "id href name lastUpdate lifecycleStatus priceType",
    "customer": "id href name engagedParty", "individual": "id href givenName familyName",
    "billingAccount": "id href name relatedParty",
    "customerBill": "id href billDate billNo state amountDue billingAccount relatedParty lastUpdate nextBillDate",
    "appliedCustomerBillingRate": "id href date name type isBilled billingAccount product periodCoverage taxIncludedAmount",
    "partyInteraction": "id href channel creationDate direction interactionDate reason status relatedParty",
    "appointment": "id href status validFor creationDate", "productOrder": "id href orderDate state productOrderItem",
}


def attributes(document):
    """(path, text) of each plain value that a list can be filtered by, two levels deep."""
    for member, value in document.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from ((f"{member}.{m}", as_text(v)) for m, v in inner.items()
                            if not isinstance(v, (dict, list)) and m not in OPERATORS)
            else:
                yield member, as_text(inner)


def as_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
