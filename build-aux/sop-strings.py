#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sop-strings.py OUTPUT: writes the words of data/sop/*.json as C for xgettext; it is never compiled."""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
# The members of a procedure that people read (cord-sop.h).
WORDS = ("title", "purpose", "text")


def words(value, where=""):
    if isinstance(value, list):
        for number, element in enumerate(value):
            name = element.get("id", element.get("value", number)) if isinstance(element, dict) else number
            yield from words(element, f"{where}.{name}")
    elif isinstance(value, dict):
        for member, inner in value.items():
            if member in WORDS and isinstance(inner, str):
                yield f"{where}.{member}".lstrip("."), inner
            else:
                yield from words(inner, f"{where}.{member}")


def main(output):
    lines = ["/* SPDX-License-Identifier: GPL-3.0-or-later */",
             "/* The words of data/sop/*.json, for translators. Written by build-aux/sop-strings.py; do not edit. */"]
    seen = set()
    for path in sorted((ROOT / "data" / "sop").glob("*.json")):
        for where, text in words(json.loads(path.read_text(encoding="utf-8"))):
            if text not in seen:
                seen.add(text)
                lines += [f"/* {path.stem}: {where} */", f"N_ ({json.dumps(text, ensure_ascii=False)});"]
    pathlib.Path(output).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
