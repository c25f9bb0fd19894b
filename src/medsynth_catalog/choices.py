"""Choosing one of a few fixed names as forgivingly as terms are chosen."""

from collections.abc import Iterable

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import QueryError
from medsynth_catalog.text import printable, squash


def choose(what: str, word: str, choices: Iterable[str]) -> str:
    """Return the choice that `word` spells, whatever its case, spaces and hyphens.

    Raises QueryError with the nearest choice, or with all of them where none is near.

    >>> choose("format", "CSL-json", ["json", "csl-json"])
    'csl-json'
    """
    forms = {squash(choice): choice for choice in choices}
    form = squash(word)
    if form in forms:
        return forms[form]
    near = fuzzy.closest(form, forms)
    raise QueryError(
        f"unknown {what} {printable(word)!r}",
        f"did you mean {forms[near]}?" if near else f"choose {', '.join(forms.values())}",
    )
