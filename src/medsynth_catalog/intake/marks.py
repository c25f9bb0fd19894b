"""Marks of HTML in text from elsewhere. Takes them away and shows nothing as they say."""

import html
import re

# Those of HTML, JATS and MathML that titles hold; any other "<" is meant.
# Whole ones: browsers guess at an "&#0" that nothing ends, but a title that has it means it.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARK = re.compile(
    r"</?(?:(?:jats|mml):[a-z-]+|i|a|b|u|em|ins|del|font|strong|sub|sup|scp|sc|span|p|title|italic|bold|tt|math)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def without_marks(text: str) -> str:
    """Return `text` without marks and with the letters that entities stand for.

    >>> without_marks("H<sub>2</sub>O &amp; p < 0.05")
    'H2O & p < 0.05'
    """
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _MARK.sub("", _BREAK.sub(" ", text)))
