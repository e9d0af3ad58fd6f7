# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a document conforms to the surface. Unknown members pass: every type may be extended."""
import datetime
import re

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z\Z")

# Known defects of the published files: what a document may be although they say otherwise, and why.
FORGIVEN_WORDS = {"aborted": "ProductStatusType spells it with a blank behind"}


def is_date(value):
    if not isinstance(value, str) or not DATE.match(value):
        return False
    try:
        datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


SCALARS = {
    "text": lambda v: isinstance(v, str),
    "uri": lambda v: isinstance(v, str) and " " not in v,
    "date": is_date,
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": is_number,
    "boolean": lambda v: isinstance(v, bool),
    "any": lambda v: True,
}


class Schemas:
    """The types of one API."""

    def __init__(self, surface, number):
        self.types = {**surface["types"], **surface["apis"][number]["types"]}

    def complaints(self, kind, value, place=""):
        """The faults of a value, as texts that name the place; empty when there are none."""
        kind = kind.rstrip("!+")
        if kind.startswith("["):
            return self._list(kind[1:-1], value, place)
        if kind in SCALARS:
            return [] if SCALARS[kind](value) else [f"{place}: {value!r} is no {kind}"]
        if kind in self.types:
            return self._object(kind, value, place)
        words = {word.strip() for word in kind.split("|")}
        return [] if value in words | set(FORGIVEN_WORDS) & words else [f"{place}: {value!r} is none of {kind}"]

    def _list(self, kind, value, place):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        return [c for n, item in enumerate(value) for c in self.complaints(kind, item, f"{place}[{n}]")]

    def _object(self, name, value, place):
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no {name}"]
        found = []
        for member, kind in self.types[name].items():
            here = f"{place}.{member}" if place else member
            if member in value:
                found += self.complaints(kind, value[member], here)
            elif kind.endswith("!"):
                found.append(f"{here}: a {name} must have it")
        return found


def error_complaints(status, body):
    """TM Forum's error: code and reason, and the status as text; nothing in it is empty."""
    if not isinstance(body, dict):
        return [f"{body!r} is no error"]
    found = [f"{m} is missing" for m in ("code", "reason", "message", "status", "referenceError") if not body.get(m)]
    found += [f"{m} is no text" for m, v in body.items() if not isinstance(v, str)]
    if body.get("status") != str(status):
        found.append(f"status is {body.get('status')!r}")
    return found
