"""BibTeX that other programs read: facts survive, capitals too, and bibtex itself has nothing to say."""

import re

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pylatexenc.latexencode import UnicodeToLatexEncoder

from medsynth_catalog import FORMATS, Catalogue, Paper
from medsynth_catalog.formats.bibtex.writing import BIBLATEX, CLASSIC, Dialect, write_dialect
from medsynth_catalog.formats.latex.encoding import ascii_latex, protect
from medsynth_catalog.text import printable
from rows import every

HOSTILE = (
    st.text(st.sampled_from("abZÉé ß&%_#{}$~^\\\"'`,.-:[]<>|@😀中α"), min_size=1, max_size=30)
    .map(printable)
    .filter(str.strip)
)


def parse(text: str) -> dict[str, dict[str, str]]:
    library = parse_string(text)
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def decoded(text: str) -> str:
    middleware = LatexDecodingMiddleware()
    library = parse_string(f"@misc{{k, title = {{{text}}}}}", append_middleware=[middleware])
    return re.sub(r"[{}]", "", str(library.entries[0]["title"]))


LETTERS = st.text(st.characters(exclude_characters="$`{}"), max_size=30)


@given(LETTERS)
def test_each_letter_is_encoded_as_in_its_text(text: str) -> None:
    """Letters are looked up one by one, and pylatexenc is asked for each once; whole texts must come out the same."""
    encoder = UnicodeToLatexEncoder(
        unknown_char_policy="unihex", unknown_char_warning=False, replacement_latex_protection="braces-all"
    )
    assert ascii_latex(text) == encoder.unicode_to_latex(text)


def test_every_bundled_paper_reads_back(bundled: Catalogue) -> None:
    found = parse(FORMATS["bibtex"].write(bundled.papers))
    assert list(found) == [paper.key for paper in bundled.papers]
    with every() as row:
        for paper in bundled.papers:
            with row(paper.key):
                fields = found[paper.key]
                assert fields.get("doi") == paper.doi
                assert fields.get("eprint") == (paper.arxiv or (paper.preprint and paper.preprint.doi))
                assert fields.get("url") == paper.link
                assert fields.get("year") == (str(paper.year) if paper.year else None)
                named = len(paper.authors) + (not paper.authors_complete)
                assert "author" not in fields or len(fields["author"].split(" and ")) == named


def test_every_bundled_title_reads_back(bundled: Catalogue) -> None:
    with every() as row:
        for paper in bundled.papers:
            with row(paper.key):
                title = paper.title or ""
                assert decoded(protect(title, ascii_latex)) == title.replace("−", "-")


def test_only_ascii(bundled: Catalogue, toy: Catalogue) -> None:
    assert FORMATS["bibtex"].write(bundled.papers).isascii()
    assert FORMATS["bibtex"].write(toy.papers).isascii()


@pytest.mark.parametrize("dialect", [CLASSIC, BIBLATEX], ids=["bibtex", "biblatex"])
def test_a_copy_of_a_dialect_writes_the_same(dialect: Dialect, bundled: Catalogue) -> None:
    assert write_dialect(bundled.papers, replace(dialect)) == write_dialect(bundled.papers, dialect)


@given(title=HOSTILE, family=HOSTILE, given=HOSTILE)
def test_hostile_text_stays_in_its_field(title: str, family: str, given: str) -> None:
    paper = Paper(
        key="k",
        kind="article",
        title=title,
        names=(f"{family.replace(',', ' ')}, {given.replace(',', ' ')}",),
        venue=title,
        doi="10.1000/a_b#%",
    )
    text = FORMATS["bibtex"].write([paper])
    fields = parse(text)["k"]
    assert text.isascii()
    assert set(fields) <= {"author", "title", "journal", "doi", "url", "key"}
    assert fields["doi"] == "10.1000/a_b#%"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Diffusion-based ECG generation for GANs", "Diffusion-based {ECG} generation for {GANs}"),
        ("T1 to T2 with DiffuseVAE: a study", "{T1} to {T2} with {DiffuseVAE}: a study"),
        ("Chest X-ray synthesis", "Chest {X-ray} synthesis"),
        ("Synthesis of data at the Mayo clinic from noise", "Synthesis of data at the {Mayo} clinic from noise"),
        ("The (de)biasing Effect of GAN-Based Augmentation", "The (de)biasing Effect of {GAN-Based} Augmentation"),
        (r"An $\alpha$-GAN & co", r"An {$\alpha$}{-GAN} {\&} co"),
        (r"from ${$ to $}$ in $x^{2}$", r"from {\$}{\textbraceleft}{\$} to {\$}{\textbraceright}{\$} in {$x^{2}$}"),
        (r"$\input{secret}$ for $5", r"{\$}{\textbackslash}input{\textbraceleft}secret{\textbraceright}{\$} for {\$}5"),
    ],
)
def test_capitals_and_formulas(title: str, expected: str) -> None:
    assert protect(title, ascii_latex) == expected
