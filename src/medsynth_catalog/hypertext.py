"""HTML tables for notebooks, in which every text stays text. Knows nothing of papers."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import NewType

Html = NewType("Html", str)
"""A piece of HTML: nothing but what the functions of this module return."""

_SAFE_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SHADE = "8, 81, 156"  # a blue that is legible below black and white text if it is thin
_MOST_SHADE = 0.45


def text(plain: object) -> Html:
    """Return a text.

    >>> text("<b> & 'c'")
    '&lt;b&gt; &amp; &#x27;c&#x27;'
    """
    return Html(html.escape(str(plain)))


def link(plain: str, address: str | None) -> Html:
    """Return a text that leads to an address, if that is one of the web.

    >>> link("a", "javascript:alert(1)"), link("a", "https://example.org")
    ('a', '<a href="https://example.org">a</a>')
    """
    if not address or not _SAFE_ADDRESS.match(address):
        return text(plain)
    return Html(f'<a href="{html.escape(address)}">{text(plain)}</a>')


def shaded(plain: object, part: float) -> Html:
    """Return a text with a background as strong as a part of 1."""
    return Html(
        f'<span style="background: rgba({_SHADE}, {part * _MOST_SHADE:.2f}); padding: 0 0.5em">{text(plain)}</span>'
    )


def table(head: Sequence[object], rows: Iterable[Sequence[Html]], caption: str = "") -> str:
    """Return a table with a heading, if it has one, and a line of text above it. Its class keeps Jupyter from typesetting `$`."""
    above = f"<p>{text(caption)}</p>" if caption else ""
    heading = f"<thead><tr>{''.join(_cell('th', text(name)) for name in head)}</tr></thead>" if head else ""
    body = "".join(f"<tr>{''.join(_cell('td', one) for one in row)}</tr>" for row in rows)
    return f'{above}<table class="tex2jax_ignore">{heading}<tbody>{body}</tbody></table>'


def _cell(tag: str, content: Html) -> str:
    return f'<{tag} style="text-align: left; vertical-align: top">{content}</{tag}>'
