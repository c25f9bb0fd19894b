"""Ranges of pages as paper files have them."""

import re


def page_range(text: str) -> str:
    """Return a range of pages with a single hyphen.

    >>> page_range("12 -- 34")
    '12-34'
    """
    return re.sub(r"\s*[-–—‐‑]+\s*", "-", text.strip())
