"""What is written in any format reads back the same, and nothing in it is a command: for every field that holds text."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from medsynth_catalog import FORMATS, Paper
from medsynth_catalog.audit import read_bibliography
from medsynth_catalog.citing import STYLES, cite
from medsynth_catalog.formats.bibtex.writing import DIALECTS, write_dialect
from medsynth_catalog.records import FORMS, Preprint
from medsynth_catalog.text import printable
from rows import every

# Ways out of a field, in every format that papers are written in, and letters beside them.
PIECES = (
    "},note={x", "}}", "{", "\\", "\\write18{id}", "\\input{x}", "\\immediate", "\\def", "%", "${x}$", "$\\alpha$", "$", "#", "&", "&lt;", "&#60;", "_", "^", "~", '"',
    "'", "`", "``", "``` ", "@misc{k,", " and ", " and others", "<script>alert(1)</script>", "<i>", "</span>", "<!--", "-->", '" onclick="x', "javascript:x",
    "https://a.bc/x", 'https://a.bc/"onx="y', "https://a.bc/</i>", "![a](b)", "[a](b)", "[a]: b", "](", "|", "||", "*", "**", "- a", "1. a", "# a", "> a", "---", "TY  - X",
    "ER  - ", "=1+1", "+", "a", "B c", "ECG", "É", "ß", "中", "😀", "T1-w", "--", "–", ":", ";", ".", "?", "!", "()", " ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).map(printable)
SAID = TEXTS.filter(lambda text: re.search(r"\w", text))
PAPERS = st.builds(
    Paper,
    key=st.just("aa2020study"),
    kind=st.sampled_from(["article", "inproceedings", "incollection", "dataset", "thesis", "webpage"]),
    title=SAID,
    names=st.lists(SAID.map(lambda text: f"{text.replace(',', ' ').strip() or 'A'}, Given"), min_size=1, max_size=2).map(tuple),
    year=st.just(2020),
    month=st.sampled_from([None, 5]),
    venue=SAID,
    volume=SAID,
    number=SAID,
    pages=SAID,
    publisher=SAID,
    doi=st.sampled_from(["10.1000/x", "10.1000/a_b#$&'()*+;=?@~[x]", "10.1002/(sici)17:15/16<1661::aid>3.0.co;2-2"]),
    code=st.sampled_from([None, "https://a.bc/(x)_~*'[]!$&+,;=%41#a"]),
    preprint=st.builds(Preprint, title=SAID, server=SAID, doi=st.just("10.1101/2020.01.01")),
    architecture=SAID,
)  # fmt: skip
BIBTEX_FIELDS = {
    "author", "title", "journal", "journaltitle", "booktitle", "howpublished", "organization", "school", "institution", "volume", "number", "pages", "publisher",
    "year", "month", "date", "doi", "url", "eprint", "eprinttype", "archiveprefix", "type",
}  # fmt: skip
COMMANDS = re.compile(r"\\(?:write|input|immediate|def)(?![A-Za-z])")


def plain(text: str) -> str:
    """Dashes, quotes and spaces have several spellings in LaTeX."""
    for letter, other in {
        "—": "-",
        "–": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "``": '"',
        "''": '"',
        "`": "'",
    }.items():
        text = text.replace(letter, other)
    return re.sub(r"-+", "-", re.sub(r"[\s'\"]+", "", text))


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=40)
@given(paper=PAPERS)
def test_bibtex(dialect: str, paper: Paper) -> None:
    text = write_dialect([paper], DIALECTS[dialect])
    read = read_bibliography(text)
    (entry,) = read.entries
    assert not read.broken and entry.missing_commas == ()
    assert {field.name for field in entry.fields} <= BIBTEX_FIELDS
    assert not COMMANDS.search(text)
    assert text.isascii() or dialect == "biblatex"
    assert text.count("\n@") + text.startswith("@") == 1
    with every() as row:
        for name in ("title", "venue", "volume", "number", "publisher"):
            names = {
                "venue": (
                    "journal",
                    "journaltitle",
                    "booktitle",
                    "howpublished",
                    "organization",
                    "school",
                    "institution",
                )
            }
            for written in names.get(name, (name,)):
                # A letter that no LaTeX command stands for is written by its number.
                numbered = dialect == "bibtex" and re.search("[中😀]", str(getattr(paper, name)))
                if (
                    written in entry.facts
                    and not numbered
                    and not (written == "publisher" and paper.publisher == paper.venue)
                ):
                    with row(written):
                        raw = next(field.value for field in entry.fields if field.name == written)
                        assert plain(_typeset(raw)) == plain(str(getattr(paper, name)))
        with row("doi"):
            assert entry.facts["doi"] == paper.doi


def _typeset(value: str) -> str:
    """A value in plain text, whichever field it stands in."""
    return read_bibliography(f"@misc{{k, title = {value}}}").entries[0].facts["title"]


@given(papers=st.lists(PAPERS, min_size=1, max_size=2))
def test_ris(papers: list[Paper]) -> None:
    text = FORMATS["ris"].write(papers)
    assert [line[:6] for line in text.splitlines() if not re.match(r"[A-Z][A-Z0-9]  - ", line)] == [""] * (
        len(papers) - 1
    )
    for paper, read in zip(papers, rispy.loads(text), strict=True):
        first, _, last = (paper.pages or "").partition("-")
        expected = {
            "title": paper.title, "secondary_title": paper.venue, "volume": paper.volume, "number": paper.number, "publisher": paper.publisher,
            "doi": paper.doi, "start_page": first, "end_page": last,
        }  # fmt: skip
        for name, value in expected.items():
            assert (read.get(name) or "").strip() == (value or "").strip(), name


@given(papers=st.lists(PAPERS, min_size=1, max_size=2))
def test_csl_json_and_json(papers: list[Paper]) -> None:
    for paper, item in zip(papers, json.loads(FORMATS["csl-json"].write(papers)), strict=True):
        assert (item["title"], item["volume"], item["issue"], item["page"], item["DOI"]) == (
            paper.title,
            paper.volume,
            paper.number,
            paper.pages,
            paper.doi,
        )
    for paper, item in zip(papers, json.loads(FORMATS["json"].write(papers)), strict=True):
        assert (item["title"], item["venue"], item["publisher"]) == (paper.title, paper.venue, paper.publisher)


class Html(HTMLParser):
    """The tags, the addresses and the text of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, tuple[str, ...]]] = set()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, tuple(name for name, _ in attrs)))
        self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


