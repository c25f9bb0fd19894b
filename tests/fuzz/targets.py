"""What is fed with hostile input: for each reader sound input, words of its form, and a call that ends well or in one clear line."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from medsynth_catalog import FORMATS, Catalogue, MedsynthError, Query, citing, load_catalogue, search
from medsynth_catalog.audit import (
    AuditedEntry,
    append,
    audit,
    audit_foreign,
    entry_object,
    finding_lines,
    github_lines,
    mend,
    read_any,
    read_bibliography,
)
from medsynth_catalog.citing import MARKUPS, STYLES, cite
from medsynth_catalog.cli import run
from medsynth_catalog.formats.bibtex.editing import decoded, encoded
from medsynth_catalog.formats.structured import to_json
from medsynth_catalog.index.reading import Index
from medsynth_catalog.index.sections import DamagedError
from medsynth_catalog.intake import Refused, drafts
from medsynth_catalog.loading import BUNDLED, pack_folder
from medsynth_catalog.loading.making import check_folder
from medsynth_catalog.online import store
from medsynth_catalog.online.facts import Facts, draft_facts, merge_drafts
from medsynth_catalog.online.responses import InvalidResponseError, read_csl, read_feed
from medsynth_catalog.online.services import ArxivService
from shell import HERE, TOY

FAULTLESS = {0, 1, 2, 3}
"""The exit codes of a command that ends by itself."""


@dataclass(frozen=True)
class Target:
    """A reader.

    Fields: `name`; `seeds`, which makes sound input; `tokens`, words and signs of its form; `feed`, which is called with
    input and a folder of its own, and raises whatever is a fault.
    """

    name: str
    seeds: Callable[[], list[bytes]]
    tokens: list[bytes]
    feed: Callable[[bytes, Path], None]


def _tokens(text: str) -> list[bytes]:
    return [word.encode() for word in text.split()]


@cache
def toy() -> Catalogue:
    """The catalogue of the tests."""
    return load_catalogue(TOY, bundled=False)


@cache
def _exported(name: str) -> bytes:
    return FORMATS[name].write(toy().papers[:6]).encode()


def _bibliography(data: bytes, _: Path) -> None:
    """Read, audited, mended, added to; what is mended or appended keeps every byte of the rest."""
    text, codec = decoded(data)
    assert encoded(text, codec) == data
    with suppress(MedsynthError):
        bibliography = read_any(text)
        if isinstance(bibliography, list):
            _told(audit_foreign(bibliography, toy()))
            return
        found = audit(bibliography, toy())
        _told(found)
        mended, _entries = mend(text, found)
        read_bibliography(mended)
        with suppress(MedsynthError):
            added = append(text, toy().papers[:2], toy(), key_style="acronym")
            assert added.text.startswith(text)


def _told(found: Sequence[AuditedEntry]) -> None:
    """What is told can be written in any form, and moves no terminal."""
    lines = "".join(map(finding_lines, found))
    assert all(letter.isprintable() or letter in "\n\t" for letter in lines)
    for text in (lines, to_json(list(map(entry_object, found))), "".join(github_lines(found, "refs.bib"))):
        text.encode()


def _document(data: bytes, __: Path) -> None:
    """Drafted or refused; a draft makes a paper."""
    with suppress(MedsynthError, UnicodeDecodeError):
        for one in drafts(data.decode(), toy().vocabulary):
            if not isinstance(one, Refused):
                _ = one.paper


def _folder(folder: Path, name: str, data: bytes) -> None:
    place = folder / "catalogue"
    if not place.exists():
        shutil.copytree(TOY, place)
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_bytes(data)
    with suppress(MedsynthError):
        _, problems = check_folder(place, Catalogue())
        assert all(str(problem).isprintable() for problem in problems)


def _paper_file(data: bytes, folder: Path) -> None:
    _folder(folder, "papers/suh2024timeautodiff.yaml", data)


def _vocabulary(data: bytes, folder: Path) -> None:
    _folder(folder, "vocabulary/modality.yaml", data)


def _tables(data: bytes, folder: Path) -> None:
    _folder(folder, "sources.yaml", data)


@cache
def _packed() -> bytes:
    return pack_folder(TOY, bundled=False)


def _index(data: bytes, _: Path) -> None:
    """A damaged index is found out at once, or replaced in the middle of an answer; no answer differs."""
    try:
        index = Index(data, "damaged", _packed)
    except DamagedError:
        return
    assert _everything(index) == _sound()


def _everything(index: Index) -> object:
    papers = [index.paper(number) for number in range(len(index))]
    tables = index.terms, index.term_spellings, index.sources, index.venues, index.venue_spellings, index.rejected
    return papers, index.papers(), index.stored_places(), index.words, index.numbers, index.group("type"), tables


@cache
def _sound() -> object:
    return _everything(Index(_packed(), "sound"))


ADDRESS = "https://doi.org/10.1000/x"


@cache
def _facts() -> bytes:
    facts = Facts(read_csl(_CSL), {"doi": "10.1000/x"}, "doi.org", ADDRESS, "content negotiation")
    store.save_facts(ADDRESS, (facts,))
    return _place().read_bytes()


def _place() -> Path:
    return store._place(ADDRESS)


def _kept_facts(data: bytes, _: Path) -> None:
    _place().parent.mkdir(parents=True, exist_ok=True)
    _place().write_bytes(data)
    if kept := store.load_facts(ADDRESS):
        assert kept.fresh in (True, False)
        for facts in kept.found:
            _drafted(facts)


def _drafted(facts: Facts) -> None:
    draft = draft_facts(facts)
    if not isinstance(draft, Refused):
        _ = merge_drafts([draft, draft]).paper


_CSL = json.dumps({
    "type": "journal-article", "title": ["A study of x"], "subtitle": ["and y"], "author": [{"family": "Aa", "given": "B"}, {"name": "C"}],
    "issued": {"date-parts": [[2024, 5]]}, "container-title": "Venue", "volume": "1", "issue": 2, "page": "3-4", "DOI": "10.1000/X",
    "institution": [{"name": "bioRxiv"}], "publisher": "Who",
}).encode()  # fmt: skip
_FEED = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'
    b"<id>http://arxiv.org/abs/2301.08227v1</id><published>2023-01-19T00:00:00Z</published><title>A study\n of x</title>"
    b"<author><name>Aa van B</name></author><arxiv:doi>10.1000/x</arxiv:doi><arxiv:journal_ref>J</arxiv:journal_ref>"
    b'<arxiv:primary_category term="cs.LG"/></entry></feed>'
)


def _agency(data: bytes, _: Path) -> None:
    with suppress(InvalidResponseError):
        _drafted(Facts(read_csl(data), {"doi": "10.1000/x"}, "doi.org", ADDRESS, "content negotiation"))


def _arxiv(data: bytes, _: Path) -> None:
    with suppress(InvalidResponseError):
        service = ArxivService("https://export.arxiv.org/api/query", None, False, lambda _: nullcontext())
        for entry in read_feed(data).entries:
            _drafted(service._facts(entry))


def _style(data: bytes, folder: Path) -> None:
    style = folder / "style.csl"
    style.write_bytes(data)
    for markup in MARKUPS:
        with suppress(MedsynthError):
            cite(toy().papers[:2], str(style), markup)


def _styles() -> list[bytes]:
    places = (Path(citing.__file__).parent / "styles").glob("*.csl")
    return [place.read_bytes() for place in places if place.stem in STYLES and place.stat().st_size < 20_000]


def _question(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "surrogateescape")
    with suppress(MedsynthError):
        list(search(toy(), Query(text=text)))
    option, _equals, value = text.partition("=")
    if option in Query.__struct_fields__ and option != "has_code":
        with suppress(MedsynthError):
            list(search(toy(), Query(**{option: value})))  # type: ignore[arg-type]


def _arguments(data: bytes, _: Path) -> None:
    words = [word for word in data.decode("utf-8", "surrogateescape").split("\n") if word and "\0" not in word]
    if not {"--to", "-o", "--output", "--append", "resolve", "--online", "open", "pack", "--install-completion"} & set(words) and not any(
        word.startswith(("-o", "--ou", "--app", "--ap", "--to", "--on", "--ins")) for word in words
    ):  # fmt: skip
        code = run(words)
        assert code in FAULTLESS, f"exit code {code}"


_WORDS = """@article{ @misc( @string{ @comment{ @preamble{ @ title author year doi journal eprint crossref = { } ( ) # , and others \\'e {\\"u} $x$ % \\& -- 10.1000/x"""
_MARKDOWN = b"""# ECG

| Title | Authors | Venue & Year | DOI | Code |
|---|---|---|---|---|
| [A study of x](https://example.edu/x) | Aa, B. et al. | MICCAI 2023 | 10.1000/x | [code](https://github.com/a/b) |

- [**A study of y**](https://arxiv.org/abs/2301.08227), A. Bb and C. Dd, 2023. [[code]](https://github.com/a/c)
1. **A study of z**, Ee et al, *Venue* 2020 [paper](https://doi.org/10.1000/z)

> 10.1000/q is quoted

[a]: https://arxiv.org/abs/2302.00001
"""
_RUNS = [
    "search\n--modality\necg\n--type\nDM\n-f\njson", "search\ncounterfactual brain\n--year\n2023..", "list\n--by\nyear", "show\nsuh2024timeautodiff",
    "cite\nsuh2024timeautodiff\n--style\napa\n--format\nhtml", "export\n-f\nbibtex\n--key-style\nacronym", "terms\nmodality", "info", "check\n--quiet",
    "audit\n/dev/null\n--all", "search\n--exclude\ntype=gan\n--author\nAa\n--columns\nkey,title\n--sort\n-year\n-n\n3", "--version", "search\n--help",
]  # fmt: skip

TARGETS = (
    Target("BibTeX", lambda: [_exported("bibtex"), _exported("biblatex"), (HERE / "audit" / "small.bib").read_bytes()], _tokens(_WORDS), _bibliography),
    Target("RIS", lambda: [_exported("ris")], _tokens("TY ER AU TI PY DO KW - TY\x20\x20-"), _document),
    Target("RIS, audited", lambda: [_exported("ris")], _tokens("TY ER AU TI PY DO KW -"), _bibliography),
    Target("CSL-JSON", lambda: [_exported("csl-json"), b"[" + _CSL + b"]"], _tokens('null true [] {} "" 1e999 NaN -1 "title" "author" \\ud800 [[ {"a":'), _document),
    Target("CSL-JSON, audited", lambda: [_exported("csl-json"), b'{"items": [' + _CSL + b"]}"], _tokens('null true [] {} "" 1e999 NaN -1 "id" \\ud800'), _bibliography),
    Target("Markdown", lambda: [_MARKDOWN, _exported("markdown"), _exported("markdown-table")], _tokens("# - * | ``` [a]( <br> ** et al 2023 10.1000/x arXiv: &amp; > ---"), _document),
    Target("BibTeX, drafted", lambda: [_exported("bibtex")], _tokens(_WORDS), _document),
    Target("paper files", lambda: [path.read_bytes() for path in sorted((TOY / "papers").glob("*.yaml"))], _tokens("!!int !!bool !!map !!binary !!timestamp !!set !!omap !!python/name:os & * <<: {} [] null ~ | > ? - --- ... % title: authors: year: doi:"), _paper_file),
    Target("vocabulary files", lambda: [path.read_bytes() for path in sorted((BUNDLED / "vocabulary").glob("[st]*.yaml"))], _tokens("!!int !!bool & * {} [] null label: broader: aliases: definition:"), _vocabulary),
    Target("tables", lambda: [(BUNDLED / "sources.yaml").read_bytes()[:4000].rpartition(b"\n\n")[0]], _tokens("!!int !!bool & * {} [] null title: what: editions: url:"), _tables),
    Target("index files", lambda: [_packed()], [b"medsynth1\n"], _index),
    Target("kept facts", lambda: [_facts()], _tokens('null [] {} "asked" "2026-01-01T00:00:00" "2026-01-01" \\ud800 1'), _kept_facts),
    Target("answers of doi.org", lambda: [_CSL], _tokens('null true [] {} "" 1e999 -1 \\ud800 [[ "title" "author"'), _agency),
    Target("answers of arXiv", lambda: [_FEED], _tokens('<?xml encoding="x"?> <?xml version="1.0" encoding="UTF-7"?> <!DOCTYPE a> <!ENTITY &#0; &a; <entry> </entry> <id/> xmlns="" term=""'), _arxiv),
    Target("CSL styles", _styles, _tokens('<text/> <names/> <choose> macro="author" variable="" form="" <group> </group> <layout> <bibliography> <?xml encoding="x"?> <info/> name="" xmlns=""'), _style),
    Target("questions", lambda: [b"counterfactual brain", b"ecg diffusion since 2020", b'"very words" NOT gan OR vae -mri', b"modality=ecg,mri+ct", b"year=2020..2022", b"author=Suh, N", b"exclude=type=gan"], _tokens('AND OR NOT " - ecg gan 2020.. with code et al arXiv: 10.1000/x , + ='), _question),
    Target("arguments", lambda: [text.encode() for text in _RUNS], _tokens("--year --modality --limit -n -f --columns --sort --by --catalog --only-catalog -- - --help json csv 0 -1 9e9 \n"), _arguments),
)  # fmt: skip
"""Every reader."""


def only_cache(folder: Path) -> None:
    """Keep what the program caches in a folder, for a process that only feeds targets."""
    os.environ["XDG_CACHE_HOME"] = str(folder)
    os.environ["MEDSYNTH_CATALOG"] = str(TOY)
    os.environ["TERM"] = "dumb"
