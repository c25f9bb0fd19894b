"""Text from elsewhere without the HTML markup that it carries."""

import html
import re

# Those of HTML, JATS and MathML that titles hold; any other "<" is meant.
# Whole ones: browsers guess at an "&#0" that nothing ends, but a title that has it means it.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:(?:jats|mml):[a-z-]+|i|a|b|u|em|ins|del|font|strong|sub|sup|scp|sc|span|p|title|italic|bold|tt|math)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def without_markup(text: str) -> str:
    """Return `text` without tags and with the letters that entities stand for.

    >>> without_markup("H<sub>2</sub>O &amp; p < 0.05")
    'H2O & p < 0.05'
    """
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("", _BREAK.sub(" ", text)))
