"""Input that once broke something, each with what happens now. Work is counted, not timed; `benchmarks/run.py --only input` times."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from medsynth_catalog import Catalogue, MedsynthError, Paper, Query, QueryError, StyleError, search
from medsynth_catalog.audit import audit, mend, read_any, read_bibliography
from medsynth_catalog.cache import cached
from medsynth_catalog.citekeys import styled_keys
from medsynth_catalog.citing import STYLES, cite
from medsynth_catalog.errors import InputError
from medsynth_catalog.formats.bibtex.editing import changes
from medsynth_catalog.formats.bibtex.reading import LONGEST_LENT, MOST_LENT
from medsynth_catalog.formats.bibtex.values import LONGEST_MACRO
from medsynth_catalog.formats.bibtex.writing import DIALECTS, write_dialect
from medsynth_catalog.formats.latex.decoding import LONGEST as LONGEST_LATEX
from medsynth_catalog.formats.latex.decoding import plain_text
from medsynth_catalog.formats.markdown.parsing import LONGEST, MOST
from medsynth_catalog.intake import Refused, drafts, listed_works
from medsynth_catalog.limits import LONGEST_FIELD, MOST_BYTES, MOST_ENTRIES, MOST_FIELDS
from medsynth_catalog.loading.files import InvalidFileError, read_mapping
from medsynth_catalog.online import store
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.online.responses import InvalidResponseError, read_feed
from medsynth_catalog.records import FORMS
from rows import every
from shell import ONLY_FROZEN, Medsynth

ENTRY = """@article{{alcaraz,
  title = {{Diffusion-based conditional ECG generation with structured state space models}},
  author = {{Lopez Alcaraz, Juan Miguel and Strodthoff, Nils}},
  journal = {{Computers in Biology and Medicine}}, volume = {{163}}, pages = {{107115}},
  doi = {{10.1016/j.compbiomed.2023.107115}}{0}
}}
"""


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python a call goes through, a measure of its work that no busy machine changes."""
    count = 0

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def first(text: str) -> dict[str, str]:
    return dict(read_bibliography(text).entries[0].facts)


def mended(text: str, catalogue: Catalogue) -> str:
    return mend(text, audit(read_bibliography(text), catalogue))[0]


def test_macros_mean_what_bibtex_means_and_never_grow_without_end() -> None:
    with every() as row:
        for definition, value, meant in (
            ("@string{a = {x}}", "a # a", "xx"),
            ("@string{a = {x}} @string{b = a # {y}}", "b", "xy"),
            ("@string{a = {x}}\n@string{A = {y}}", "a", "y"),
            ("@string{a = a # a # a}", "a", "aaa"),
            ("@string{a = " + "a # " * 20 + "a}", "a", "a" * 21),
            ("@string{a = b}\n@string{b = a}", "b", "b"),
        ):
            with row(definition[:40]):
                assert first(f"{definition}\n@misc{{k, title = {value}}}")["title"] == meant
    doubling = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
    grown = first("@string{a0 = {xx}}\n" + doubling + "@misc{k, title = a59}")["title"]
    assert grown == "x" * LONGEST_MACRO


def test_work_grows_with_the_input() -> None:
    """Ten times the input takes at most some fourteen times as many steps; each of these once took many more."""

    def many(n: int) -> str:
        return "@misc{k, " + "a={b}, " * n + "}"

    shapes: dict[str, Callable[[int], object]] = {
        "entries that open": lambda n: read_bibliography("@misc{k, a={ " * n),
        "missing commas": lambda n: read_bibliography("@misc{k, a={b}\n c={d}}\n" * n),
        "fields to be removed": lambda n: changes(many(n), read_bibliography(many(n)).entries[0], None, {"a": None}),
        "entries that name one parent": lambda n: [
            list(one.facts.values())
            for one in read_bibliography(
                "@misc{k, crossref={p}}\n" * n + "@misc{p, " + "".join(f"f{k}={{v}}, " for k in range(n)) + "}"
            ).entries
        ],
        "keys of one name": lambda n: styled_keys(
            [Paper(key=f"a{k}", kind="article", names=("Aa, B",), year=2020) for k in range(n)], "authoryear"
        ),
    }
    with every() as row:
        for name, call in shapes.items():
            call(20)  # what is made once
            with row(name):
                assert steps(lambda call=call: call(1000)) < 14 * steps(lambda call=call: call(100))  # type: ignore[misc]


