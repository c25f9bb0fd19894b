"""Reading anybody's BibTeX and changing it: what was written comes back, and no byte is lost, whatever the file is."""

import re

import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from pylatexenc.latex2text import LatexNodes2Text

from medsynth_catalog import Catalogue, Paper
from medsynth_catalog.formats.bibtex.editing import changes, decoded, edited, encoded
from medsynth_catalog.formats.bibtex.entries import paper_fields
from medsynth_catalog.formats.bibtex.reading import BibEntry, Bibliography, read_bibliography
from medsynth_catalog.formats.bibtex.values import people
from medsynth_catalog.formats.bibtex.writing import BIBLATEX, CLASSIC, Dialect, write_dialect
from medsynth_catalog.formats.latex.decoding import plain_text
from medsynth_catalog.records import Author
from medsynth_catalog.text import printable
from rows import every

DIALECTS = pytest.mark.parametrize("dialect", [CLASSIC, BIBLATEX], ids=["bibtex", "biblatex"])
# Signs that BibTeX, LaTeX and readers take for their own, and letters that both dialects can write.
WRITABLE = st.text(st.sampled_from("abcXYZÉéßñøŁα 0129&%_#{}$~^\\\"'`,.-:;[]()<>|@=+*/?!—–“”"), min_size=1, max_size=40)
TITLES = WRITABLE.map(printable).filter(lambda text: re.search(r"\w", text))
NAMES = (
    st.text(st.sampled_from("abcXYZéßñŁ -.'"), min_size=1, max_size=12).map(printable).filter(lambda n: n[:1].isalpha())
)
ENTRIES = st.text(st.sampled_from('@article{}(),="#%\n\r ab1\\é@comment@string'), max_size=60)


def only(text: str) -> BibEntry:
    read = read_bibliography(text)
    assert not read.broken
    (entry,) = read.entries
    return entry


def said(text: str) -> str:
    """What a text says once typeset: dashes, quotes and spaces have several spellings in LaTeX."""
    for letter, plain in {"—": "-", "–": "-", "“": '"', "”": '"', "``": '"', "''": '"', "`": "'", "’": "'"}.items():
        text = text.replace(letter, plain)
    return re.sub(r"-+", "-", re.sub(r"[\s'\"]+", "", text))


@DIALECTS
def test_every_fact_of_every_paper_comes_back(dialect: Dialect, bundled: Catalogue) -> None:
    read = read_bibliography(write_dialect(bundled.papers, dialect))
    assert not read.broken
    with every() as row:
        for paper, entry in zip(bundled.papers, read.entries, strict=True):
            with row(paper.key):
                found = paper_fields(entry)
                assert (entry.key, found["title"] or None, entry.authors) == (paper.key, paper.title, paper.authors)
                assert entry.more_authors == (bool(paper.names) and not paper.authors_complete)
                for name in ("year", "month", "volume", "pages", "doi", "arxiv"):
                    assert (found[name] or None) == getattr(paper, name), name
                if paper.kind in ("article", "inproceedings", "incollection"):
                    assert found["venue"] == paper.venue


@DIALECTS
@example(title="x", family="Barnes and Noble", given="A. and B.", suffix="", venue="x")
@given(title=TITLES, family=NAMES, given=NAMES, suffix=st.sampled_from(["", "Jr.", "III"]), venue=TITLES)
def test_hostile_text_comes_back(
    dialect: Dialect, title: str, family: str, given: str, suffix: str, venue: str
) -> None:
    # "A.Smith, B.Jones" are two people, with their initials in front.
    assume(not re.match(r"\w\.\S*[a-z]{2}", family) or not re.match(r"\w\.\S*[a-z]{2}", given))
    name = ", ".join(filter(None, (family, suffix, given)))
    paper = Paper(key="k", kind="article", title=title, names=(name,), venue=venue, year=2024, pages="3-9")
    entry = only(write_dialect([paper], dialect))
    assert said(entry.facts["title"]) == said(title)
    assert said(entry.facts.get("journal", entry.facts.get("journaltitle", ""))) == said(venue)
    (author,) = entry.authors
    assert (said(author.family), said(author.given), author.suffix) == (said(family), said(given), suffix)


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Ludwig van Beethoven", Author("van Beethoven", "Ludwig")),
        ("van der Schaar, Mihaela", Author("van der Schaar", "Mihaela")),
        ("King, Jr., Martin Luther", Author("King", "Martin Luther", "Jr.")),
        ("{Barnes and Noble}", Author("Barnes and Noble")),
        (r"{\'E}variste Galois", Author("Galois", "Évariste")),
        (r"M\"uller-Franzes, Gustav", Author("Müller-Franzes", "Gustav")),
        ("Plato", Author("Plato")),
    ],
)
def test_names(written: str, author: Author) -> None:
    assert only(f"@misc{{k, author = {{{written}}}}}").authors == (author,)


