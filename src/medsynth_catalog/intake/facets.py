"""Words of a source to terms of the catalogue. What no term answers to is remarks, never dropped."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from medsynth_catalog.errors import QueryError
from medsynth_catalog.formats.foreign import ForeignEntry, first_words
from medsynth_catalog.records import Facet
from medsynth_catalog.text import squash
from medsynth_catalog.vocabulary import Vocabulary

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_JOINTS = re.compile(r"[,;/|+&]|<br\s*/?>|\b(?:and|or)\b", re.IGNORECASE)
# No name of a term, and no list of some, is longer.
LONGEST = 300
_NONE = frozenset({"", "na", "none", "no", "unknown", "tbd"})


def resolved_terms(entry: ForeignEntry, vocabulary: Vocabulary, remarks: list[str]) -> dict[Facet, list[str]]:
    """Return the ids of the terms that an entry's words for each facet name; words that no term answers to are remarked.

    Words name terms all together, or one by one between commas and the like. Where they name no modality, the nearest
    heading above the entry may.
    """
    found: dict[Facet, list[str]] = {}
    for facet, words in entry.facet_words.items():
        named, unknown = _resolve(facet, words, vocabulary)
        found[facet] = list(named)
        remarks += unknown
    found["modality"] = found.get("modality") or _from_outline(entry.outline, vocabulary)
    return found


def _from_outline(outline: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The modality that the nearest heading names; a heading of which a part is no modality is about something else."""
    for heading in outline:
        found, unknown = _resolve("modality", heading, vocabulary)
        if found and not unknown:
            return list(found)
    return []


# A heading is asked for with each entry below it.
@lru_cache(maxsize=1024)
def _resolve(facet: Facet, words: str, vocabulary: Vocabulary) -> tuple[Sequence[str], Sequence[str]]:
    if len(words) > LONGEST:
        return [], [f"ignored {facet} {first_words(words)!r}: longer than {LONGEST} letters"]
    found: list[str] = []
    unknown: list[str] = []
    for attempt in ([words], _JOINTS.split(_BRACKETS.sub(" ", words))):
        found, unknown = _each(facet, attempt, vocabulary)
        if not unknown:
            break
    return found, unknown


def _each(facet: Facet, words: Iterable[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    found: set[str] = set()
    unknown: list[str] = []
    for word in words:
        if squash(word) not in _NONE:
            try:
                found.add(vocabulary.resolve(facet, word.strip()))
            except QueryError as error:
                unknown.append(str(error))
    return [term for term in vocabulary.terms(facet) if term in found], unknown