def test_no_letter_is_looked_at_again_and_again() -> None:
    """In a process that may use a minute of the processor, whoever else does; each of these once took more, most of them hours."""
    script = """
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
except ImportError:
    pass
from medsynth_catalog.formats.bibtex.people import read_people
from medsynth_catalog.formats.bibtex.values import plain
from medsynth_catalog.formats.foreign import page_range
from medsynth_catalog.formats.markdown.lists import title_of
from medsynth_catalog.formats.markdown.parsing import Link, Span
from medsynth_catalog.formats.ris.reading import read_ris
from medsynth_catalog.identity.names import split_names
from medsynth_catalog.intake import drafts
many = 500_000
for unit in (" ", ",", ", ", "a ", "Aa ", "and ", ";"):
    text = "Aa" + unit * (many // len(unit)) + "B"
    split_names(text)
    read_people(text)
    page_range(text)
    title_of(Span(text, text, text, (), (Link("pdf", "https://example.edu/x"),)))
page_range("1" + " " * many + "-" * many + " " * many + "2")
list(drafts("\\n" * many + "@misc{k, title={A study of x}, doi={10.1000/x}}"))
plain("title", "{" + "#" * 4_000_000 + "}", {})
list(read_ris("TY  - JOUR\\nTI  - A study\\n" + "x\\n" * 1_000_000 + "ER  - \\n"))
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_long_text_is_no_latex() -> None:
    assert plain_text(r"{\'e}" * 100) == "é" * 100
    long = r"{\'e}" * LONGEST_LATEX
    assert plain_text(long) == r"\'e" * LONGEST_LATEX


def test_long_pieces_of_markdown_are_refused() -> None:
    for text, line in (
        ("- A study of x" + "[" * LONGEST, 1),
        ("| title | doi |\n|---|---|\n| A study of x | 10.1000/x " + " b" * LONGEST + "|\n", 3),
        ("A study of x 10.1000/x" + "*" * LONGEST, 1),
    ):
        (refused,) = [one for one in drafts(text) if isinstance(one, Refused) and "longer" in one.reason]
        assert (refused.reason, refused.where) == ("is longer than 10,000 letters", f"line {line}")
    (draft,) = drafts("- **A study of x** 10.1000/x\n\n" + "No work is named in this long line. " * 200)
    assert not isinstance(draft, Refused)
    with pytest.raises(MedsynthError, match="it has 2,000,017 letters; at most 2,000,000 of Markdown are read"):
        list(drafts("- x 10.1000/x\n" + " " * MOST + "\n\n "))


def test_bibliographies_above_the_stated_sizes_are_refused() -> None:
    records = "TY  - JOUR\nER  - \n" * (MOST_ENTRIES + 1)
    macro = "@string{a = {" + "b" * LONGEST_MACRO + "}}\n"
    rows: tuple[tuple[str, Callable[[str], object], str, str], ...] = (
        ("entries that open", read_bibliography, "@misc{" * (MOST_ENTRIES + 1), "50,000 entries"),
        ("entries in brackets", read_bibliography, "@ (" * (MOST_ENTRIES + 1), "50,000 entries"),
        ("fields", read_bibliography, "@misc{k, " + "a=," * (MOST_FIELDS + 1) + "}", "1,000,000 fields"),
        ("a long field", read_bibliography, "@misc{k, a={" + "b" * LONGEST_FIELD + "}}", "1,000,000 letters in a field"),
        ("commands", read_bibliography, "".join("@misc{k, title={" + "$" * 250_001 + "}}" for _ in range(2)), "500,000 commands of LaTeX"),
        ("macros", read_bibliography, macro + "@misc{k, title = a}\n" * 600, "500,000 letters made by macros"),
        ("RIS", read_any, records, "50,000 entries"),
        ("RIS, drafted", lambda text: list(drafts(text)), records, "50,000 entries"),
        ("CSL-JSON", read_any, "[" + "{}," * MOST_ENTRIES + "{}]", "50,000 entries"),
        ("CSL-JSON, drafted", lambda text: list(drafts(text)), "[" + "{}," * MOST_ENTRIES + "{}]", "50,000 entries"),
        ("lines", lambda text: list(listed_works(text)), "a\n" * (MOST_ENTRIES + 1), "50,000 entries"),
    )  # fmt: skip
    with every() as row:
        for name, read, text, said in rows:
            refused = f"^cannot read the bibliography: it has more than {said}$"
            with row(name), pytest.raises(InputError, match=refused):
                read(text)


def test_the_largest_bibliographies_are_read() -> None:
    assert len(read_bibliography("@a{b}" * MOST_ENTRIES).entries) == MOST_ENTRIES
    assert (
        len(read_bibliography("@misc{k, a={" + "b" * (LONGEST_FIELD - 2) + "}}").entries[0].facts["a"])
        == LONGEST_FIELD - 2
    )


def test_a_file_above_the_stated_sizes_is_one_line(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@misc{" * (MOST_ENTRIES + 1), encoding="utf-8")
    for command in (("audit",), ("export", "-m", "ppg", "--append")):
        said = medsynth(*command, str(file), *ONLY_FROZEN, code=2).err
        assert said == f"medsynth: cannot read {file}: it has more than 50,000 entries\n"
    with file.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    for reading in (("audit",), ("add", "--print"), ("coverage",), ("export", "-m", "ppg", "--append")):
        said = medsynth(*reading, str(file), code=1).err
        assert said == f"medsynth: cannot read {file}: it has more than 64 MB\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_without_end_is_one_line(medsynth: Medsynth) -> None:
    assert medsynth("audit", "/dev/zero", code=1).err == "medsynth: cannot read /dev/zero: it has more than 64 MB\n"


def test_an_entry_lends_no_more_than_is_stated() -> None:
    fields = "".join(f"f{number} = {{v}}, " for number in range(MOST_LENT * 2))
    long = f"publisher = {{{'a' * LONGEST_LENT}}}, series = {{{'a' * (LONGEST_LENT + 1)}}}"
    text = f"@misc{{k, crossref = {{p}}, year = 2020}} @book{{p, title = {{T}}, year = 2019, {long}, {fields}}}"
    facts = read_bibliography(text).entries[0].facts
    assert (facts["booktitle"], facts["year"], len(facts["publisher"])) == ("T", "2020", LONGEST_LENT)
    assert "series" not in facts and len(facts) == 2 + MOST_LENT


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units")
def test_what_the_reader_of_latex_leaves_behind_is_collected(tmp_path: Path) -> None:
    """Commands run without the garbage collector, since most read nothing. These titles once took 190 MiB."""
    file = tmp_path / "refs.bib"
    file.write_text(
        "".join(f"@misc{{k{n}, title={{" + r"{\'e}$a$" * 1000 + "}}\n" for n in range(25)), encoding="utf-8"
    )
    script = (
        "import gc, resource, sys; gc.disable()\n"
        "from medsynth_catalog.cli import run\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "run(['audit', sys.argv[1]]); before = peak(); run(['audit', sys.argv[2]]); print(peak() - before)\n"
    )
    small = tmp_path / "small.bib"
    small.write_text("@misc{k, title={\\'e}}\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-c", script, small, file], capture_output=True, check=True)
    assert int(ran.stdout.split()[-1]) < 50 * 1024


def test_long_questions_are_refused(frozen: Catalogue) -> None:
    with pytest.raises(QueryError, match="text has 2,400 letters: at most 2,000 are looked for"):
        Query(text="a-" * 1200)
    with pytest.raises(QueryError, match="author has 3,000 letters"):
        Query(author=["a" * 1500] * 2)
    assert len(search(frozen, Query(text="ecg " * 400))) == len(search(frozen, Query(text="ecg")))


def test_an_entry_with_stray_words_is_left_as_it_is(frozen: Catalogue) -> None:
    with every() as row:
        for fault, changed in (
            (", year = 2021", ", year = {2023}"),
            (", year =,", ", year ={2023},"),
            (",\n  year = {2021} % TODO", ",\n  year = {2023} % TODO"),
            (", stray year = 2021", ", stray year = 2021"),
            (", year = 2021 # stray {b}", ", year = 2021 # stray {b}"),
            (", year = {2021} stray", ", year = {2021} stray"),
        ):
            with row(fault):
                assert mended(ENTRY.format(fault), frozen) == ENTRY.format(changed)


def test_half_a_letter_of_utf16_is_told_in_every_form(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    text = "\ufeff@misc{k\ud800, title={A study \udc00 of x}, year={2020}}"
    file.write_bytes(text.encode("utf-16-le", "surrogatepass"))
    with every() as row:
        for form in ("json", "sarif", "github", "table"):
            with row(form):
                medsynth("audit", str(file), "--all", "-f", form, *ONLY_FROZEN)
                medsynth("audit", str(file), "--all", "-f", form, "-o", str(tmp_path / "report"), *ONLY_FROZEN)
    (one,) = json.loads(medsynth("audit", str(file), "--all", "-f", "json", *ONLY_FROZEN).out)
    assert one["key"] == "k\ufffd"


def test_a_mend_that_the_encoding_of_the_file_lacks(
    medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medsynth_catalog import audit as auditing

    file = tmp_path / "refs.bib"
    file.write_bytes("@misc{k, title={é}, year={2020}}".encode("cp1252"))
    monkeypatch.setattr(auditing, "mend", lambda text, _: (text + "\u03bc", 1))
    ran = medsynth("audit", str(file), "--fix", "-o", str(tmp_path / "new.bib"), *ONLY_FROZEN, code=2)
    assert ran.err == f"medsynth: cannot write 'μ' to {file}, which is in cp1252: convert the file to UTF-8\n"
    assert not (tmp_path / "new.bib").exists()


@pytest.mark.parametrize(
    "value",
    [
        '!!int ""',
        "!!bool x",
        "!!timestamp x",
        "!!map [a]",
        "!!float x",
        "!!seq a",
        "!!binary ü",
        "!!set [a]",
        "!!omap x",
    ],
)
def test_tags_that_fit_no_value(value: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(f"title: {value}\n", encoding="utf-8")
    with pytest.raises(InvalidFileError) as raised:
        read_mapping(file)
    assert len(str(raised.value).splitlines()) == 1


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>t</title><id>i</id></info>
{0}<citation><layout><text variable="title"/></layout></citation><bibliography><layout>{1}</layout></bibliography></style>"""


