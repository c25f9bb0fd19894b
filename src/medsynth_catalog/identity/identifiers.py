"""DOIs and arXiv ids as a reader types them. Those in running text are found by `mentions`."""

import re
from typing import Literal

from medsynth_catalog.records import FORMS

ARXIV_DOI = "10.48550/arxiv."
"""How the DOIs begin that arXiv gives to preprints (https://info.arxiv.org/help/doi.html), in lower case."""

PREPRINT_DOIS = (
    "10.1101/",
    "10.64898/",
    "10.21203/",
    "10.36227/",
    "10.2139/",
    "10.20944/",
    "10.31219/",
    "10.31234/",
    "10.26434/",
)
"""How the DOIs of archives for preprints begin: bioRxiv and medRxiv, Research Square, TechRxiv, SSRN, Preprints.org, OSF,
PsyArXiv, ChemRxiv."""

Identifier = tuple[Literal["doi", "arxiv"], str]
"""The kind of an identifier and the identifier itself: a DOI in lower case, an arXiv id without its version."""

# Compiled when they are first used: most commands never do.
_DOI = r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/\S+)"
_ARXIV = r"(?i)(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:)?([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v\d+)?(?:\.pdf)?"
_SHORT_DOI = r"(?i)(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:doi:\s*)?10/)[a-z0-9]{3,12}"


def is_short_doi(text: str) -> bool:
    """Whether a text is a short form of a DOI (https://shortdoi.org), which doesn't tell the DOI.

    >>> is_short_doi("10/cmwds4"), is_short_doi("https://doi.org/cmwds4"), is_short_doi("10.1137/s0036144504444711")
    (True, True, False)
    """
    return re.fullmatch(_SHORT_DOI, text.strip()) is not None


def parse_identifier(text: str) -> Identifier | None:
    """Return the DOI or arXiv id that `text` is, or `None`; addresses of doi.org and arxiv.org count as identifiers.

    The DOIs that arXiv gives to preprints are arXiv ids.

    >>> parse_identifier("https://doi.org/10.48550/arXiv.2301.08227")
    ('arxiv', '2301.08227')
    """
    doi = re.fullmatch(_DOI, text.strip())
    if doi and not doi[1].casefold().startswith(ARXIV_DOI):
        found = doi[1].casefold()
        return ("doi", found) if re.fullmatch(FORMS["doi"], found) else None
    arxiv = re.fullmatch(_ARXIV, doi[1][len(ARXIV_DOI) :] if doi else text.strip())
    return ("arxiv", arxiv[1]) if arxiv else None
