"""Clean entries in the forms that honest people use, which an audit must not accuse."""

import re
import unicodedata
from typing import TYPE_CHECKING

from audit_bench.entries import Made, Source, names_of
from audit_bench.faults import spliced
from medsynth_catalog.formats.bibtex.writing import CLASSIC
from medsynth_catalog.records import Author, Paper
from medsynth_catalog.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable


def initials(author: Author) -> list[str]:
    return [word[0] for word in re.findall(r"[^\W\d_]+", author.given)]


def renamed(source: Source, form: str) -> str | None:
    """The authors in another form; only of people, since groups have one form."""
    people = source.paper.authors
    if not people or not all(author.given for author in people) or any(author.suffix for author in people):
        return None
    forms: dict[str, Callable[[Author], str]] = {
        "initials": lambda author: f"{author.family}, {' '.join(f'{letter}.' for letter in initials(author))}",
        "initials first": lambda author: f"{'~'.join(f'{letter}.' for letter in initials(author))} {{{author.family}}}",
        "initials behind": lambda author: f"{author.family} {''.join(initials(author)).upper()}",
        "reading order": lambda author: f"{author.given} {{{author.family}}}",
        "family first": lambda author: f"{author.family} {author.given}",
        "first name alone": lambda author: f"{author.family}, {author.given.split()[0]}",
        "without accents": lambda author: f"{fold(author.family).title()}, {fold(author.given).title()}",
        "without hyphens": lambda author: f"{author.family.replace('-', ' ')}, {author.given.replace('-', '')}",
    }
    if form == "family first" and any(len(author.name.split()) != 2 for author in people):
        return None
    if form == "initials behind" and any(len(initials(author)) > 3 or " " in author.family for author in people):
        return None
    return source.draft.but(author=" and ".join(map(forms[form], people))).write("k")


def named(form: str) -> Made:
    return lambda source: renamed(source, form)


def cut(ending: str) -> Made:
    def cut_short(source: Source) -> str | None:
        names = [name for name in source.paper.names if "," in name]
        return source.draft.but(author=f"{names[0]}{ending}").write("k") if len(names) > 2 else None

    return cut_short


def listed(source: Source) -> str | None:
    """As journals print them: Xu, L., Wang, Y., Li, Z."""
    people = source.paper.authors
    if not 3 <= len(people) <= 9 or not all(author.given and not author.suffix for author in people):
        return None
    written = ", ".join(
        f"{author.family}, {' '.join(f'{letter}.' for letter in initials(author))}" for author in people
    )
    return source.draft.but(author=written).write("k")


def tildes(source: Source) -> str | None:
    """An accent as LaTeX writes it outside braces, which looks like a space."""
    names = names_of(source.paper)
    marked = "".join(rf"\~{unicodedata.normalize('NFD', letter)[0]}" if letter in "ãñõ" else letter for letter in names)
    return source.draft.but(author=marked).write("k") if marked != names else None


def field(name: str, change: str, *, of: str = "") -> Made:
    """A field in which `{}` of a pattern stands for what it was; `of` names the field it is made of."""

    def changed(source: Source) -> str | None:
        value = source.draft.fields.get(of or name)
        known = value and "\\" not in value
        return source.draft.but(**{name: change.format(value)}).write("k") if known else None

    return changed


def title(change: str) -> Made:
    changes: dict[str, Callable[[str], str]] = {
        "lower": str.lower, "upper": str.upper, "title": str.title, "dot": lambda text: f"{text}.",
        "braces": lambda text: f"{{{text}}}", "and": lambda text: text.replace(" and ", r" \& "),
        "hyphens": lambda text: text.replace("-", " "),
    }  # fmt: skip

    def changed(source: Source) -> str | None:
        plain = source.paper.title or ""
        if not plain.isascii() or re.search(r"[$\\&%#_^~{}]", plain):
            return None
        return source.draft.but(title=changes[change](plain)).write("k")

    return changed