def test_broken_styles_are_told_in_one_line(tmp_path: Path, toy: Catalogue) -> None:
    file = tmp_path / "style.csl"
    with every() as row:
        for macros, layout in (
            ('<macro name="a"><text macro="a"/></macro>', '<text macro="a"/>'),
            ("", '<text macro="&quot;"/>'),
            ("", '<text term="x" form="y"/><names variable="author"><name form="z"/></names>'),
            ("", '<date variable="issued" form="text"><date-part name="x"/></date>'),
            ("", '<choose><if type="x" match="y"><text value="v"/></if></choose>'),
            ("", "<choose><else/></choose>"),
            ("", '<number variable="x"/><label variable="page"/>'),
        ):
            with row(layout):
                file.write_text(STYLE.format(macros, layout), encoding="utf-8")
                try:
                    cite(toy.papers[:2], str(file))
                except StyleError as error:
                    assert str(error).isprintable()


@pytest.mark.parametrize("style", STYLES)
def test_any_letter_in_a_title_can_be_cited(style: str) -> None:
    for letter in "\ufffe\uffff\ud800\x00\x0b\ue000\ue001\ue002\x85":
        text = cite([Paper(key="k", kind="article", title=f"A{letter}b <i>c", venue="V", year=2020)], style, "html")
        assert "A\ufffdb &lt;i&gt;c" in text or letter == "\x85", hex(ord(letter))


