"""What comes back, and in which form: formats by the ending of a file, lines, groups, terms, and papers that are named in any way."""

import csv
import io
import json
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue, Facet, Query, search
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.glossary import term_profile
from rows import every
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Medsynth


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let stdin have a text."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_the_ending_of_a_file_chooses_its_format(medsynth: Medsynth, tmp_path: Path) -> None:
    expected = {
        "refs.bib": "bibtex", "refs.RIS": "ris", "refs.json": "json", "refs.jsonl": "jsonl", "refs.csv": "csv",
        "refs.tsv": "tsv", "refs.md": "markdown", "refs.txt": "lines", "refs.parquet": "parquet",
    }  # fmt: skip
    with every() as row:
        for name, form in expected.items():
            for command in ("search", "export"):
                with row(f"{command} -o {name}"):
                    assert medsynth(command, *ONLY_TOY, "-o", str(tmp_path / name)) == ("", "", 0)
                    written = (tmp_path / name).read_bytes()
                    medsynth(command, *ONLY_TOY, "-f", form, "-o", str(tmp_path / "plain"))
                    assert (tmp_path / "plain").read_bytes() == written
    assert {ending for form in ALL_FORMATS.values() for ending in form.endings} == {
        Path(name).suffix.lower() for name in expected
    } | {".ndjson"}


def test_a_file_without_an_ending_has_the_format_of_the_command(medsynth: Medsynth, tmp_path: Path) -> None:
    medsynth("export", *ONLY_TOY, "-o", str(tmp_path / "refs"))
    assert (tmp_path / "refs").read_text(encoding="utf-8").startswith("@")


