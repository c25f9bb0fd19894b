"""The layout of a BibTeX file: where comments stand inside entries, and where a comma is missing. Moves nothing."""

import re
from collections.abc import Iterator

_BEGINNING = re.compile(r"@[ \t]*(\w+)\s*[{(]")
# What counts outside values: escaped letters, delimiters, comments, and a value without delimiters before the next field.
_OUTSIDE = re.compile(r"\\.|[{}()\"%]|(?<=\n)[ \t]*(?=@\w+[ \t]*[{(])|=\s*\w+(?=\s+[A-Za-z][\w-]*\s*=)", re.DOTALL)
_BRACED = re.compile(r"\\.|[{}]|(?<=\n)[ \t]*(?=@\w+[ \t]*[{(])", re.DOTALL)
_QUOTED = re.compile(r"\\.|[{}\"]|(?<=\n)[ \t]*(?=@\w+[ \t]*[{(])", re.DOTALL)
# What shows that a comma is missing behind a value: the name of the next field.
_NEXT_FIELD = re.compile(r"(?=\s)(?:\s++|%[^\n]*\n)++[A-Za-z][\w-]*\s*=(?=\s*[\"{\w])")
_LINE_END = re.compile(r"[\r\n]|$")


def readable(text: str) -> tuple[str, list[int]]:
    """Return a text of the same length that every parser reads alike, and the places where it got a comma.

    Comments inside entries, which biber allows and BibTeX doesn't, become spaces; a comma that is missing between two fields
    takes the place of the space behind the first.

    >>> readable("@misc{k, title={A} % of mine\\n year=2020}")
    ('@misc{k, title={A},         \\n year=2020}', [18])
    """
    comments: list[tuple[int, int]] = []
    commas: list[int] = []
    at = 0
    while begun := _BEGINNING.search(text, at):
        if begun[1].casefold() in ("comment", "preamble"):
            at = begun.end()
            continue
        at = _read_entry(text, begun.end(), comments, commas)
    if not comments and not commas:
        return text, commas
    pieces, done = [], 0
    for start, end in comments:
        pieces += [text[done:start], " " * (end - start)]
        done = end
    letters = list("".join([*pieces, text[done:]]))
    for comma in commas:
        letters[comma] = ","
    return "".join(letters), commas


def _read_entry(text: str, at: int, comments: list[tuple[int, int]], commas: list[int]) -> int:
    """Go through an entry that begins before `at`, and return where it has ended."""
    while found := _OUTSIDE.search(text, at):
        sign, at = found[0], found.end()
        if sign in ("}", ")") or sign.strip(" \t") == "":
            return at
        if sign == "%":
            end = _LINE_END.search(text, at)
            at = end.start() if end else len(text)
            comments.append((found.start(), at))
        elif sign in ('"', "{"):
            at, closed = _closing(text, at, sign)
            if not closed:
                return at
            commas.extend(_missing_comma(text, at))
        elif sign[0] == "=":
            commas.extend(_missing_comma(text, at))
    return len(text)


def _closing(text: str, at: int, opened: str) -> tuple[int, bool]:
    """Where a value that was opened before `at` has ended, and whether it was closed; else another entry begins there."""
    depth = 1 if opened == "{" else 0
    pattern = _BRACED if opened == "{" else _QUOTED
    for found in pattern.finditer(text, at):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign.strip(" \t") == "":
            return found.start(), False
        if depth == 0 and sign == ("}" if opened == "{" else '"'):
            return found.end(), True
    return len(text), False


def _missing_comma(text: str, at: int) -> Iterator[int]:
    if _NEXT_FIELD.match(text, at):
        yield at