def test_malformed_answers_of_services() -> None:
    for body in (
        b'<?xml version="1.0" encoding="none-such"?><feed/>',
        b'<?xml version="1.0" encoding="utf-7"?><feed/>',
        b"\xff",
        b"",
    ):
        with pytest.raises(InvalidResponseError):
            read_feed(body)
    entry = b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://arxiv.org/schemas/atom"><entry><id>http://arxiv.org/abs/2301.00001</id>%b</entry></feed>'
    (read,) = read_feed(entry % b'<x:primary_category term="cs.LG},note={x"/>').entries
    assert read.category is None


@pytest.mark.parametrize("asked", ["2026-11-01T00:00:00", "soon", 1, None])
def test_kept_facts_without_a_sound_date_are_asked_for_again(asked: object) -> None:
    address = "https://doi.org/10.1000/hostile"
    store.save_facts(address, (Facts({"title": "t"}, {}, "h", address, "i"),))
    (file,) = [path for path in cached("online").iterdir() if address in path.read_text(encoding="utf-8")]
    kept = json.loads(file.read_bytes())
    assert datetime.fromisoformat(kept["asked"]).tzinfo
    file.write_text(json.dumps(kept | {"asked": asked}), encoding="utf-8")
    assert store.load_facts(address) is None


def test_identifiers_are_held_to_their_grammar() -> None:
    hostile = {
        "doi": ["10.1000/a},note={\\immediate\\write18{id}},x={", "10.1000/a%b", "10.1000/ä", "10.1000/a\"b", "10.1000/a\\b", "10.١٠٠٠/a"],
        "url": ["https://a.b/\\", "https://a.b/}", "https://a.b/ä", 'https://a.b/"x', "https://a.b/a b", "javascript:a.b", "https://a.b/<x>"],
        "arxiv": ["٢٣٠١.08227", "2301.08227}", "2301.08227v1"],
        "arxiv_class": ["cs.CV}", "cs.CV\\x", "cs CV"],
        "publication_sought": ["٢026-01-01"],
    }  # fmt: skip
    with every() as row:
        for field, values in hostile.items():
            for value in values:
                with row(f"{field} {value}"):
                    assert not re.fullmatch(FORMS[field], value)
    assert re.fullmatch(FORMS["doi"], "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2")


def test_a_record_that_was_never_checked_leads_out_of_no_field(toy: Catalogue) -> None:
    way_out = "x},note={\\immediate\\write18{id}},y={\n@"
    paper = replace(
        toy.papers[0],
        key=way_out,
        doi=f"10.1000/{way_out}",
        url=way_out,
        arxiv=way_out,
        arxiv_class=way_out,
        kind="preprint",
    )
    for dialect in DIALECTS.values():
        read = read_bibliography(write_dialect([paper], dialect))
        assert not read.broken and len(read.entries) == 1
        assert "note" not in read.entries[0].facts