def venue(form: str) -> Made:
    def changed(source: Source) -> str | None:
        paper, name = source.paper, CLASSIC.types[source.paper.kind][1]
        if not paper.venue or paper.kind not in ("article", "inproceedings") or "orkshop" in paper.venue:
            return None
        if form == "edition":
            if paper.kind != "inproceedings" or "onference" not in paper.venue:
                return None
            said = f"{paper.venue} -- {(paper.year or 2000) - 1997}th International Conference, Granada, Spain, Proceedings, Part II"
        elif form == "proceedings":
            if paper.kind != "inproceedings":
                return None
            said = f"Proceedings of the {paper.year} {paper.venue}"
        else:
            if paper.kind != "article" or len(paper.venue.split()) < 2:
                return None
            small = ("of", "and", "in", "on", "for", "the")
            said = " ".join(
                word if len(word) < 5 else f"{word[:4]}." for word in paper.venue.split() if word not in small
            )
        return source.draft.but(**{name: said.replace("&", r"\&")}).write("k")

    return changed


def pages(form: str) -> Made:
    def changed(source: Source) -> str | None:
        found = re.fullmatch(r"(\d+)-(\d+)", source.paper.pages or "")
        return source.draft.but(pages=form.format(*found.groups())).write("k") if found else None

    return changed


def preprint(form: str) -> Made:
    def changed(source: Source) -> str | None:
        paper = source.paper
        if paper.kind != "preprint" or not paper.arxiv or not paper.names or paper.doi:
            return None
        fields = f"title={{{paper.title}}}, author={{{names_of(paper)}}}, year={{{paper.year}}}"
        where = {
            "scholar": f"@article{{k, {fields}, journal={{arXiv preprint arXiv:{paper.arxiv}}}}}\n",
            "dblp": f"@article{{k, {fields}, journal={{CoRR}}, volume={{abs/{paper.arxiv}}}, eprinttype={{arXiv}}, eprint={{{paper.arxiv}}}}}\n",
            "misc": f"@misc{{k, {fields}, eprint={{{paper.arxiv}}}, archiveprefix={{arXiv}}, primaryclass={{cs.CV}}}}\n",
            "datacite": f"@misc{{k, {fields}, doi={{10.48550/ARXIV.{paper.arxiv}}}, publisher={{arXiv}}}}\n",
            "version": f"@article{{k, {fields}, journal={{arXiv}}, eprint={{{paper.arxiv}v2}}, url={{http://arxiv.org/abs/{paper.arxiv}v2}}}}\n",
        }
        return where[form] if "#" not in fields else None

    return changed


def commented(source: Source) -> str | None:
    lines = source.draft.write("k").split("\n")
    lines[1] += "  % checked, see also {the list"
    lines[2] += "  % TODO, ask"
    return "\n".join(lines)


def outside(source: Source) -> str | None:
    """A paper that the catalogue lacks: the bench audits it against a catalogue without it."""
    return source.draft.write("k") if source.paper.status == "verified" else None


def online_first(source: Source) -> str | None:
    paper = source.paper
    if paper.kind not in ("article", "inproceedings") or not paper.doi:
        return None
    return source.draft.but(year=str((paper.year or 0) - 1)).write("k")


def extended(source: Source) -> str | None:
    """A later article under a title of its own."""
    paper = source.paper
    if paper.kind != "inproceedings" or not paper.title or not paper.names or paper.venue is None:
        return None
    lacking = dict.fromkeys(("booktitle", "volume", "number", "pages", "publisher", "url", "eprint", "archiveprefix"))
    said = {"journal": "Acta Imaginaria", "doi": "10.9999/1234", "title": f"An extended study of {paper.title}"}
    return source.draft.but("article", **lacking | said | {"year": str((paper.year or 0) + 1)}).write("k")


def later_article(source: Source) -> str | None:
    """A later article in a journal under the very title, without a DOI."""
    paper = source.paper
    if paper.kind != "inproceedings" or not paper.title or not paper.names or paper.venue is None:
        return None
    lacking = dict.fromkeys(
        ("booktitle", "volume", "number", "pages", "publisher", "url", "doi", "eprint", "archiveprefix")
    )
    said = {"journal": "Acta Imaginaria", "year": str((paper.year or 0) + 1)}
    return source.draft.but("article", **lacking | said).write("k")


def later_version(source: Source) -> str | None:
    """A preprint with the year of its newest version, as arXiv exports it."""
    paper = source.paper
    if paper.kind != "preprint" or not paper.arxiv or not paper.year:
        return None
    return source.draft.but(year=str(paper.year + 1), howpublished=None).write("k")


