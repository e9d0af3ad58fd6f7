# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads C as this project formats it, for the tests of this folder: comments, strings, and the functions that a header declares."""
import collections
import re

Declaration = collections.namedtuple("Declaration", "name line documented inline")

# A character is one of them, since '"' begins no string.
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
# These stand between the declarations of a header and do not end in a semicolon.
PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
MACRO = re.compile(r"^G_(?:BEGIN|END)_DECLS$|^G_(?:DECLARE|DEFINE)_\w+ \([^)]*\)", re.M)
BODY = re.compile(r"\{[^{}]*\}")
FUNCTION = re.compile(r"^(?!typedef\b)[A-Za-z_][\w \n*]*[ *](\w+) \((?!\*)[^;{]*[;{]", re.M)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """C without its comments, line for line; strings stay."""
    return COMMENT_OR_STRING.sub(lambda match: blank(match[0]) if match[0].startswith("/") else match[0], text)


def bare(text):
    """C without comments and the insides of strings, line for line."""
    return COMMENT_OR_STRING.sub(lambda match: blank(match[0]) if match[0].startswith("/") else f'{match[0][0]}{blank(match[0][1:-1])}{match[0][0]}', text)


def without_bodies(text):
    """Structures, enumerations and inline functions without what is inside their braces; the braces stay."""
    before = None
    while before != text:
        before = text
        text = BODY.sub(lambda match: f"\x01{blank(match[0][1:-1])}\x02", text)
    return text.replace("\x01", "{").replace("\x02", "}")


def declarations(text):
    """The functions that a header declares. A function is documented by a comment right above it or beside it, or by the one above the
    group that it stands in; a blank line ends a group."""
    code = bare(text)
    for pattern in (PREPROCESSOR, MACRO):
        code = pattern.sub(lambda match: blank(match[0]), code)
    code = without_bodies(code)
    commented, above = set(), set()
    for match in COMMENT_OR_STRING.finditer(text):
        if match[0].startswith("/"):
            first, last = text.count("\n", 0, match.start()), text.count("\n", 0, match.end())
            commented.add(last)
            above.update([last] if not text[text.rfind("\n", 0, match.start()) + 1:match.start()].strip() else [])
    group_end = None
    for match in FUNCTION.finditer(code):
        first, last = code.count("\n", 0, match.start()), code.count("\n", 0, match.end())
        in_group = first - 1 in above or first - 1 == group_end
        beside = any(line in commented for line in range(first, last + 1))
        group_end = last if in_group else None
        yield Declaration(match[1], first + 1, in_group or beside, " inline " in match[0])
