"""Seeded faults: what people, programs and language models get wrong in references, each with the kind that names it."""

import re
from itertools import pairwise

from audit_bench.entries import Made, Source, names_of
from medsynth_catalog.formats.bibtex.writing import CLASSIC
from medsynth_catalog.records import Author, Paper

GIVEN = {
    "A": "Anselm", "B": "Bogdan", "C": "Clothilde", "D": "Dagmar", "E": "Eberhard", "F": "Fridolin", "G": "Guillermo", "H": "Hortense",
    "I": "Ignatius", "J": "Jorunn", "K": "Kunigunde", "L": "Ludmilla", "M": "Melchior", "N": "Niccolo", "O": "Ottokar", "P": "Philippa",
    "Q": "Quentin", "R": "Rosamund", "S": "Sigismund", "T": "Thaddeus", "U": "Ursula", "V": "Vsevolod", "W": "Wolfram", "X": "Xanthippe",
    "Y": "Yevgenia", "Z": "Zacharias",
}  # fmt: skip


def published(paper: Paper) -> bool:
    return paper.kind in ("article", "inproceedings") and bool(paper.venue and (paper.doi or paper.pages or paper.url))


def full(author: str) -> bool:
    return bool(re.search(r", [A-Z][a-z]{2,}", author))


def authors(source: Source, change: list[str]) -> str:
    return source.draft.but(author=" and ".join(name if "," in name else f"{{{name}}}" for name in change)).write("k")


def year_far(source: Source) -> str | None:
    off = source.chance.choice([-4, -3, -2, 2, 3])
    return source.draft.but(year=str((source.paper.year or 0) + off)).write("k") if published(source.paper) else None


def year_near(source: Source) -> str | None:
    return source.draft.but(year=str((source.paper.year or 0) + 1)).write("k") if published(source.paper) else None


def doi_of_another(source: Source) -> str | None:
    doi = source.other().doi
    return source.draft.but(doi=doi).write("k") if source.paper.doi and doi else None


def doi_mistyped(source: Source) -> str | None:
    doi = source.paper.doi
    if not doi or source.paper.kind == "preprint":
        return None
    digits = [place for place, letter in enumerate(doi) if letter.isdigit() and place > 8]
    if not digits:
        return None
    at = source.chance.choice(digits)
    wrong = f"{doi[:at]}{(int(doi[at]) + 3) % 10}{doi[at + 1 :]}"
    return source.draft.but(doi=wrong, url=None).write("k") if wrong != doi else None


def doi_dropped(source: Source) -> str | None:
    known = source.paper.doi and source.paper.kind in ("article", "inproceedings")
    return source.draft.but(doi=None, url=None).write("k") if known else None


def author_dropped(source: Source) -> str | None:
    names = list(source.paper.names)
    if len(names) < 3 or not source.paper.authors_complete:
        return None
    names.pop(source.chance.randrange(len(names)))
    return authors(source, names)


def author_added(source: Source) -> str | None:
    names, other = list(source.paper.names), source.other()
    if not names or not other.names or not source.paper.authors_complete:
        return None
    names.insert(source.chance.randrange(len(names) + 1), other.names[0])
    return authors(source, names)


def authors_swapped(source: Source) -> str | None:
    names = list(source.paper.names)
    families = {Author.read(name).family for name in names}
    if len(names) < 3 or len(families) < len(names) or not source.paper.authors_complete:
        return None
    names[0], names[1] = names[1], names[0]
    return authors(source, names)


def given_name_wrong(source: Source) -> str | None:
    """The commonest trace of references written by a machine: the initials are right, the names are not."""
    names = list(source.paper.names)
    places = [place for place, name in enumerate(names) if full(name)]
    if not places:
        return None
    at = source.chance.choice(places)
    family, given = names[at].split(", ")[0], names[at].split(", ")[-1]
    wrong = GIVEN.get(given[0])
    if wrong is None or wrong.lower()[:3] == given.lower()[:3]:
        return None
    names[at] = f"{family}, {wrong}"
    return authors(source, names)


