"""The JSON Schema of a paper file, so that editors help whoever writes one. Made from the records; never written by hand.

python -m medsynth_catalog.schema > catalog/paper.schema.json
"""

import inspect
import re
import sys
from typing import Any

import msgspec

from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.records import FACETS, READERS_FIELDS, Listing, Paper, Preprint, Term
from medsynth_catalog.vocabulary import Vocabulary


def paper_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of a file in `papers/`: the fields of Paper as they are written there.

    The key is the file's name, so it is no field; facets hold terms of the vocabulary. Each field is described by what the
    docstring of its record says about it.
    """
    _, components = msgspec.json.schema_components([Paper], ref_template="#/$defs/{name}")
    for record in (Paper, Preprint, Listing):
        _describe(components[record.__name__], record)
    paper = components.pop("Paper")
    fields = paper["properties"]
    for name in ("key", *READERS_FIELDS):
        del fields[name]
    for facet in FACETS:
        terms = _choice(list(vocabulary.terms(facet).values()))
        described = {"description": fields[facet]["description"]}
        fields[facet] = described | (
            terms if facet == "role" else {"type": "array", "items": terms, "uniqueItems": True}
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A paper of a medsynth catalogue",
        "description": paper["description"],
        "type": "object",
        "properties": fields,
        "required": [name for name in paper["required"] if name != "key"],
        "additionalProperties": False,
        "$defs": components,
    }


def _describe(component: dict[str, Any], record: type[msgspec.Struct]) -> None:
    """Describe a record and its fields with the words of its docstring."""
    summary, attributes = _documented(record)
    component["description"] = summary
    for field in msgspec.structs.fields(record):
        component["properties"][field.encode_name]["description"] = attributes[field.name]


def _documented(record: type) -> tuple[str, dict[str, str]]:
    """Return the first paragraph of a docstring, and the text of each attribute by its name."""
    text, _, attributes = (inspect.getdoc(record) or "").partition("\n\nAttributes:\n")
    entries = re.split(r"^    (\w+): ", attributes, flags=re.MULTILINE)[1:]
    described = {name: " ".join(words.split()) for name, words in zip(entries[::2], entries[1::2], strict=True)}
    return " ".join(text.partition("\n\n")[0].split()), described


def _choice(terms: list[Term]) -> dict[str, Any]:
    """One of some terms. Editors such as VS Code show `enumDescriptions` beside the values; validators ignore it."""
    return {
        "enum": [term.id for term in terms],
        "enumDescriptions": [f"{term.label}: {term.definition}" for term in terms],
    }


def schema_text() -> str:
    """Return the schema for the bundled vocabulary as it stands in the repository."""
    return msgspec.json.format(msgspec.json.encode(paper_schema(load_catalogue().vocabulary)), indent=2).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
