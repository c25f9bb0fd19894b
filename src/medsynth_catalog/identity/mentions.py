"""Identifiers and web addresses found in running text: DOI, arXiv id, address of a page, of code."""

import re
from collections.abc import Iterator

from medsynth_catalog.identity.identifiers import ARXIV_DOI
from medsynth_catalog.records import FORMS

# No DOI is longer; looking for the end of one takes time. Those made of a SICI (ANSI/NISO Z39.56) have "<" and ">".
_DOI = re.compile(
    r"\b10\.\d{4,9}/(?:\(SICI\)[^\s\"<>{}|\\^`]{1,100}<[^\s\"<>{}|\\^`]{1,100}>)?[^\s\"<>{}|\\^`]{1,300}", re.IGNORECASE
)
# What publishers put behind a DOI in the address of a page.
_VIEW = re.compile(
    r"(?:[?#].*|[.,;:'*]+|/(?:full|abstract|pdf|epdf|html|meta|xml|summary)|(?:v\d+)?\.full(?:-text)?|\.pdf)$"
)
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[:.\s]\s*)|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/)"
    r"(?:arxiv:)?([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?!\d)",
    re.IGNORECASE,
)
_SLASH = re.compile("%2f", re.IGNORECASE)
_ARXIV_DOI = re.compile(re.escape(ARXIV_DOI), re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"|\[\]{}\\]{1,2000}", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
# What two addresses of one page may differ in.
_UNTOLD = re.compile(r"^https?://(?:www\.)?|#.*$|/+(?=$|#)", re.IGNORECASE)
_CODE_HOSTS = frozenset({"github.com", "gitlab.com"})
# Names reserved for examples (RFC 2606), and places where people and badges are found, but no papers.
_NO_WORK = frozenset({
    "example.com", "example.org", "example.net", "linkedin.com", "twitter.com", "x.com", "facebook.com", "youtube.com",
    "youtu.be", "awesome.re", "img.shields.io", "makeapullrequest.com", "opensource.org", "creativecommons.org",
})  # fmt: skip


def find_identifiers(text: str) -> dict[str, str | None]:
    """Return the first DOI, arXiv id, address of code ("code") and other address ("url") in a text, `None` for each that
    isn't there."""
    addresses = list(find_addresses(text))
    return {
        "doi": next(find_dois(text), None),
        "arxiv": next(find_arxiv_ids(text), None),
        "url": next(filter(may_lead_to_work, addresses), None),
        "code": next((address for address in addresses if _host(address) in _CODE_HOSTS), None),
    }


def find_preferred_identifiers(*texts: str) -> tuple[dict[str, str | None], list[str]]:
    """Return what the first of some texts that names a DOI or arXiv id says, and a remark for each other identifier.

    If none names one, it is what they say together. The address and the code may stand in any.
    """
    whole = " ".join(texts)
    found = find_identifiers(whole)
    preferred = next((one for one in map(find_identifiers, texts) if one["doi"] or one["arxiv"]), found)
    found |= {"doi": preferred["doi"], "arxiv": preferred["arxiv"]}
    others = (*find_dois(whole), *find_arxiv_ids(whole))
    return found, [f"also names {name}" for name in others if name not in found.values()]


def find_addresses(text: str) -> Iterator[str]:
    """Yield the web addresses in a text, without the punctuation around them."""
    return map(_balanced, _ADDRESS.findall(text))


def is_public_address(address: str) -> bool:
    """Whether an address leads out into the web, and not to a placeholder."""
    return _host(address) not in {"", *_NO_WORK}


def may_lead_to_work(address: str) -> bool:
    """Whether an address may be that of a work, and is more than its DOI or arXiv id."""
    host = _host(address)
    return is_public_address(address) and not (host in _CODE_HOSTS or host.endswith(("doi.org", "arxiv.org")))


def comparable_address(address: str) -> str:
    """Return the form in which addresses of the same page are compared.

    >>> comparable_address("http://www.example.org/Paper/#abstract")
    'example.org/Paper'
    """
    return _UNTOLD.sub("", address.strip())


def find_dois(text: str) -> Iterator[str]:
    """Yield the DOIs in a text, in lower case, each once; those that stand for an arXiv id are left out, and what only begins
    like a DOI."""
    if "10." not in text:
        return iter(())
    found = (doi.casefold() for doi in _DOI.findall(_SLASH.sub("/", text)))
    return (
        doi
        for doi in dict.fromkeys(map(_bare, found))
        if not doi.startswith(ARXIV_DOI) and re.fullmatch(FORMS["doi"], doi)
    )


def find_arxiv_ids(text: str) -> Iterator[str]:
    """Yield the arXiv ids in a text, without version, each once."""
    return iter(dict.fromkeys(_ARXIV.findall(_ARXIV_DOI.sub("arXiv:", text))))


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
