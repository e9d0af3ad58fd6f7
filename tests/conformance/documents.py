# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes documents from the surface: with the members a resource requires at its creation, or with every member it may
have."""

# How deep a full document goes below the resource; deeper objects have only their required members.
DEPTH = 4

# Values for members that have a meaning: the initial state of a resource, the action of an item.
BEGINS = {"individual": "initialized", "organization": "initialized", "product": "active"}
# The number of an identification of an unknown type is secret, and would not come back.
WORDS = {"action": "add", "messageType": "email", "unit": "EUR", "units": "month", "role": "customer", "identificationType": "passport"}
NUMBERS = {"integer": 3, "number": 12.5}


class Documents:
    """@references: (type, path) → the id of a reference, instead of an id that does not exist."""

    def __init__(self, surface, number, references=()):
        self.api = surface["apis"][number]
        self.types = {**surface["types"], **self.api["types"]}
        self.references = dict(references)

    def minimal(self, resource):
        """The members that its definition requires at creation, and nothing more."""
        return self._document(resource, self._facts(resource)["required"].split(), 0)

    def full(self, resource):
        """Every member that is permitted at creation."""
        facts = self._facts(resource)
        names = set(self.types[facts["type"]]) - set(facts["notAtCreation"].split()) - {"id", "href"}
        return self._document(resource, sorted(names), DEPTH)

    def value(self, resource, member, kind, depth):
        """A value of this kind. @member: the path to it, in dots."""
        kind = kind.rstrip("!+")
        name = member.rsplit(".", 1)[-1]
        if kind.startswith("["):
            return [self.value(resource, member, kind[1:-1], depth)]
        if kind in self.types:
            return self._object(resource, member, kind, depth)
        if name in ("status", "state") and "." not in member and resource in BEGINS:
            return BEGINS[resource]
        if "|" in kind:
            return kind.split("|")[0].strip()
        if kind == "date":
            return "2026-05-04T08:00:00Z"
        if kind == "uri":
            return f"https://example.org/{name}"
        if kind == "boolean":
            return True
        if kind in NUMBERS:
            return 12 if name == "amount" else NUMBERS[kind]
        return self._text(resource, member, name)

    def _text(self, resource, member, name):
        return self.references.get((resource, member)) or WORDS.get(name, f"some {name}")

    def _facts(self, resource):
        return self.api["resources"][resource]

    def _document(self, resource, names, depth):
        kinds = self.types[self._facts(resource)["type"]]
        return {name: self.value(resource, name, kinds.get(name, "text"), depth) for name in names}

    def _object(self, resource, member, kind, depth):
        found = {}
        for name, inner in self.types[kind].items():
            if name in ("href", "@type", "@schemaLocation") and not inner.endswith("!"):
                continue
            # A validity without a start is useless, whatever the definition says.
            if depth > 0 or inner.endswith("!") or name == "startDateTime":
                found[name] = self.value(resource, f"{member}.{name}", inner, depth - 1)
        return found
