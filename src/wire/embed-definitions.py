#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the types of the TM Forum definitions as C arrays: embed-definitions.py SURFACE.json OUTPUT. How a member is written in the
first is said in tests/conformance/surface.py."""
import json
import pathlib
import sys

KINDS = {"text": "CORD_KIND_TEXT", "uri": "CORD_KIND_URI", "date": "CORD_KIND_INSTANT", "integer": "CORD_KIND_INTEGER",
         "number": "CORD_KIND_NUMBER", "boolean": "CORD_KIND_BOOLEAN", "any": "CORD_KIND_ANY"}


class Member:
    def __init__(self, name, kind):
        self.name = name
        self.required = kind.endswith("!")
        kind = kind.rstrip("!")
        self.filled = kind.endswith("+")
        kind = kind.rstrip("+")
        self.list = kind.startswith("[")
        self.kind = kind.strip("[]")

    def row(self, number_of):
        """As C; @number_of: the number of a type."""
        flags = ", ".join("TRUE" if flag else "FALSE" for flag in (self.list, self.filled, self.required))
        # A word of several is a text here: what a member may say is checked where its values are known.
        kind = KINDS.get(self.kind, "CORD_KIND_TEXT") if number_of is None else "CORD_KIND_OBJECT"
        nested = "NULL" if number_of is None else f"&definitions[{number_of}]"
        return f'  {{ "{self.name}", {kind}, {flags}, {nested} }},\n'


def types_of(surface):
    """(API, type) → its members. A type that an API shares with others may lead to one that is its own there."""
    return {(number, name): [Member(m, kind) for m, kind in sorted(members.items())]
            for number, api in surface["apis"].items() for name, members in {**surface["types"], **api["types"]}.items()}


def classes_of(types):
    """(API, type) → a number, the same for types that are alike down to their last member."""
    classes = {key: 0 for key in types}
    while True:
        alike = {}
        for (api, name), members in types.items():
            parts = (name, *((m.name, m.kind, m.list, m.filled, m.required, classes.get((api, m.kind))) for m in members))
            alike[api, name] = parts
        numbers = {parts: n for n, parts in enumerate(dict.fromkeys(alike.values()))}
        found = {key: numbers[parts] for key, parts in alike.items()}
        if found == classes:
            return classes
        classes = found


def reached(surface, types):
    """The types that the resources of an API lead to."""
    todo = [(number, facts["type"]) for number, api in surface["apis"].items() for facts in api["resources"].values()]
    seen = set()
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += [(key[0], m.kind) for m in types[key] if (key[0], m.kind) in types]
    return seen


def main():
    surface = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    every = types_of(surface)
    wanted = reached(surface, every)
    types = {key: members for key, members in every.items() if key in wanted}
    classes = classes_of(types)
    first = {}
    for key, number in classes.items():
        first.setdefault(number, key)
    text = ("/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Made from surface.json; do not edit. */\n"
            f"static const CordDefinition definitions[{len(first)}];\n")
    for number, (api, name) in sorted(first.items()):
        rows = "".join(m.row(classes.get((api, m.kind))) for m in types[api, name])
        text += f"static const CordDefinitionMember members_{number}[] = {{\n{rows}}};\n"
    text += f"static const CordDefinition definitions[{len(first)}] = {{\n"
    for number, (_, name) in sorted(first.items()):
        text += f'  {{ "{name}", members_{number}, G_N_ELEMENTS (members_{number}) }},\n'
    text += "};\nstatic const struct\n{\n  const char *resource;\n  const CordDefinition *definition;\n} resources[] = {\n"
    for number, api in surface["apis"].items():
        for resource, facts in api["resources"].items():
            text += f'  {{ "{resource}", &definitions[{classes[number, facts["type"]]}] }},\n'
    pathlib.Path(sys.argv[2]).write_text(text + "};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