def other_edition(source: Source) -> str | None:
    """The pages of the printed proceedings, three from those online."""
    pages = re.fullmatch(r"(\d+)-(\d+)", source.paper.pages or "")
    if not pages or source.paper.kind != "inproceedings":
        return None
    return source.draft.but(pages=f"{int(pages[1]) + 3}--{int(pages[2]) + 3}").write("k")


def without_track(source: Source) -> str | None:
    """The proceedings without the track that a paper stands in."""
    booktitle = source.draft.fields.get("booktitle", "")
    return (
        source.draft.but(booktitle=booktitle.removesuffix(" Datasets and Benchmarks Track")).write("k")
        if booktitle.endswith("Benchmarks Track")
        else None
    )


def own_edition(source: Source) -> str | None:
    """The pages of the edition of the Computer Vision Foundation, far from those of the IEEE."""
    pages = re.fullmatch(r"(\d+)-(\d+)", source.paper.pages or "")
    if not pages or "CVF" not in (source.paper.venue or ""):
        return None
    return source.draft.but(pages=f"{int(pages[1]) + 1365}--{int(pages[2]) + 1365}").write("k")


def serial(source: Source) -> str | None:
    """Proceedings as a journal, as Google Scholar has those of NeurIPS."""
    fields = source.draft.fields
    if not fields.get("booktitle", "").startswith("Advances in Neural"):
        return None
    return source.draft.but("article", booktitle=None, journal=fields["booktitle"]).write("k")


def program(source: Source) -> str | None:
    """The program of a paper, by one of its authors."""
    paper = source.paper
    if not paper.title or not paper.authors:
        return None
    facts = f"title={{{paper.title}}}, author={{{paper.authors[0].written}}}, year={{{(paper.year or 0) + 1}}}"
    return f"@misc{{k, {facts}, publisher={{GitHub}}, journal={{GitHub repository}}, howpublished={{\\url{{https://github.com/a/b}}}}}}\n"


def between_two(source: Source) -> str | None:
    """A third paper that begins like one and ends like another, by an author of one of them and somebody else."""
    other = source.other()
    ours, theirs = (source.paper.title or "").split(), (other.title or "").split()
    if len(ours) < 8 or len(theirs) < 8 or not source.paper.names:
        return None
    title = " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])
    who = f"{source.paper.authors[0].written} and Knuth, Donald"
    return f"@article{{k, title={{{title}}}, author={{{who}}}, journal={{Acta Imaginaria}}, year={{2019}}}}\n"


def with_own_id(source: Source) -> str | None:
    """A third paper by the same people, under an arXiv id of its own."""
    text = spliced(source)
    return text and text.replace("\n}", "\n  eprint = {1901.00001},\n  archiveprefix = {arXiv},\n}")


def short_doi(source: Source) -> str | None:
    return source.draft.but(doi="10/cmwds4", url=None).write("k") if source.paper.doi else None


def anonymous(source: Source) -> str | None:
    fields = ("doi", "url", "eprint", "archiveprefix", "howpublished")
    changed = source.draft.but(author="Anonymous Authors", **dict.fromkeys(fields))
    return changed.write("k") if source.paper.names and len((source.paper.title or "").split()) > 5 else None


def sici(source: Source) -> str | None:
    """Two works whose DOIs differ behind a bracket."""
    entry = "@article{%s, title={%s}, author={Knuth, Donald}, journal={Acta Imaginaria}, year={1999}, doi={10.1002/(SICI)1522-2594(199909)42:3<%s>3.0.CO;2-Q}}\n"
    key = source.paper.key
    return entry % ("one", f"On {key}", "515::AID-MRM14") + entry % ("two", "Sorting and searching", "526::AID-MRM15")


