"""The JSON Schema of a paper file, so that editors help whoever writes one. Made from the records; never written by hand.

python -m medsynth_catalog.schema > catalog/paper.schema.json
"""

import inspect
import sys
from typing import Any

import msgspec

from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.records import FACETS, Paper
from medsynth_catalog.vocabulary import Vocabulary


def paper_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of a file in `papers/`: the fields of Paper as they are written there.

    The key is the file's name, so it is no field; facets hold terms of the vocabulary.
    """
    _, components = msgspec.json.schema_components([Paper], ref_template="#/$defs/{name}")
    definitions = {name: component for name, component in components.items() if name != "Paper"}
    for definition in definitions.values():
        if "description" in definition:  # a docstring, which Python indents or not, by its version
            definition["description"] = inspect.cleandoc(definition["description"])
    fields = components["Paper"]["properties"]
    del fields["key"]
    fields["authors"]["description"] = 'Each "Family, Given", "Family, Suffix, Given", or the whole name of a group.'
    for facet in FACETS:
        terms = {"enum": list(vocabulary.terms(facet))}
        fields[facet] = terms if facet == "role" else {"type": "array", "items": terms, "uniqueItems": True}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A paper of a medsynth catalogue",
        "type": "object",
        "properties": fields,
        "required": [name for name in components["Paper"]["required"] if name != "key"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the schema for the bundled vocabulary as it stands in the repository."""
    return msgspec.json.format(msgspec.json.encode(paper_schema(load_catalogue().vocabulary)), indent=2).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
