"""References as journals print them, by the Citation Style Language. The one home of citeproc.

The styles in `styles/` are the official ones, unchanged, each with its authors and licence (CC BY-SA 3.0) at its head.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from medsynth_catalog.errors import StyleError
from medsynth_catalog.formats.csl.writing import csl_item
from medsynth_catalog.formats.markdown.writing import escaped, linked
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable

_FOLDER = Path(__file__).parent / "styles"
STYLES = tuple(sorted(path.stem for path in _FOLDER.glob("*.csl")))
"""The names of the styles that come with the program."""
_TAG = re.compile(r"<(/?)(i|b|u|l|sup|sub|span)\b[^>]*>")
# Any other bracket is a sign of the style's, such as that before an address.
_BRACKET = re.compile(r"<(?!/?(?:i|b|u|l|sup|sub|span)\b)")
_EMPHASIS = {"i": "*", "b": "**"}
_ADDRESS = re.compile(r"(https?://[^\s]*[^\s.,;:])")
# In HTML an address ends where a tag begins; a "<" of its own is an entity.
_ADDRESS_IN_HTML = re.compile(r"(https?://[^\s<]*[^\s<.,;:])")
# The processor takes what a title says for markup; so these travel as letters that no title has.
_SAFE = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
# Those letters, and what XML can't have (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue003-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"})
# The number before a reference stands in a column of its own, so styles put no space behind it.
_NUMBER = re.compile(r"^(\[\d+\]|\d+\.|\(\d+\))(?=\S)")
# What the processor leaves undone: one full stop after "et al.", a space between year and month, what surrounds a fact
# that isn't there, American quotes around commas and stops, and that "arXiv" keeps its small letter.
_TWO_STOPS = re.compile(r"\.(</\w+>)\.")
_DATE = re.compile(r"\b((?:19|20)\d\d)(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)")
_REMNANT = re.compile(r"(?:\.\s+|:)\.(?=\s)")
_QUOTE = re.compile(r"([”’])([,.])")

References = Sequence[tuple[str, str]]


def cite(papers: Sequence[Paper], style: str = "vancouver", markup: str = "text") -> str:
    """Return the references of papers, each a paragraph, in the order that the style wants.

    A reference lacks what is unknown of its paper; `fields.unknown_facts` says what that is.

    Args:
        papers: The papers to cite.
        style: One of STYLES, or the path of any CSL file that makes a bibliography.
        markup: One of MARKUPS: "text", "markdown" or "html".

    Raises:
        StyleError: The style can't be used.
        KeyError: There is no such markup.

    >>> from medsynth_catalog import load_catalogue
    >>> cite([load_catalogue()["ho2020denoising"]], "apa").partition(" (")[0]
    'Ho, J., Jain, A., & Abbeel, P.'
    """
    written = MARKUPS[markup]
    read = _read(style)
    try:
        references = _references(papers, read)
    except Exception as error:  # the processor fails in any way over a style that breaks the rules of the language
        if style in STYLES:
            raise
        reason = printable(str(error)) or type(error).__name__
        raise StyleError(f"the style {printable(style)} can't be used", reason) from error
    american = read.root.get("default-locale", "en-US") == "en-US"
    return written([(key, _finished(reference, american)) for key, reference in references])


def _references(papers: Sequence[Paper], style: Any) -> References:
    # Imported when asked for: the processor reads its schema at import.
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    bibliography = CitationStylesBibliography(style, CiteProcJSON(list(map(_item, papers))))
    for paper in papers:
        bibliography.register(Citation([CitationItem(paper.key)]))
    bibliography.sort()
    return [(key, str(text)) for key, text in zip(bibliography.keys, bibliography.bibliography(), strict=True)]


def _read(style: str) -> Any:
    from citeproc import CitationStylesStyle

    path = _FOLDER / f"{style}.csl" if style in STYLES else Path(style)
    hint = f"one of {', '.join(STYLES)}, or the path of a CSL file"
    if not path.is_file():
        raise StyleError(f"unknown style {printable(style)!r}", hint)
    try:
        read = CitationStylesStyle(str(path), validate=False)
    except Exception as error:  # of lxml, and of the processor, which expects a sound style
        raise StyleError(f"{printable(str(path))} is not a CSL style", hint) from error
    if not read.has_bibliography():
        raise StyleError(
            f"the style {printable(str(path))} makes no bibliography", "a dependent style names its parent in its head"
        )
    return read


def _item(paper: Paper) -> Any:
    """The item of a paper without what styles would print twice, the DOI as an address, or the processor doesn't know."""
    left_out = {"custom", "URL"} if paper.doi else {"custom"}
    return _safe({name: value for name, value in csl_item(paper).items() if name not in left_out})


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value).translate(_SAFE)
    if isinstance(value, list):
        return [_safe(part) for part in value]
    return {name: _safe(part) for name, part in value.items()} if isinstance(value, dict) else value


def _finished(reference: str, american: bool) -> str:
    """The HTML of a reference as the processor should have made it."""
    whole = _BRACKET.sub("&lt;", _TWO_STOPS.sub(r".\1", _NUMBER.sub(r"\1 ", reference)))
    whole = _REMNANT.sub(".", _DATE.sub(r"\1 ", whole.replace("ArXiv:", "arXiv:")))
    return (_QUOTE.sub(r"\2\1", whole) if american else whole).translate(_ENTITIES)


def _html(references: References) -> str:
    entries = (
        f'  <div class="csl-entry" id="ref-{key}">{_ADDRESS_IN_HTML.sub(_anchor, reference)}</div>\n'
        for key, reference in references
    )
    return f'<div class="csl-bib-body">\n{"".join(entries)}</div>\n'


def _anchor(address: re.Match[str]) -> str:
    return f'<a href="{address[1].replace(chr(34), "%22")}">{address[1]}</a>'


def _text(references: References) -> str:
    return _paragraphs(html.unescape(_TAG.sub("", reference)) for _, reference in references)


def _markdown(references: References) -> str:
    return _paragraphs(_as_markdown(reference) for _, reference in references)


def _as_markdown(reference: str) -> str:
    """Emphasis becomes stars, tags that Markdown has no sign for stay, and all else is text."""
    pieces, at = [], 0
    for tag in _TAG.finditer(reference):
        pieces += [_prose(reference[at : tag.start()]), _EMPHASIS.get(tag[2], tag[0])]
        at = tag.end()
    return "".join([*pieces, _prose(reference[at:])])


def _prose(text: str) -> str:
    parts = _ADDRESS.split(html.unescape(text))
    return "".join(f"<{linked(part)}>" if _ADDRESS.fullmatch(part) else escaped(part) for part in parts)


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"{text}\n" for text in texts)


MARKUPS: dict[str, Callable[[References], str]] = {"text": _text, "markdown": _markdown, "html": _html}
"""What references can be written in, by name."""