def named_alike(source: Source) -> str | None:
    """Another work by half of the authors, under what stands before a colon in the title of the paper."""
    paper = source.paper
    before, colon, _ = (paper.title or "").partition(": ")
    people = paper.authors[: (len(paper.authors) + 1) // 2]
    if not colon or not people or not re.fullmatch(r"[\w -]{3,}", before):
        return None
    who = " and ".join(author.written for author in people)
    return f"@incollection{{k, title={{{before}}}, author={{{who}}}, booktitle={{Encyclopedia of Kinematics}}, publisher={{Acta}}, year={{{(paper.year or 0) - 3}}}}}\n"


def named_alike_cut_short(source: Source) -> str | None:
    """Another work of the first author and others, under what stands before a colon in the title of the paper."""
    paper = source.paper
    before, colon, _ = (paper.title or "").partition(": ")
    if not colon or len(paper.authors) < 2 or not paper.venue or not re.fullmatch(r"[\w -]{3,}", before):
        return None
    who = f"{paper.authors[0].written} and others"
    return f"@incollection{{k, title={{{before}}}, author={{{who}}}, booktitle={{Encyclopedia of Kinematics}}, publisher={{Acta}}, year={{{(paper.year or 0) + 1}}}}}\n"


def of_another_year(source: Source) -> str | None:
    """The challenge of the year before, by the same people."""
    paper = source.paper
    year = re.search(r"\b20\d\d\b", paper.title or "")
    if not year or not paper.names or len((paper.title or "").split()) < 6:
        return None
    title = (paper.title or "").replace(year[0], str(int(year[0]) - 1))
    return f"@misc{{k, title={{{title}}}, author={{{names_of(paper)}}}, year={{{(paper.year or 0) - 1}}}, eprint={{1901.00001}}, archiveprefix={{arXiv}}}}\n"


def order_of_another_version(source: Source) -> str | None:
    """The first authors of a preprint in the order of another version, and others."""
    paper = source.paper
    if paper.kind != "preprint" or not paper.arxiv or len(paper.authors) < 5 or paper.doi:
        return None
    first, second, third = (author.written for author in paper.authors[:3])
    return f"@article{{k, title={{{paper.title}}}, author={{{first} and {third} and {second} and others}}, journal={{arXiv preprint arXiv:{paper.arxiv}}}, year={{{paper.year}}}}}\n"


def first_authors(source: Source) -> str | None:
    """A preprint with the authors of its first version, before many came and some went; one has a family name of theirs."""
    paper = source.paper
    if paper.kind not in ("article", "inproceedings") or not paper.arxiv or len(paper.authors) < 8:
        return None
    first, gone = paper.authors[: len(paper.authors) * 2 // 5], paper.authors[-1].family
    who = " and ".join([*(author.written for author in first), f"{gone}, Yngve", "Knuth, Donald"])
    return f"@article{{k, title={{{paper.title}}}, author={{{who}}}, journal={{arXiv preprint arXiv:{paper.arxiv}}}, year={{20{paper.arxiv[:2]}}}}}\n"


def subseries(source: Source) -> str | None:
    """A volume of Lecture Notes as Scopus names it, for a journal, as Mendeley exports it."""
    if source.paper.kind != "inproceedings" or not (source.paper.doi or "").startswith("10.1007/978-3"):
        return None
    series = "Lecture Notes in Computer Science (including subseries Lecture Notes in Artificial Intelligence and Lecture Notes in Bioinformatics)"
    return source.draft.but("article", booktitle=None, journal=series, volume="11071 LNCS").write("k")


def foreign_macro(source: Source) -> str | None:
    """The authors and the year as macros of another file."""
    text = source.draft.but(author="ITSAUTHORS", year="ITSYEAR").write("k")
    lone = text.replace("{ITSAUTHORS}", "itsauthors").replace("{ITSYEAR}", "itsyear")
    return lone if source.paper.names else None


def unseen_publication(source: Source) -> str | None:
    """The publication, under its DOI and with an author more, of what the catalogue knows by its preprint."""
    paper = source.paper
    if paper.kind not in ("article", "inproceedings") or paper.doi or not paper.arxiv or not paper.names:
        return None
    who = f"{names_of(paper)} and Knuth, Donald"
    return source.draft.but(author=who, doi="10.9999/1234", url=None, eprint=paper.arxiv, archiveprefix="arXiv").write(
        "k"
    )


def retitled(source: Source) -> str | None:
    """One work under two titles, with one DOI: of its preprint and of its publication."""
    entry = "@article{%s, title={%s}, author={Knuth, Donald and Plass, Michael}, journal={Acta Imaginaria}, year={1999}, doi={10.9999/1234}}\n"
    key = source.paper.key
    return entry % ("one", f"The art of {key}") + entry % (
        "two",
        f"Sorting, searching and typesetting of numbers: The art of {key}",
    )


def old_id(source: Source) -> str | None:
    """An arXiv id of before 2007 with its class in a field of its own."""
    fields = f"title={{On {source.paper.key}}}, author={{Knuth, Donald}}, year={{1996}}"
    return f"@misc{{k, {fields}, eprint={{9605103}}, archiveprefix={{arXiv}}, primaryclass={{cs}}}}\n"


def announced(source: Source) -> str | None:
    """The acronym of the conference before the title."""
    paper = source.paper
    if not (paper.venue or "").startswith("Medical Image Computing and Computer") or not paper.title or not paper.doi:
        return None
    return source.draft.but(title=f"MICCAI {source.draft.fields['title']}").write("k")


def article_number(source: Source) -> str | None:
    known = (source.paper.pages or "").isdigit() and source.paper.kind == "article"
    return source.draft.but(pages="1--12").write("k") if known else None


def dated(source: Source) -> str | None:
    fields = source.draft.fields
    if source.paper.kind != "article" or "journal" not in fields:
        return None
    moved = {
        "journal": None,
        "journaltitle": fields["journal"],
        "year": None,
        "month": None,
        "date": f"{source.paper.year}-05-01",
    }
    return source.draft.but(**moved).write("k")


def quoted(source: Source) -> str | None:
    text = source.draft.write("k")
    return re.sub(r"= \{([^{}\"]*)\},", r'= "\1",', text)


def certain(paper: Paper) -> bool:
    return paper.status == "verified"


# Those for which a remark may stand: it says what is usual, and accuses nobody.
REMARKED = frozenset(["year online", "another version", "later article"])
# What is rightly told of a clean form, which has nothing else.
TOLD = {"authors of the first version": "published", "one DOI, two titles": "duplicate"}
HABITS: dict[str, Made] = {
    "as exported": lambda source: source.draft.write("k") if certain(source.paper) else None,
    "initials": named("initials"),
    "initials first": named("initials first"),
    "initials behind": named("initials behind"),
    "reading order": named("reading order"),
    "family first, no comma": named("family first"),
    "first given name alone": named("first name alone"),
    "names without accents": named("without accents"),
    "names without hyphens": named("without hyphens"),
    "and others": cut(" and others"),
    "et al.": cut(" et al."),
    "and et al.": cut(" and et al."),
    "names between commas": listed,
    "accents outside braces": tildes,
    "title in small letters": title("lower"),
    "title in capitals": title("upper"),
    "title with capital words": title("title"),
    "title with a full stop": title("dot"),
    "title in braces": title("braces"),
    "ampersand": title("and"),
    "title without hyphens": title("hyphens"),
    "edition of the conference": venue("edition"),
    "proceedings of the venue": venue("proceedings"),
    "abbreviated journal": venue("abbreviated"),
    "one hyphen": pages("{}-{}"),
    "long dash": pages("{}–{}"),
    "pp.": pages("pp. {}--{}"),
    "first page": pages("{}"),
    "pages of an article number": article_number,
    "Vol.": field("volume", "Vol. {}"),
    "DOI as address": field("doi", "https://doi.org/{}"),
    "DOI of dx.doi.org": field("doi", "http://dx.doi.org/{}"),
    "DOI: before it": field("doi", "doi:{}"),
    "preprint as Google Scholar has it": preprint("scholar"),
    "preprint as DBLP has it": preprint("dblp"),
    "preprint as arXiv has it": preprint("misc"),
    "preprint as DataCite has it": preprint("datacite"),
    "preprint with its version": preprint("version"),
    "comments inside": commented,
    "biblatex": dated,
    "quotes": quoted,
    "outside the catalogue": outside,
    "year online": online_first,
    "another version": extended,
    "later article": later_article,
    "later version of a preprint": later_version,
    "pages of another edition": other_edition,
    "pages of another publisher": own_edition,
    "proceedings without the track": without_track,
    "proceedings as a journal": serial,
    "program of a paper": program,
    "title between two": between_two,
    "title between two, own id": with_own_id,
    "anonymous": anonymous,
    "DOIs with brackets": sici,
    "short DOI": short_doi,
    "arXiv id with its class": field("eprint", "{} [cs, eess]"),
    "work named alike": named_alike,
    "work named alike, cut short": named_alike_cut_short,
    "challenge of another year": of_another_year,
    "order of another version": order_of_another_version,
    "authors of the first version": first_authors,
    "series with its subseries": subseries,
    "macros of another file": foreign_macro,
    "publication not seen": unseen_publication,
    "one DOI, two titles": retitled,
    "arXiv id before 2007": old_id,
    "conference before the title": announced,
}
