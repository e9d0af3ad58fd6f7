# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a document is as a published definition (Swagger 2) says, read as it stands there, not by way of the surface."""
import datetime
import json
import re
import urllib.parse

DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?\Z", re.IGNORECASE)
URI = re.compile(r"([^\s\x00-\x20\"<>\\^`|%]|%[0-9A-Fa-f]{2})*\Z")
# Required there, but not here; the two that some systems write as texts (README.md).
FORGIVEN = {"@referredType", "name", "validFor", "issuingJurisdiction"}
LOOSE = {"tryTimes", "logFlag"}
KINDS = {"string": str, "integer": (int, float), "number": (int, float), "boolean": bool, "object": object}


def is_date(text):
    try:
        return bool(DATE.match(text)) and bool(datetime.date.fromisoformat(text[:10]))
    except ValueError:
        return False


def is_uri(text):
    """Also with the placeholders of the published examples, "https://host:port/{id}"."""
    scheme, colon, _ = re.split(r"[/?#]", text)[0].partition(":")
    try:
        urllib.parse.urlsplit(text)
    except ValueError:
        return False
    return bool(URI.match(text)) and (not colon or bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*\Z", scheme)))


class Published:
    def __init__(self, folder, number):
        path, = folder.glob(f"{number}-*.json")
        self.types = json.loads(path.read_text(encoding="utf-8"))["definitions"]

    def faults(self, kind, document):
        """The places, as tuples, of what is wrong; required members of the resource itself are those of its creation."""
        found = []
        self._object(kind, document, (), found)
        return found

    def _object(self, kind, value, path, found):
        schema = self.types[kind]
        created = self.types.get(f"{kind}_Create", {}) if not path else {}
        for name, inner in {**schema.get("properties", {}), **created.get("properties", {})}.items():
            if name in value and name not in LOOSE:
                self._value(inner, value[name], (*path, name), found)
        for name in created.get("required", []) if not path else schema.get("required", []):
            if name not in value and (not path or name not in FORGIVEN):
                found.append((*path, name))

    def _value(self, schema, value, path, found):
        if "$ref" in schema:
            kind = schema["$ref"].rsplit("/", 1)[1]
            schema = self.types[kind]
            if "enum" not in schema and schema.get("properties"):
                self._object(kind, value, path, found) if isinstance(value, dict) else found.append(path)
                return
        if schema.get("type") == "array":
            if not isinstance(value, list) or len(value) < schema.get("minItems", 0):
                found.append(path)
                return
            for n, entry in enumerate(value):
                self._value(schema["items"], entry, (*path, n), found)
        elif not self._is_of(schema, value):
            found.append(path)

    @staticmethod
    def _is_of(schema, value):
        kind = KINDS[schema.get("type", "object")]
        if not isinstance(value, kind) or (kind is not bool and kind is not object and isinstance(value, bool)):
            return False
        if schema.get("type") == "integer":
            return value == int(value)
        if schema.get("format") == "date-time":
            return is_date(value)
        return schema.get("format") != "uri" or is_uri(value)