# What Markdown of ours never has, whatever a title says.
ALWAYS_FOREIGN = {"image", "code_inline", "fence", "code_block", "heading_open", "blockquote_open"}
ALLOWED = {
    ("div", ("class",)),
    ("div", ("class", "id")),
    ("a", ("href",)),
    ("i", ()),
    ("b", ()),
    ("sup", ()),
    ("sub", ()),
    ("span", ("style",)),
    ("u", ()),
}


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15)
@given(paper=PAPERS)
@example(
    paper=Paper(
        key="k",
        kind="article",
        title='https://a.bc/</i> and https://a.bc/"onx="y',
        venue="https://a.bc/</i>",
        year=2020,
    )
)
def test_html_of_references(style: str, paper: Paper) -> None:
    read = Html(cite([paper], style, "html"))
    assert read.tags <= ALLOWED
    assert read.open == []
    assert all(address.startswith(("http://", "https://")) for address in read.addresses)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found += [token, *(token.children or ())]
    return found


def _shown(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "text_special"))


@pytest.mark.parametrize("name", ["markdown", "markdown-table"])
@given(paper=PAPERS)
def test_markdown_of_papers(name: str, paper: Paper) -> None:
    tokens = _tokens(
        FORMATS[name].write([paper], ("title", "venue", "method")) if "table" in name else FORMATS[name].write([paper])
    )
    kinds = {token.type for token in tokens}
    assert not kinds & (ALWAYS_FOREIGN | {"html_inline", "html_block", "ordered_list_open"})
    links = [unquote(str(token.attrs["href"])) for token in tokens if token.type == "link_open"]
    assert set(links) <= {unquote(link) for link in (paper.link, paper.code) if link}
    assert re.sub(r"\s", "", paper.title or "") in re.sub(r"\s", "", _shown(tokens))
    assert sum(token.type in ("list_item_open", "tr_open") for token in tokens) == (2 if "table" in name else 1)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15)
@given(paper=PAPERS)
def test_markdown_of_references(style: str, paper: Paper) -> None:
    tokens = _tokens(cite([paper], style, "markdown"))
    kinds = {token.type for token in tokens}
    assert not kinds & (ALWAYS_FOREIGN | {"table_open", "bullet_list_open"})
    html = {token.content for token in tokens if token.type in ("html_inline", "html_block")}
    assert all(re.fullmatch(r"</?(?:sup|sub|span|u)(?: style=\"[^\"<>]*\")?>", tag) for tag in html)
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_the_identifiers_of_these_papers_are_sound() -> None:
    assert all(
        re.fullmatch(FORMS["doi"], doi)
        for doi in ("10.1000/a_b#$&'()*+;=?@~[x]", "10.1002/(sici)17:15/16<1661::aid>3.0.co;2-2")
    )
    assert re.fullmatch(FORMS["code"], "https://a.bc/(x)_~*'[]!$&+,;=%41#a")
