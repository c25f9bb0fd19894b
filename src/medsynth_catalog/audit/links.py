"""What leads to a work, compared: DOI, arXiv id, web address."""

from collections.abc import Iterator

from medsynth_catalog.audit.comparison import Comparison, describe, instead
from medsynth_catalog.audit.findings import Finding
from medsynth_catalog.identity.identifiers import PREPRINT_DOIS, is_short_doi
from medsynth_catalog.identity.mentions import find_arxiv_ids, find_dois
from medsynth_catalog.identity.works import dois

DEPOSIT_DOIS = ("10.5281/", "10.6084/", "10.13026/", "10.17632/", "10.7910/", "10.21227/", "10.7937/", "10.57967/")
"""How the DOIs of deposits of data and code begin: Zenodo, figshare, PhysioNet, Mendeley Data, Dataverse, IEEE DataPort,
TCIA, Hugging Face."""


def links(case: Comparison, published: bool) -> Iterator[Finding]:
    """Yield what is wrong with the identifiers of an entry; of a preprint that has appeared since only what is another's."""
    yield from _doi(case, published)
    yield from _arxiv(case)
    yield from _url(case)


def _doi(case: Comparison, published: bool) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    fields: dict[str, str | None] = {"doi": f"{{{paper.doi}}}" if paper.doi else None}
    if cited.doi and cited.doi in (cited.url or "").casefold():
        fields["url"] = f"{{{paper.link}}}" if paper.link else None
        if not (cited.entry and cited.entry.field("doi")):
            fields.pop("doi")
    own, other = dois(paper), case.matcher.with_doi(cited.doi)
    if cited.doi and cited.doi not in own and other:
        yield Finding("doi", f"{cited.doi} belongs to {describe(other)}", paper.key, case.mend(fields))
    elif published:
        return
    elif cited.doi is None and paper.doi:
        if not case.known_by_preprint and not is_short_doi(cited.facts.get("doi", "")):
            yield Finding("missing-doi", paper.doi, paper.key, case.mend(fields))
    elif cited.doi in own and cited.doi != paper.doi and paper.doi:
        message = f"{cited.doi} belongs to the preprint; the paper has {paper.doi}"
        yield Finding("doi", message, paper.key, case.mend(fields))
    elif cited.doi and cited.doi not in own and paper.doi and paper.kind != "preprint":
        # Perhaps of another version of the work, so nothing that may be mended unseen.
        deposit = cited.doi.startswith((*PREPRINT_DOIS, *DEPOSIT_DOIS))
        yield Finding("doi", instead(cited.doi, paper.doi), paper.key, remark=deposit)


def _arxiv(case: Comparison) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    if cited.arxiv and cited.arxiv != paper.arxiv and not _in_address_alone(case):
        other = case.matcher.with_arxiv(cited.arxiv)
        mend = None
        if cited.entry and cited.entry.field("eprint") and paper.arxiv:
            mend = case.mend({"eprint": f"{{{paper.arxiv}}}"})
        if other:
            yield Finding("arxiv", f"{cited.arxiv} belongs to {describe(other)}", paper.key, mend)
        elif paper.arxiv:
            yield Finding("arxiv", instead(cited.arxiv, paper.arxiv), paper.key)


def _url(case: Comparison) -> Iterator[Finding]:
    """An address that leads to another paper of the catalogue, or has the DOI or arXiv id of another work."""
    cited, paper = case.cited, case.paper
    if not cited.url:
        return
    lead = {doi: case.matcher.with_doi(doi) for doi in find_dois(cited.url) if doi != cited.doi}
    alone = _in_address_alone(case)
    lead |= {id: case.matcher.with_arxiv(id) for id in find_arxiv_ids(cited.url) if alone or id != cited.arxiv}
    if not (cited.doi and cited.doi in cited.url.casefold()):
        lead |= {cited.url: case.matcher.with_address(cited.url)}
    others = [(name, other) for name, other in lead.items() if other and other.key != paper.key]
    mend = case.mend({"url": f"{{{paper.link}}}"}) if paper.link else None
    if others:
        name, other = others[0]
        yield Finding("url", f"{name} leads to {describe(other)}", paper.key, mend)


def _in_address_alone(case: Comparison) -> bool:
    """Whether the arXiv id of an entry stands in its address alone, and its DOI is right: then the address is wrong."""
    cited = case.cited
    elsewhere = any(cited.arxiv in said for name, said in cited.facts.items() if name != "url") if cited.arxiv else True
    return not elsewhere and cited.doi is not None and cited.doi == case.paper.doi