def given_name_of_a_namesake(source: Source) -> str | None:
    """A short given name that somebody else has: Wei for Wen."""
    names = list(source.paper.names)
    places = [place for place, name in enumerate(names) if re.search(r", [A-Z][a-z]{1,3}$", name)]
    if not places:
        return None
    at = source.chance.choice(places)
    family, given = names[at].split(", ")
    known = {
        author.given
        for paper in source.others
        for author in paper.authors
        if re.fullmatch(r"[A-Z][a-z]{1,3}", author.given)
    }
    wrong = [
        name for name in sorted(known) if name[0] == given[0] and not (name.startswith(given) or given.startswith(name))
    ]
    if not wrong:
        return None
    names[at] = f"{family}, {source.chance.choice(wrong)}"
    return authors(source, names)


def given_names_wrong(source: Source) -> str | None:
    names = list(source.paper.names)
    if not names or not all(map(full, names)) or not all(name.split(", ")[-1][0] in GIVEN for name in names):
        return None
    return authors(source, [f"{name.split(', ')[0]}, {GIVEN[name.split(', ')[-1][0]]}" for name in names])


def family_misspelt(source: Source) -> str | None:
    names = list(source.paper.names)
    places = [place for place, name in enumerate(names) if len(name.split(",")[0]) > 5 and name.split(",")[0].isalpha()]
    if not places:
        return None
    at = source.chance.choice(places)
    family, _, given = names[at].partition(",")
    names[at] = f"{family[:2]}{family[4:]}st,{given}"
    return authors(source, names)


def title_altered(source: Source) -> str | None:
    title = (source.paper.title or "").split()
    if len(title) < 5:
        return None
    title[source.chance.randrange(len(title))] = source.chance.choice(["Novel", "Federated", "Robust", "Sparse"])
    return source.draft.but(title=" ".join(title)).write("k") if " ".join(title) != source.paper.title else None


def title_is_acronym(source: Source) -> str | None:
    name = (source.paper.title or "").partition(":")[0]
    known = re.fullmatch(r"(?=\S*[A-Z]\S*[A-Z])\S{3,14}", name)
    return source.draft.but(title=name, doi=None, url=None, eprint=None).write("k") if known else None


def title_without_end(source: Source) -> str | None:
    before, colon, _ = (source.paper.title or "").partition(": ")
    return source.draft.but(title=before, doi=None, url=None).write("k") if colon and len(before) > 22 else None


def title_without_beginning(source: Source) -> str | None:
    _, colon, after = (source.paper.title or "").partition(": ")
    return source.draft.but(title=after, doi=None, url=None).write("k") if colon and len(after) > 22 else None


def venue_of_another(source: Source) -> str | None:
    other, field = source.other(), CLASSIC.types[source.paper.kind][1]
    fits = published(source.paper) and other.kind == source.paper.kind and other.venue != source.paper.venue
    workshops = "orkshop" in f"{other.venue}{source.paper.venue}"
    return source.draft.but(**{field: other.venue or ""}).write("k") if fits and not workshops and other.venue else None


def volume_wrong(source: Source) -> str | None:
    volume = source.paper.volume or ""
    return (
        source.draft.but(volume=str(int(volume) + 7)).write("k")
        if volume.isdigit() and published(source.paper)
        else None
    )


def number_wrong(source: Source) -> str | None:
    number = source.draft.fields.get("number", "")
    return source.draft.but(number=str(int(number) + 3)).write("k") if number.isdigit() else None


def pages_wrong(source: Source) -> str | None:
    pages = re.fullmatch(r"(\d+)-(\d+)", source.paper.pages or "")
    if not pages or not published(source.paper):
        return None
    return source.draft.but(pages=f"{int(pages[1]) + 111}--{int(pages[2]) + 111}").write("k")


def address_of_another(source: Source) -> str | None:
    other = source.other()
    return source.draft.but(url=other.link).write("k") if other.link and source.paper.doi else None


