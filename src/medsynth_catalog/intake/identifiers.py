"""Finding what a work is known by in any text: DOI, arXiv id, address, code. Knows no form of input."""

import re
from collections.abc import Iterator

# No DOI is longer; looking for the end of one takes time.
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]{1,300}", re.IGNORECASE)
# What publishers put behind a DOI in the address of a page.
_VIEW = re.compile(
    r"(?:[?#].*|[.,;:'*]+|/(?:full|abstract|pdf|epdf|html|meta|xml|summary)|(?:v\d+)?\.full(?:-text)?|\.pdf)$"
)
_ARXIV_DOI = "10.48550/arxiv."
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[:.\s]\s*)|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/)"
    r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?!\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"|\[\]{}\\]{1,2000}", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
_CODE_HOSTS = frozenset({"github.com", "gitlab.com"})
# Names reserved for examples (RFC 2606), and places where people and badges are found, but no papers.
_NO_WORK = frozenset({
    "example.com", "example.org", "example.net", "linkedin.com", "twitter.com", "x.com", "facebook.com", "youtube.com",
    "youtu.be", "awesome.re", "img.shields.io", "makeapullrequest.com", "opensource.org", "creativecommons.org",
})  # fmt: skip


def identifiers(text: str) -> dict[str, str | None]:
    """The first DOI and arXiv id in a text, the first address of code, and the first address that is none of these."""
    return {
        "doi": next(dois(text), None),
        "arxiv": next(arxivs(text), None),
        "url": next((one for one in addresses(text) if leads_to_work(one)), None),
        "code": next((one for one in addresses(text) if _host(one) in _CODE_HOSTS), None),
    }


def named(*texts: str) -> tuple[dict[str, str | None], list[str]]:
    """What the first of some texts that names a work by DOI or arXiv id says of it, and remarks on the other names.

    If none does, it is what they say together. The address and the code may stand in any.
    """
    together = identifiers(" ".join(texts))
    first = next((found for found in map(identifiers, texts) if found["doi"] or found["arxiv"]), together)
    taken = together | {name: first[name] for name in ("doi", "arxiv")}
    names = (*dois(" ".join(texts)), *arxivs(" ".join(texts)))
    return taken, [f"also names {name}" for name in names if name not in taken.values()]


def addresses(text: str) -> Iterator[str]:
    """The addresses in a text, without the punctuation around them."""
    return map(_balanced, _ADDRESS.findall(text))


def is_place(address: str) -> bool:
    """Whether an address leads out into the web, and not to a placeholder."""
    return _host(address) not in {"", *_NO_WORK}


def leads_to_work(address: str) -> bool:
    """Whether an address may be that of a work, and is more than its DOI or arXiv id."""
    host = _host(address)
    return is_place(address) and not (host in _CODE_HOSTS or host.endswith(("doi.org", "arxiv.org")))


def dois(text: str) -> Iterator[str]:
    """The DOIs in a text, in lower case, each once; those that stand for an arXiv id are left out."""
    found = (one.casefold() for one in _DOI.findall(re.sub("%2f", "/", text, flags=re.IGNORECASE)))
    names = dict.fromkeys(map(_bare, found))
    return (name for name in names if not name.startswith(_ARXIV_DOI))


def arxivs(text: str) -> Iterator[str]:
    """The arXiv ids in a text, without version, each once."""
    found = _ARXIV.findall(re.sub(re.escape(_ARXIV_DOI), "arXiv:", text, flags=re.IGNORECASE))
    return iter(dict.fromkeys(found))


def pages(text: str) -> str:
    """A range of pages with a single hyphen, as paper files have it.

    >>> pages("12 -- 34")
    '12-34'
    """
    return re.sub(r"\s*[-–—‐‑]+\s*", "-", text.strip())


def address_mark(address: str) -> str:
    """The form in which addresses of the same page are compared.

    >>> address_mark("http://www.example.org/Paper/#abstract")
    'example.org/Paper'
    """
    return re.sub(r"^https?://(?:www\.)?|#.*$|/+(?=$|#)", "", address.strip(), flags=re.IGNORECASE)


def _bare(doi: str) -> str:
    """A DOI without what the text or address around it has put behind it."""
    while (shorter := _VIEW.sub("", _balanced(doi))) != doi:
        doi = shorter
    return doi


def _balanced(text: str) -> str:
    """Without punctuation at the end, and without a closing bracket that was not opened."""
    text = text.rstrip(".,;:'*")
    for opening, closing in ("()", "[]"):
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip(".,;:'*")
    return text


def _host(address: str) -> str:
    named = _HOST.match(address)
    return named[1].casefold() if named else ""
