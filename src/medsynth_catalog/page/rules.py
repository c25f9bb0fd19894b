"""What the search of the page must know to understand words as `medsynth search` does: the tables of rules, each from its home."""

import re
from typing import Any

from medsynth_catalog import interpreting, meanings, ranking, text, venues, wordsearch, years
from medsynth_catalog.index.words import FIELDS

_GROUP = re.compile(r"\(\?P<")
_BACKWARD = re.compile(r"\\(\d)")


def search_rules() -> dict[str, Any]:
    """Return the rules as plain values; patterns are written as JavaScript has them."""
    return {
        "letters": {chr(letter): plain for letter, plain in text.LETTERS.items()},
        "sibilants": list(text.SIBILANT_PLURALS),
        "british": [[british, _BACKWARD.sub(r"$\1", american)] for british, american in text.BRITISH],
        "years": [_GROUP.sub("(?<", pattern) for pattern in years.PATTERNS],
        "oldest": years.OLDEST,
        "newest": years.NEWEST,
        "edition": venues.EDITION,
        "brackets": venues.BRACKETS,
        "empty": sorted(meanings.EMPTY),
        "code": meanings.CODE,
        "longest": interpreting.LONGEST,
        "shown": meanings.SHOWN,
        "fields": [[field, wordsearch.WEIGHTS[field], field in wordsearch.NAMES] for field in FIELDS],
        "begun": wordsearch.BEGUN,
        "meant": ranking.MEANT,
        "written": ranking.WRITTEN,
        "whole": ranking.WHOLE,
        "within": ranking.WITHIN,
        "apart": ranking.APART,
    }
