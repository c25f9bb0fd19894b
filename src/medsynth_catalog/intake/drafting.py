"""What intake makes of an entry: a draft that has the form of a paper file, or a refusal. Knows no form of input."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from medsynth_catalog.fields import CITED, in_order
from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words, ignored
from medsynth_catalog.intake.facets import resolved_terms
from medsynth_catalog.records import FACETS, FORMS, Author, Paper
from medsynth_catalog.text import fold, printable, squash
from medsynth_catalog.vocabulary import Vocabulary

_TYPES = {field.encode_name: field.type for field in msgspec.structs.fields(Paper)}
_STOPS = frozenset(
    ["a", "an", "the", "on", "of", "in", "for", "with", "to", "from", "using", "and", "towards", "toward"]
)
# Enough of a key for any word of a title; what comes after it would only be too long for the name of a file.
_WORD = 40


class Draft(Struct, frozen=True):
    """A paper file as far as an entry shows it.

    Attributes:
        key: The key that the paper would have; another paper may have it already.
        fields: The fields of the file in its order, each in the form that a paper file demands.
        missing: What a curator has still to find, in words.
        remarks: What the entry says that has no place in the file, why, and what was guessed; a line each.
        cited_as: The key under which the writer of the entry cites the work, empty if there is none.
    """

    key: str
    fields: dict[str, Any]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    cited_as: str = ""

    @property
    def paper(self) -> Paper:
        """The paper that the file would hold."""
        return msgspec.convert(self.fields | {"key": self.key}, Paper)


def draft(entry: ForeignEntry, vocabulary: Vocabulary) -> Draft | Refused:
    """Make a draft of an entry; its words for facets become terms of the vocabulary.

    A field whose value has not the form that a paper file demands is left out, with a remark. An entry with neither a
    title nor anything that leads to the work is refused.
    """
    remarks = [*entry.remarks]
    found = dict(entry.fields) | resolved_terms(entry, vocabulary, remarks)
    fields = {name: value for name, value in _valid_fields(found, remarks) if value or value is False}
    if not any(fields.get(name) for name in ("title", "doi", "arxiv", "url")):
        reason = printable("; ".join(("has no title", *remarks)))
        return Refused(first_words(entry.words), reason, entry.where)
    _settle(fields)
    return Draft(
        _key(fields),
        in_order(fields) | {"status": "partial"},
        tuple(missing_facts(fields)),
        tuple(map(printable, remarks)),
        printable(entry.key),
    )


def _valid_fields(found: Mapping[str, Any], remarks: list[str]) -> Iterator[tuple[str, Any]]:
    for name, value in found.items():
        if isinstance(value, str):
            value = printable(value)
        if name == "authors":
            yield name, [author for author in map(printable, value) if _is_name(author, remarks)]
        elif name == "title" and value and not squash(value):
            remarks.append(ignored("title", value, "no letters"))
        elif value in (None, "", [], ()):
            continue
        elif name in FORMS and not re.fullmatch(FORMS[name], str(value)):
            remarks.append(ignored(name, value, "invalid format"))
        else:
            try:
                msgspec.convert(value, _TYPES[name])
                yield name, value
            except msgspec.ValidationError as error:
                remarks.append(ignored(name, value, str(error)))


def _is_name(author: str, remarks: list[str]) -> bool:
    if not squash(Author.read(author).family):
        remarks.append(ignored("author", author, "no family name"))
        return False
    return True


def _settle(fields: dict[str, Any]) -> None:
    """What follows from the fields together: where a preprint is, and which address is needed."""
    arxiv = fields.get("arxiv")
    if "arxiv" in fold(fields.get("venue", "arxiv")) and (arxiv or "venue" in fields):
        fields |= {"kind": "preprint", "venue": "arXiv"}
    elif arxiv and arxiv[:4].isdigit() and fields.get("kind") != "preprint":
        fields["preprint"] = {"year": 2000 + int(arxiv[:2])}
    fields.setdefault("kind", "article")
    if fields.get("doi") or arxiv:
        fields.pop("url", None)
    if "year" not in fields:
        fields.pop("month", None)


def missing_facts(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a curator has still to find for a paper file with these fields, in words."""
    wanted = (*CITED, "modality", "type", "application", "evidence")
    yield from (name for name in wanted if name not in fields)
    if any(facet in fields for facet in FACETS):
        yield "facets_from"
    if not any(name in fields for name in ("doi", "arxiv", "url")):
        yield "doi, arxiv or url"
    if fields.get("authors_complete") is False:
        yield "authors: the list is cut short"
    elif len(fields.get("authors", ())) == 1:
        yield "authors: there is only one, is the list complete?"


def _key(fields: Mapping[str, Any]) -> str:
    """Family name, year and first word of the title, as CONTRIBUTING describes keys; without a title method and modality."""
    if "title" not in fields:
        method = next(iter(_words(fields.get("architecture", ""))), "unknown")
        return f"{method}{fields.get('year', '')}{next(iter(fields.get('modality', ())), '')}"
    author = fields["authors"][0].partition(",")[0] if fields.get("authors") else ""
    families = list(_words(author.replace("-", "")))
    words = [word for word in re.findall(r"[a-z0-9]+", fold(fields["title"])) if word not in _STOPS]
    return f"{families[-1] if families else 'unknown'}{fields.get('year', '')}{[*words, 'untitled'][0][:_WORD]}"


def _words(text: str) -> Iterator[str]:
    """Words that a key may begin with."""
    return (word[:_WORD] for word in re.findall(r"(?<![a-z0-9])[a-z][a-z0-9]*", fold(text)))
