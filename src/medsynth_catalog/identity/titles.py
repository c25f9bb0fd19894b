"""Titles made comparable: what two spellings of one title have in common."""

import html
import re
import unicodedata
from functools import lru_cache

from medsynth_catalog.text import fold, squash

_TAG = re.compile(r"</?\w{1,9}>")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def comparable_title(title: str) -> str:
    """Reduce a title to what makes two the same: no tags, entities, signs, case or accents; Greek letters by name.

    >>> comparable_title("An <i>&alpha;</i>-GAN") == comparable_title("An $\\\\alpha$-GAN.")
    True
    """
    plain = _TAG.sub("", html.unescape(title))
    return squash(_GREEK.sub(lambda letter: unicodedata.name(letter[0], "").rpartition(" ")[2], plain))


def ordered_words(title: str) -> str:
    """Return the folded words of a title in alphabetical order, the form in which titles are compared for slips.

    >>> ordered_words("Synthesis of ECGs")
    'ecgs of synthesis'
    """
    return " ".join(sorted(_WORD.findall(fold(title))))