def preprint_of_published(source: Source) -> str | None:
    paper = source.paper
    if not (published(paper) and paper.arxiv):
        return None
    lacking = dict.fromkeys(
        ("booktitle", "volume", "number", "pages", "publisher", "doi", "url", "eprint", "archiveprefix")
    )
    year = (paper.preprint and paper.preprint.year) or paper.year
    return source.draft.but(
        "article", **lacking | {"journal": f"arXiv preprint arXiv:{paper.arxiv}", "year": str(year)}
    ).write("k")


def field_dropped(name: str) -> Made:
    def drop(source: Source) -> str | None:
        known = published(source.paper) and source.draft.fields.get(name)
        return source.draft.but(**{name: None}).write("k") if known else None

    return drop


def venue_dropped(source: Source) -> str | None:
    field = CLASSIC.types[source.paper.kind][1]
    known = published(source.paper) and source.paper.doi
    return source.draft.but(eprint=None, archiveprefix=None, **{field: None}).write("k") if known else None


def type_wrong(source: Source) -> str | None:
    fields, paper = source.draft.fields, source.paper
    if not published(paper) or paper.volume:
        return None
    if paper.kind == "inproceedings":
        return source.draft.but("article", booktitle=None, journal=fields["booktitle"]).write("k")
    return source.draft.but("inproceedings", journal=None, booktitle=fields["journal"]).write("k")


def twice(source: Source) -> str | None:
    title = (source.paper.title or "").upper().replace("-", "--")
    return source.draft.write("one") + source.draft.but(title=f"{{{title}}}.").write("two")


def twice_outside(source: Source) -> str | None:
    """A work that the catalogue lacks, first with braces and dashes, then without."""
    other = source.other()
    entry = f"@article{{%s, title={{%s}}, author={{{names_of(other)}}}, journal={{Acta Imaginaria}}, year={{2019}}, volume={{3}}}}\n"
    name = f"Kinematics of {source.paper.key[:4]}"
    return entry % ("one", f"{{{name}}} --- A Study") + entry % ("two", f"{name}: a study.") if other.names else None


def both_versions(source: Source) -> str | None:
    preprint = preprint_of_published(source)
    return source.draft.write("one") + preprint if preprint else None


def one_doi_for_two(source: Source) -> str | None:
    entry = (
        "@article{%s, title={%s}, author={Knuth, Donald}, journal={Acta Imaginaria}, year={2019}, doi={10.9999/%s}}\n"
    )
    key = source.paper.key
    return entry % ("one", "On the art of typesetting", key) + entry % ("two", "Sorting and searching of numbers", key)


def spliced(source: Source) -> str | None:
    """The beginning of one title and the end of another, by people who exist."""
    other = source.other()
    ours, theirs = (source.paper.title or "").split(), (other.title or "").split()
    if len(ours) < 8 or len(theirs) < 8 or not source.paper.names:
        return None
    title = " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])
    own = dict.fromkeys(("doi", "url", "eprint", "archiveprefix", "howpublished", "volume", "number", "pages"))
    return source.draft.but(title=title, **own).write("k")


def by_others(source: Source) -> str | None:
    other = source.other()
    if len((source.paper.title or "").split()) < 6 or not other.names or not source.paper.names:
        return None
    own = dict.fromkeys(("doi", "url", "eprint", "archiveprefix", "howpublished"))
    return source.draft.but(author=names_of(other), **own).write("k")


def near_by_others(source: Source) -> str | None:
    title, other = (source.paper.title or "").split(), source.other()
    if len(title) < 9 or not other.names or not source.paper.names:
        return None
    title.insert(1, "the")
    own = dict.fromkeys(("doi", "url", "eprint", "archiveprefix", "howpublished"))
    return source.draft.but(title=" ".join(title), author=names_of(other), **own).write("k")


def doi_on_something_else(source: Source) -> str | None:
    if not source.paper.doi:
        return None
    return (
        "@article{k, title={Sorting and searching of large numbers}, author={Knuth, Donald}, journal={Acta Imaginaria},"
        f" year={{1999}}, doi={{{source.paper.doi}}}}}\n"
    )