@given(st.lists(st.text(st.sampled_from("aAÉ -'vb"), min_size=1, max_size=8), min_size=2, max_size=3).map(",".join))
def test_plain_names_are_split_as_the_library_splits_them(name: str) -> None:
    """Names with commas, without braces and commands, are read by a short cut."""
    authors, _ = people(f"{{{name}}}", {})
    for author, written in zip(authors, split_multiple_persons_names(name), strict=False):
        parts = parse_single_name_into_parts(written, strict=False)
        found = (" ".join([*parts.von, *parts.last]), " ".join(parts.first), " ".join(parts.jr))
        assert (author.family, author.given, author.suffix) == tuple(map(plain_text, found))


PIECES = st.sampled_from([
    "M", "ller", " ", "\\'", "e", "\\c", "\\i", "\\textbf", "{\\'e}", '{\\"u}', "{\\v s}", "{\\i}", "{\\alpha}", "{\\&}", "{x}", "$", "%",
    "--", "~",
])  # fmt: skip


@given(st.lists(PIECES, max_size=6).map("".join))
def test_accents_are_read_alone_as_in_their_text(latex: str) -> None:
    """Groups that stand for one letter are read once, and not with each text that has them."""
    whole = LatexNodes2Text(math_mode="verbatim").latex_to_text(latex.replace("%", r"\%")).replace("\xa0", " ")
    assert plain_text(latex) == whole


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{A {GAN} for {\\'E}CG \\& more}", "A GAN for ÉCG & more"),
        ('"in quotes, {braced}"', "in quotes, braced"),
        ('{one} # " and " # two', "one and 2"),
        ("two # two", "22"),
        ("unknown", "unknown"),
        ("{95% of $x^{2}$}", "95% of $x^{2}$"),
        (r"{\unknown{command} stays readable}", "command stays readable"),
        ("{\n  folded\r\n\tspace }", "folded space"),
        ("{" * 3000 + "deep" + "}" * 3000, "deep"),
    ],
)
def test_values(value: str, said: str) -> None:
    read = read_bibliography(f'@string{{two = 1 # 1}} @string{{TWO = "2"}}\n@misc{{k, title = {value}, year = 1}}')
    assert read.entries[0].facts["title"].replace("11", "2") == said or read.entries[0].facts["title"] == said


def test_a_crossref_lends_what_is_missing() -> None:
    child, _ = read_bibliography(
        "@inproceedings{c, crossref={P}, title={Own}}\n@proceedings{p, title={Book}, year=2020, publisher={Who}}"
    ).entries
    assert child.facts == {"crossref": "P", "title": "Own", "booktitle": "Book", "year": "2020", "publisher": "Who"}
    assert [field.name for field in child.fields] == ["crossref", "title"]


def test_a_comment_in_an_entry_is_no_field() -> None:
    entry = only("@misc{k,\n  title = {T}, % not, a = field\n% nor = {this},\n  year = 2020}")
    assert entry.facts == {"title": "T", "year": "2020"}


def test_broken_entries_are_told_by_line_and_passed_over() -> None:
    read = read_bibliography("@article{a, title={x}\n\n@article{b, title={y}}\n@article{c title={z}}\n@misc{d, year=1}")
    assert [entry.key for entry in read.entries] == ["b", "d"]
    assert [(one.line, one.text) for one in read.broken] == [(1, "@article{a, title={x}"), (4, "@article{c title=")]


def test_a_key_or_a_field_that_comes_twice_is_read() -> None:
    read = read_bibliography("@misc{k, year=1, year=2}\n@misc{k, year=3}\n@MISC(K, Year={4})")
    assert [(entry.key, entry.facts["year"]) for entry in read.entries] == [("k", "1"), ("k", "3"), ("K", "4")]


@given(ENTRIES)
def test_any_text_is_read(text: str) -> None:
    read = read_bibliography(text)
    assert read.text == text
    for entry in read.entries:
        for field in entry.fields:
            assert text[field.start : field.end].replace("\r", "\n") == field.value.replace("\r", "\n") or "%" in text


