#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The surface of the twelve TM Forum APIs: what there is at which address, and what a document holds.

    surface.py DEFINITIONS [--write]

Derives it from a folder with the published definitions (TMF*.json, Swagger 2) and prints it, or writes data/tmf/surface.json. The tests
and the build read that file, so they need no definitions; where these are there, test-surface.py compares the two.

A member's kind is text, date, uri, integer, number, boolean or any; the name of a type; "a|b" for one of several words; a kind in brackets
for a list, with a "+" behind it when the list must not be empty. A "!" at the end says that the member is required.
"""
import json
import pathlib
import sys

SURFACE = pathlib.Path(__file__).resolve().parents[2] / "data" / "tmf" / "surface.json"

# The server does not import and export whole catalogs by this interface.
LEFT_OUT = {"importJob", "exportJob"}
SCALARS = {("string", "date-time"): "date", ("string", "uri"): "uri", ("string", "base64"): "text", ("string", None): "text",
           ("integer", None): "integer", ("number", "float"): "number", ("number", None): "number", ("boolean", None): "boolean", ("object", None): "any"}
# Every type has these, and none requires them except by name.
EVERYWHERE = ("@baseType", "@schemaLocation", "@type")


def name_of(reference):
    return reference.rsplit("/", 1)[1]


class Definition:
    """One published file."""

    def __init__(self, path):
        self.document = json.loads(path.read_text(encoding="utf-8"))
        self.types = self.document["definitions"]
        self.number = path.name.split("-")[0]

    def kind(self, schema, reached):
        if "$ref" in schema:
            name = name_of(schema["$ref"])
            if "enum" in self.types[name]:
                return "|".join(self.types[name]["enum"])
            if self.types[name].get("properties"):
                reached.add(name)
                return name
            return "any"
        if schema.get("type") == "array":
            return f"[{self.kind(schema['items'], reached)}]{'+' if schema.get('minItems') else ''}"
        return SCALARS[schema.get("type"), schema.get("format")]

    def members(self, name, reached):
        """The members of a type; the types they refer to are added to @reached."""
        schema = self.types[name]
        required = schema.get("required", [])
        found = {}
        for member, inner in sorted(schema.get("properties", {}).items()):
            if member not in EVERYWHERE or member in required:
                found[member] = self.kind({**self.at_creation(name, member), **inner}, reached) + ("!" if member in required else "")
        return found

    def at_creation(self, name, member):
        """What is said of a member only where the type is created: that a list must not be empty."""
        inner = self.types.get(f"{name}_Create", {}).get("properties", {}).get(member, {})
        return {"minItems": inner["minItems"]} if "minItems" in inner else {}

    def operations(self, resource):
        """Method and whether its path has an id → the statuses it names; the body of a change has a type of its own."""
        found = {}
        for path, methods in self.document["paths"].items():
            parts = path.strip("/").split("/")
            if parts[0] == resource:
                for method, operation in methods.items():
                    key = f"{method.upper()} {'one' if len(parts) > 1 else 'all'}"
                    found[key] = " ".join(sorted(operation["responses"]))
        return dict(sorted(found.items()))

    def resource(self, name, reached):
        kind = name[0].upper() + name[1:]
        every = self.types[kind]["properties"]
        reached.add(kind)
        found = {"type": kind, "operations": self.operations(name)}
        create, update = self.types.get(f"{kind}_Create"), self.types.get(f"{kind}_Update")
        if create:
            found["required"] = " ".join(sorted(create.get("required", [])))
            found["notAtCreation"] = " ".join(sorted(set(every) - set(create["properties"])))
        if update:
            found["notInUpdate"] = " ".join(sorted(set(every) - set(update["properties"])))
        found["events"] = " ".join(sorted(event for event in self.events() if self.subject(event) == name))
        return found

    def events(self):
        listeners = (p.strip("/").split("/")[1] for p in self.document["paths"] if p.startswith("/listener/"))
        return [event[0].upper() + event[1:] for event in listeners]

    def subject(self, event):
        """The resource of an event: the longest name that the event's name begins with."""
        fitting = [r for r in self.resources() if event.lower().startswith(r.lower())]
        return max(fitting, key=len, default=None)

    def resources(self):
        first = {path.strip("/").split("/")[0] for path in self.document["paths"]}
        return sorted(first - LEFT_OUT - {"listener", "hub"})

    def api(self):
        """(what the API says about itself, its types)"""
        reached, types = set(), {}
        resources = {name: self.resource(name, reached) for name in self.resources()}
        while reached - set(types):
            name = sorted(reached - set(types))[0]
            types[name] = self.members(name, reached)
        api = {"base": self.document["basePath"].rstrip("/"), "resources": resources, "hub": self.operations("hub")}
        return api, types


def derive(folder):
    """The surface of all definitions in a folder. A type that is equal in several APIs is listed once."""
    apis, own = {}, {}
    for path in sorted(pathlib.Path(folder).glob("TMF*.json")):
        definition = Definition(path)
        apis[definition.number], own[definition.number] = definition.api()
    shared = {}
    for types in own.values():
        for name, members in types.items():
            shared.setdefault(name, members)
    for number, types in own.items():
        apis[number]["types"] = {n: m for n, m in sorted(types.items()) if shared[n] != m}
    return {"apis": apis, "types": dict(sorted(shared.items()))}


def load():
    return json.loads(SURFACE.read_text(encoding="utf-8"))


def as_text(value, depth=0):
    """JSON with one line for each type and each operation list."""
    flat = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if not isinstance(value, dict) or flat:
        return json.dumps(value, ensure_ascii=False)
    gap = "\n" + " " * (depth + 1)
    inner = [f"{json.dumps(k)}: {as_text(v, depth + 1)}" for k, v in value.items()]
    return "{" + gap + ("," + gap).join(inner) + "\n" + " " * depth + "}"


def main():
    text = as_text(derive(sys.argv[1])) + "\n"
    if "--write" in sys.argv:
        SURFACE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