def test_an_unknown_ending_is_refused_before_anything_is_written(medsynth: Medsynth, tmp_path: Path) -> None:
    ran = medsynth("export", *ONLY_TOY, "-o", str(tmp_path / "refs.docx"), code=2)
    assert ran.err == (
        "medsynth: no format has the ending '.docx': choose one of .json, .jsonl, .ndjson, .csv, .tsv, .md, .bib, .ris, "
        ".txt, .parquet, or name a format with --format\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_format_counts_more_than_an_ending_and_that_is_said(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.ris"
    assert medsynth("export", *ONLY_TOY, "-f", "csv", "-o", str(file)).err == (
        f"{file} is written as csv, as --format says, not as ris\n"
    )
    assert file.read_text(encoding="utf-8").startswith("key,year,")
    for name, form in (("refs.bib", "biblatex"), ("refs.json", "csl-json"), ("refs.docx", "ris")):
        assert medsynth("export", *ONLY_TOY, "-f", form, "-o", str(tmp_path / name)).err == ""


@pytest.mark.parametrize("command", ["search", "export"])
def test_keys_on_stdin_are_a_selection(command: str, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (
        "alcaraz2023diffusion\nneifar2023diffecg\n",
        "alcaraz2023diffusion\t2023\tA title\r\n\nneifar2023diffecg\t2023\n",
        "neifar2023diffecg  2023  DiffECG\nalcaraz2023diffusion     2023  A title of wu2021\nneifar2023diffecg",
        "2306.01875 https://doi.org/10.1016/j.compbiomed.2023.107115",
    ):
        give(monkeypatch, text)
        ran = medsynth(command, "-", *ONLY_FROZEN, "-f", "keys")
        assert (set(ran.out.split()), ran.err) == ({"alcaraz2023diffusion", "neifar2023diffecg"}, "")
    give(monkeypatch, "alcaraz2023diffusion\nshen2021mass\n")
    assert medsynth(command, "-", *ONLY_FROZEN, "-m", "ecg", "-f", "keys").out == "alcaraz2023diffusion\n"


def test_a_pipe_without_keys_or_with_a_wrong_one_selects_nothing(
    medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for text, said in (
        ("\n", "no keys on stdin: pipe some in, such as from medsynth search ecg -f keys"),
        ("alcaraz2023difusion", "no paper has the key 'alcaraz2023difusion': did you mean alcaraz2023diffusion?"),
    ):
        for arguments in (("search", "-"), ("list", "-"), ("export", "-"), ("cite", "-"), ("show", "-"), ("open", "-")):
            give(monkeypatch, text)
            assert medsynth(*arguments, code=1) == ("", f"medsynth: {said}\n", 1)
    give(monkeypatch, "")
    medsynth("export", "-", "-o", str(tmp_path / "refs.bib"), code=1)
    assert list(tmp_path.iterdir()) == []


def test_what_the_forms_of_a_pipe_print_is_read_back(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = set(medsynth("search", *ONLY_FROZEN, "-m", "ecg", "-f", "keys").out.split())
    assert len(keys) > 10
    for form in ("table", "lines", "keys"):
        give(monkeypatch, medsynth("search", *ONLY_FROZEN, "-m", "ecg", "-f", form).out)
        assert set(medsynth("search", "-", *ONLY_FROZEN, "-f", "keys").out.split()) == keys


def test_cite_takes_what_search_takes(medsynth: Medsynth) -> None:
    chosen = ("--author", "Strodthoff", *ONLY_FROZEN)
    assert medsynth("cite", *chosen).out == medsynth("cite", "alcaraz2023diffusion", *ONLY_FROZEN).out
    assert medsynth("cite", "alcaraz", *ONLY_FROZEN).out == medsynth("cite", *chosen).out
    empty = medsynth("cite", "-m", "ecg", "--year", "1999", *ONLY_FROZEN)
    assert (empty.out, empty.err.startswith("no paper matches: ")) == ("", True)
    assert medsynth("cite", code=2).err.startswith("medsynth: no papers to cite: ")
    assert medsynth("cite", "alcaraz2023difusion", *ONLY_FROZEN, code=1).out == ""


def test_named_papers_are_cited_in_the_order_of_their_names(medsynth: Medsynth) -> None:
    names = ("neifar2023diffecg", "10.1016/j.compbiomed.2023.107115")
    for order in (names, names[::-1]):
        cited = medsynth("cite", *order, "-s", "ieee", *ONLY_FROZEN)
        first = "Neifar" if order == names else "Lopez Alcaraz"
        assert first in cited.out.splitlines()[0]
        assert cited.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("diffusion based conditional ecg generation with structured state space models",),
        ("structured", "state", "space", "conditional", "ecg"),
        ("SSSD-ECG",),
    ],
)
def test_words_of_a_title_name_a_paper(words: tuple[str, ...], medsynth: Medsynth) -> None:
    said = (
        f"'{' '.join(words)}' is alcaraz2023diffusion  2023  "
        "Diffusion-based conditional ECG generation with structured state space models\n"
    )
    shown = medsynth("show", *words, *ONLY_FROZEN)
    assert (shown.out.splitlines()[0], shown.err) == ("key\talcaraz2023diffusion", said)
    assert medsynth("open", *words, *ONLY_FROZEN, "--print") == (
        "https://doi.org/10.1016/j.compbiomed.2023.107115\n", said, 0,
    )  # fmt: skip


def test_words_of_several_titles_list_them(medsynth: Medsynth) -> None:
    ran = medsynth("show", "diffusion", "ecg", *ONLY_FROZEN, code=1)
    *listed, last = ran.err.splitlines()
    assert ran.out == ""
    assert last.startswith("medsynth: 'diffusion ecg' may be ")
    assert last.endswith(": name one by its key")
    for line in listed:
        assert medsynth("show", line.split("  ")[0], *ONLY_FROZEN).out
    partial = medsynth("show", "transformer", "mammography", "zzyzx", *ONLY_FROZEN, code=1)
    assert partial.err.splitlines()[-1].startswith("medsynth: no paper has all of 'transformer mammography zzyzx': ")
    none = medsynth("show", "zzyzx", *ONLY_FROZEN, code=1)
    assert none.err == "medsynth: no paper has 'zzyzx' in its title: see medsynth search\n"


def test_open_takes_several_papers_or_none(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launch(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", launch)
    medsynth("open", "alcaraz2023diffusion", "2306.01875", *ONLY_FROZEN)
    assert opened == ["https://doi.org/10.1016/j.compbiomed.2023.107115", "https://arxiv.org/abs/2306.01875"]
    opened.clear()
    medsynth("open", "alcaraz2023diffusion", "neifar2023diffecg", "--code", *ONLY_FROZEN, code=1)
    assert opened == []


def test_groups_have_their_counts_in_every_form_of_rows(medsynth: Medsynth) -> None:
    asked = ("list", "--by", "type", *ONLY_FROZEN)
    groups = json.loads(medsynth(*asked, "-f", "json").out)
    for form, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        rows = list(csv.DictReader(io.StringIO(medsynth(*asked, "-f", form).out), dialect=dialect))
        assert [row | {"count": int(row["count"]), "papers": row["papers"].split()} for row in rows] == groups


def test_a_limit_of_list_is_one_of_groups(medsynth: Medsynth) -> None:
    for form in ("table", "csv", "json", "keys"):
        whole = medsynth("list", "--by", "year", *ONLY_FROZEN, "-f", form).out
        assert medsynth("list", "--by", "year", *ONLY_FROZEN, "-f", form, "-n", "0").out == whole
    lines = medsynth("list", "--by", "year", *ONLY_FROZEN).out.splitlines(keepends=True)
    assert medsynth("list", "--by", "year", *ONLY_FROZEN, "-n", "2").out == "".join(lines[:2])
    assert medsynth("list", "-f", "csv", "--columns", "title", code=2).out == ""


def test_a_group_that_would_start_a_formula_stays_text(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    paper = "title: A GAN\nauthors: ['Ho, J.']\nyear: 2020\nkind: article\nvenue: '=HYPERLINK(1)'\nurl: https://a.org/b\nevidence: [x]\n"
    (tmp_path / "papers" / "ho2020gan.yaml").write_text(paper, encoding="utf-8")
    ran = medsynth("list", "--by", "venue", "--catalog", str(tmp_path), "--only-catalog", "-f", "csv")
    assert ran.out.splitlines()[1] == "'=HYPERLINK(1),'=HYPERLINK(1),1,ho2020gan"


def test_no_identifier_in_a_table_is_a_number(bundled: Catalogue) -> None:
    """What pandas and spreadsheets make of a cell is that of `float`, and of a date of two numbers."""
    text = ALL_FORMATS["csv"].stream(bundled.papers, ("key", "doi", "arxiv", "url"))
    with every() as row:
        for cells in csv.DictReader(io.StringIO("".join(map(str, text)))):
            with row(cells["key"]):
                for name, cell in cells.items():
                    with pytest.raises(ValueError, match="could not convert"):
                        float(cell or "none")
                    assert not cell[:1].isdigit() or name == "doi"


@pytest.mark.parametrize("word", ["ecg", "chest x-ray", "EKG"])
def test_a_term_in_its_surroundings(word: str, medsynth: Medsynth, golden: Golden) -> None:
    golden(f"pipe.terms-{word.replace(' ', '-')}", medsynth("terms", *word.split(), *ONLY_FROZEN).out)


def test_the_surroundings_of_a_term_are_what_search_counts(medsynth: Medsynth, frozen: Catalogue) -> None:
    asked: list[tuple[Facet, str, Query]] = [
        ("modality", "ecg", Query(modality="ecg")),
        ("modality", "image", Query(modality="image")),
        ("type", "diffusion", Query(type="diffusion")),
    ]
    for facet, id_, query in asked:
        profile, papers = term_profile(frozen, facet, id_), search(frozen, query).papers
        assert profile.years == {
            year: count
            for year in sorted({str(paper.year) for paper in papers if paper.year}, reverse=True)
            if (count := sum(str(paper.year) == year for paper in papers))
        }
        for other, counts in profile.together.items():
            for term, count in counts.items():
                assert count == sum(term in paper.terms(other) for paper in papers), (id_, other, term)
        (found,) = json.loads(medsynth("terms", id_, *ONLY_FROZEN, "-f", "json").out)
        assert (found["count"], found["years"]) == (len(papers), profile.years)


def test_lines_are_cut_to_the_screen_and_whole_in_a_pipe(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = medsynth("search", *ONLY_FROZEN, "-f", "lines").out.splitlines()
    assert max(map(len, whole)) > 120
    monkeypatch.setenv("FORCE_COLOR", "1")
    for columns in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        ran = medsynth("search", *ONLY_FROZEN, "-f", "lines")
        lines = ran.out.splitlines()
        assert len(lines) == 22
        assert max(map(len, lines)) <= columns
        for cut, line in zip(lines, whole, strict=False):
            assert " ".join(line.split()).startswith(" ".join(cut.removesuffix("…").split()))
            assert cut.endswith("…") or cut.split() == line.split()
        assert ran.err == f"22 of {len(whole)} papers; --limit 0 shows all\n"