@given(st.binary(max_size=200))
def test_any_bytes_survive(data: bytes) -> None:
    text, codec = decoded(data)
    assert encoded(text, codec) == data


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(codec: str) -> None:
    text, found = decoded("@misc{é, title = {Müller — ñ}}".encode(codec))
    assert only(text).facts["title"] == "Müller — ñ"
    assert text.lstrip("\ufeff").encode("utf-8-sig" if codec == "utf-8-sig" else found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = "% c\n@misc{a,\n  title = {x},\n}\n\n@misc{b,\n  title = {y}\n}\n".replace("\n", end)
    read = read_bibliography(text)
    assert [(entry.key, entry.line) for entry in read.entries] == [("a", 2), ("b", 6)]
    changed = edited(text, changes(text, read.entries[1], None, {"title": "{z}"}))
    assert changed == text.replace("{y}", "{z}")


LAYOUT = """@article(key,
\ttitle\t= {T},
\tnote = {year = 1999, title = {no}},  year="2020" , pages = 1 # 2
)  % behind
"""


@pytest.mark.parametrize(
    ("type", "fields", "expected"),
    [
        (None, {}, LAYOUT),
        ("misc", {}, LAYOUT.replace("article", "misc")),
        (None, {"year": "{2021}"}, LAYOUT.replace('"2020"', "{2021}")),
        (None, {"pages": "{3}", "title": "{U}"}, LAYOUT.replace("1 # 2", "{3}").replace("{T}", "{U}")),
        (None, {"year": None}, LAYOUT.replace(',  year="2020"', "")),
        (None, {"title": None}, LAYOUT.replace("\n\ttitle\t= {T},", "")),
        (None, {"pages": None}, LAYOUT.replace(" , pages = 1 # 2", " ")),
        (None, {"doi": "{d}"}, LAYOUT.replace("1 # 2", "1 # 2, doi = {d}")),
        (None, {"pages": None, "doi": "{d}"}, LAYOUT.replace(" , pages = 1 # 2", " , doi = {d}")),
        (None, {"isbn": None}, LAYOUT),
    ],
)
def test_changes_touch_nothing_else(type: str | None, fields: dict[str, str | None], expected: str) -> None:
    assert edited(LAYOUT, changes(LAYOUT, only(LAYOUT), type, fields)) == expected


@given(st.dictionaries(st.sampled_from(["title", "year", "note", "pages", "doi", "x"]), st.none() | st.just("{v}")))
def test_changes_are_what_is_read_then(fields: dict[str, str | None]) -> None:
    changed = edited(LAYOUT, changes(LAYOUT, only(LAYOUT), None, fields))
    before = only(LAYOUT).facts
    expected = {name: value for name, value in before.items() if name not in fields}
    assert only(changed).facts == expected | {name: "v" for name, value in fields.items() if value}
    assert changed.startswith("@article(key") and changed.endswith(")  % behind\n")


def test_of_a_field_that_comes_twice_one_is_left() -> None:
    text = "@misc{k, a={1}, b={2}, a={3}}"
    assert edited(text, changes(text, only(text), None, {"a": "{4}"})) == "@misc{k, a={4}, b={2}}"
    assert edited(text, changes(text, only(text), None, {"a": None})) == "@misc{k, b={2}}"


def test_an_empty_last_value_is_filled_before_what_is_added() -> None:
    text = "@misc{k, a =}"
    assert edited(text, changes(text, only(text), None, {"b": "{2}", "a": "{1}"})) == "@misc{k, a ={1}, b ={2}}"


def test_a_removed_first_field_leaves_a_sound_entry() -> None:
    text = "@misc{k, a={1}, b={2}}"
    assert edited(text, changes(text, only(text), None, {"a": None})) == "@misc{k, b={2}}"


def test_edits_keep_the_rest_of_a_long_file(bundled: Catalogue) -> None:
    text = write_dialect(bundled.papers[:50], CLASSIC)
    read: Bibliography = read_bibliography(text)
    edits = [edit for entry in read.entries[::2] for edit in changes(text, entry, None, {"year": "{1999}"})]
    papers = [replace(paper, year=paper.year if index % 2 else 1999) for index, paper in enumerate(bundled.papers[:50])]
    assert edited(text, edits) == write_dialect(papers, CLASSIC)