def arxiv_of_another(source: Source) -> str | None:
    other = source.other()
    return source.draft.but(eprint=other.arxiv).write("k") if source.paper.arxiv and other.arxiv else None


def comma_missing(source: Source) -> str | None:
    lines = source.draft.write("k").split("\n")
    places = [place for place, (line, after) in enumerate(pairwise(lines)) if line.endswith("},") and "=" in after]
    at = source.chance.choice(places)
    lines[at] = lines[at].removesuffix(",")
    return "\n".join(lines)


def brace_missing(source: Source) -> str | None:
    return source.draft.write("k").replace("},\n", ",\n", 1)


def doi_impossible(source: Source) -> str | None:
    wrong = source.chance.choice(["10.abc/xyz", "doi", "n/a", "1007/978-3-030"])
    return source.draft.but(doi=wrong, url=None).write("k") if source.paper.doi else None


def arxiv_impossible(source: Source) -> str | None:
    return source.draft.but(eprint="2313.01234").write("k") if source.draft.fields.get("eprint") else None


def year_impossible(source: Source) -> str | None:
    return source.draft.but(year=source.chance.choice(["20223", "2202", "1023"])).write("k")


def outside_without(name: str) -> Made:
    def drop(source: Source) -> str | None:
        fields = {
            "title": f"On {source.paper.key}",
            "author": "Knuth, Donald",
            "journal": "Acta Imaginaria",
            "year": "1999",
        }
        del fields[name]
        return "@article{k, " + ", ".join(f"{field}={{{value}}}" for field, value in fields.items()) + "}\n"

    return drop


FAULTS: dict[str, tuple[str, Made]] = {
    "year two or more off": ("year", year_far),
    "year one off": ("year", year_near),
    "DOI of another paper": ("doi", doi_of_another),
    "DOI with a wrong digit": ("doi", doi_mistyped),
    "DOI left out": ("missing-doi", doi_dropped),
    "author left out": ("authors", author_dropped),
    "author added": ("authors", author_added),
    "first authors swapped": ("authors", authors_swapped),
    "one given name wrong": ("authors", given_name_wrong),
    "given name of a namesake": ("authors", given_name_of_a_namesake),
    "all given names wrong": ("authors", given_names_wrong),
    "family name misspelt": ("authors", family_misspelt),
    "authors left out": ("authors", field_dropped("author")),
    "word of the title altered": ("title", title_altered),
    "acronym for the title": ("title", title_is_acronym),
    "title without its end": ("title", title_without_end),
    "title without its beginning": ("title", title_without_beginning),
    "title left out": ("title", field_dropped("title")),
    "venue of another paper": ("venue", venue_of_another),
    "volume wrong": ("volume", volume_wrong),
    "number wrong": ("number", number_wrong),
    "pages wrong": ("pages", pages_wrong),
    "address of another paper": ("url", address_of_another),
    "preprint of what has appeared": ("published", preprint_of_published),
    "venue left out": ("missing-field", venue_dropped),
    "year left out": ("year", field_dropped("year")),
    "entry type wrong": ("entry-type", type_wrong),
    "one work twice": ("duplicate", twice),
    "a work outside twice": ("duplicate", twice_outside),
    "preprint beside publication": ("both-versions", both_versions),
    "two works under one DOI": ("doi", one_doi_for_two),
    "title put together of two": ("invented", spliced),
    "title by others": ("invented", by_others),
    "near title by others": ("invented", near_by_others),
    "DOI on something else": ("doi", doi_on_something_else),
    "arXiv id of another paper": ("arxiv", arxiv_of_another),
    "comma missing": ("broken", comma_missing),
    "brace missing": ("broken", brace_missing),
    "impossible DOI": ("identifier", doi_impossible),
    "impossible arXiv id": ("identifier", arxiv_impossible),
    "impossible year": ("year", year_impossible),
    "journal left out, outside": ("missing-field", outside_without("journal")),
    "author left out, outside": ("missing-field", outside_without("author")),
}
