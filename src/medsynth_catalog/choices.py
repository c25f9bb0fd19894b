"""Choosing one of a few fixed names, with the same tolerance for spelling as terms have."""

from collections.abc import Iterable

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import QueryError
from medsynth_catalog.text import printable, squash


def choose(what: str, word: str, choices: Iterable[str]) -> str:
    """Return the choice that `word` spells, whatever its case, spaces and hyphens.

    Args:
        what: What is chosen, for the message: "format".
        word: What the user wrote.
        choices: The names to choose from.

    Raises:
        QueryError: `word` is none of them. The hint is the nearest choice, or all of them if none is near.

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
        f"did you mean {forms[near]}?" if near else f"choose one of {', '.join(forms.values())}",
    )
