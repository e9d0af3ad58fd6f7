# SPDX-License-Identifier: GPL-3.0-or-later
"""Random documents that are as the definitions say, and the ways in which one value of them can be otherwise."""
import copy

from documents import Documents

ALWAYS = {"@type": "text", "@baseType": "text", "@schemaLocation": "uri"}
# Values of the wrong kind; None: null, which is of no kind.
WRONG = {
    "text": (7, 1.5, True, {"a": 1}, ["x"], None), "uri": ("not a uri", "http://[::1/", "/50%", ":a", 7, None, {}),
    "date": ("soon", "2026-13-01T00:00:00Z", "2026-02-30", "", 1767225600, None), "integer": (1.5, "3", True, None, [3]),
    "number": ("12.5", True, None, {}), "boolean": ("true", 1, None, []), "object": ("text", 7, [], True, None),
    "list": ({}, "text", 7, None),
}


def word(rng):
    return rng.choice(("one", "Zoë Ray", "", "a/b?c#d", "日本", "x" * 60, "{}", "50 %", "null"))


class RandomDocuments(Documents):
    """Documents with random members. @fixed: (resource, path) → a function of the generator, for members that the server acts on;
    one that returns None leaves the member out."""

    def __init__(self, surface, number, rng, fixed):
        super().__init__(surface, number)
        self.number = number
        self.rng = rng
        self.fixed = fixed

    def random(self, resource):
        facts = self.api["resources"][resource]
        required = set(facts.get("required", "").split())
        kinds = self.types[facts["type"]]
        names = [n for n in sorted(kinds) if n in required or (n not in ("id", "href") and self.rng.random() < 0.5)]
        body = {}
        for name in names:
            self.add(body, resource, name, kinds[name], 3)
        return body

    def add(self, found, resource, path, kind, depth):
        name = path.rsplit(".", 1)[-1]
        if (resource, path) in self.fixed:
            value = self.fixed[resource, path](self.rng)
            if value is not None:
                found[name] = copy.deepcopy(value)
        else:
            found[name] = self.value(resource, path, kind, depth)

    def value(self, resource, member, kind, depth):
        plain = kind.rstrip("!+")
        if plain.startswith("["):
            least = 1 if "+" in kind or kind.endswith("!") else 0
            count = self.rng.randint(least, 2)
            return [self.value(resource, member, plain[1:-1], depth) for _ in range(count)]
        if plain in self.types:
            return self._object(resource, member, plain, depth)
        if plain == "date":
            return self.rng.choice(("2026-05-04T08:00:00Z", "2026-05-04T08:00:00.123+02:00", "2026-05-04t08:00:00.123456789z", "2027-01-31", "2026-05-04T08:00"))
        if plain == "uri":
            return self.rng.choice(("https://example.org/a?b=c#d", "/tmf-api/x/1", "urn:uuid:1", "", "https://host:port/product/{id}"))
        if plain == "number":
            return self.rng.choice((12, 0.5, 1e3, -3))
        if plain == "integer":
            return self.rng.choice((3, 0, 2.0))
        if plain == "boolean":
            return self.rng.random() < 0.5
        if plain == "any":
            return self.rng.choice(("text", 5, {"a": [None]}, [1, "b"], True))
        if plain == "text" and member.rsplit(".", 1)[-1] not in ("id", "role", "@referredType", "name", "mediumType", "priceType"):
            return word(self.rng)
        return super().value(resource, member, plain, depth)

    def _object(self, resource, member, kind, depth):
        found = {}
        for name, inner in sorted(self.types[kind].items()):
            if inner.endswith("!") or (depth > 0 and self.rng.random() < 0.4):
                self.add(found, resource, f"{member}.{name}", inner, depth - 1)
        if self.rng.random() < 0.2:
            found.update({"@type": kind, "@baseType": "Entity", "x-own": [None, {"a": 1}]})
        return found

    # Breaking

    def faults(self, resource, body):
        """(path as a tuple, the way it is broken: "missing", "empty" or the value in its place) of everything in @body that can be
        broken."""
        facts = self.api["resources"][resource]
        found = [((name,), "missing") for name in facts.get("required", "").split() if name in body]
        self._collect(facts["type"], body, (), found)
        return found

    def _collect(self, kind, value, path, found):
        kinds = {**ALWAYS, **self.types[kind]}
        for name in sorted(set(value) & set(kinds)):
            self._collect_member(kinds[name], value[name], (*path, name), found)
        found.append(((*path, "@type"), 7))
        found += [((*path, name), "missing") for name in sorted(value) if path and kinds.get(name, "").endswith("!")]

    def _collect_member(self, kind, value, path, found):
        plain = kind.rstrip("!+")
        if plain.startswith("["):
            found += [(path, wrong) for wrong in WRONG["list"]] + ([(path, "empty")] if "+" in kind else [])
            for n, entry in enumerate(value):
                self._collect_member(plain[1:-1], entry, (*path, n), found)
        elif plain in self.types:
            found += [(path, wrong) for wrong in WRONG["object"]]
            self._collect(plain, value, path, found)
        elif plain != "any":
            found += [(path, wrong) for wrong in WRONG[plain if plain in WRONG else "text"]]


    def texts(self, resource, body):
        """(path, value) of each free text."""
        found = []
        self._collect_texts(self.api["resources"][resource]["type"], body, (), found)
        return found

    def _collect_texts(self, kind, value, path, found):
        for name in sorted(set(value) & set(self.types[kind])):
            inner = self.types[kind][name].rstrip("!+")
            plain = inner.strip("[]+")
            if inner == "text":
                found.append(((*path, name), value[name]))
            elif plain in self.types:
                for n, entry in enumerate(value[name] if inner.startswith("[") else [value[name]]):
                    self._collect_texts(plain, entry, (*path, name, n) if inner.startswith("[") else (*path, name), found)


def changed(body, path, value):
    """A copy with another value in this place."""
    return broken(body, path, value)


def broken(body, path, way):
    """A copy with that one fault."""
    found = copy.deepcopy(body)
    holder = found
    for step in path[:-1]:
        holder = holder[step]
    if way == "missing":
        del holder[path[-1]]
    else:
        holder[path[-1]] = [] if way == "empty" else way
    return found


def broken_patch(body, path, way):
    """The merge patch with that one fault: the member of the resource that has it. None: it would be none, since null takes away
    what need not be there."""
    inside_list = any(isinstance(step, int) for step in path)
    if way is None and not inside_list:
        return None
    found = broken(body, path, None if way == "missing" and not inside_list else way)
    return {path[0]: found[path[0]]}
