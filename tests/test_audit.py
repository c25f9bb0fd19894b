"""Auditing a reader's own file: what is found, in whole outputs; that every seeded fault is named, and no innocent entry."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from judging import ask, complaints, judge
from medsynth_catalog import FORMATS, Catalogue, Paper
from medsynth_catalog.audit import (
    FINDING_KINDS,
    AuditedEntry,
    audit,
    entry_object,
    finding_lines,
    mend,
)
from medsynth_catalog.formats.bibtex.editing import decoded
from medsynth_catalog.formats.bibtex.reading import read_bibliography
from medsynth_catalog.formats.bibtex.writing import BIBLATEX, CLASSIC, Dialect, write_dialect
from medsynth_catalog.identity.names import same_person
from medsynth_catalog.records import Author
from rows import every
from shell import HERE, ONLY_FROZEN, Golden, Medsynth, Result

REFS = HERE / "audit" / "refs.bib"


def audited(text: str, catalogue: Catalogue) -> list[AuditedEntry]:
    return audit(read_bibliography(text), catalogue)


def kinds(one: AuditedEntry) -> set[str]:
    return {finding.kind for finding in one.findings}


def errors(one: AuditedEntry) -> set[str]:
    return {finding.kind for finding in one.findings if finding.kind != "missing-field"}


@pytest.mark.parametrize("dialect", [CLASSIC, BIBLATEX], ids=["bibtex", "biblatex"])
def test_our_own_export_is_without_findings(dialect: Dialect, bundled: Catalogue) -> None:
    found = audited(write_dialect(bundled.papers, dialect), bundled)
    with every() as row:
        for paper, one in zip(bundled.papers, found, strict=True):
            with row(paper.key):
                assert one.match is not None and one.match.paper.key == paper.key
                lacking = {"missing-field"} if paper.status == "partial" else set()
                assert kinds(one) <= lacking


def wrong_year(paper: Paper, chance: random.Random, _others: list[Paper]) -> Paper | None:
    # The year after its first may be that of a later version of a preprint.
    off = [-3, -2, 2, 3] if paper.kind == "preprint" else [-3, -2, 1, 2, 3]
    return replace(paper, year=paper.year + chance.choice(off)) if paper.year else None


def swapped_doi(paper: Paper, chance: random.Random, others: list[Paper]) -> Paper | None:
    other = chance.choice(others)
    return replace(paper, doi=other.doi) if paper.doi and paper is not other else None


def dropped_author(paper: Paper, chance: random.Random, _others: list[Paper]) -> Paper | None:
    names = list(paper.names)
    if names and paper.authors_complete:
        names.pop(chance.randrange(len(names)))
        return replace(paper, names=tuple(names))
    return None


def preprint_for_published(paper: Paper, _chance: random.Random, _others: list[Paper]) -> Paper | None:
    if paper.kind not in ("article", "inproceedings", "incollection") or not (paper.arxiv and paper.venue):
        return None
    year = (paper.preprint and paper.preprint.year) or paper.year
    if not any((paper.doi, paper.url, paper.volume, paper.pages)):
        return None  # no more is known than where it appeared, and nothing is mended from that
    facts = dict.fromkeys(("month", "volume", "number", "pages", "publisher", "doi", "url"))
    return replace(paper, kind="preprint", venue="arXiv", year=year, **facts)


def altered_title(paper: Paper, chance: random.Random, _others: list[Paper]) -> Paper | None:
    if not paper.title:
        return None
    words = paper.title.split()
    words[chance.randrange(len(words))] = chance.choice(["Novel", "Federated", "Robust", "Sparse"])
    return replace(paper, title=" ".join(words)) if " ".join(words) != paper.title else None


Fault = Callable[[Paper, random.Random, list[Paper]], Paper | None]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (wrong_year, "year"),
        (swapped_doi, "doi"),
        (dropped_author, "authors"),
        (preprint_for_published, "published"),
        (altered_title, "title"),
    ],
)
def test_seeded_faults_are_named_and_mended(fault: Fault, kind: str, bundled: Catalogue) -> None:
    """Half of the papers that can have the fault get it; all other entries must stay without findings."""
    chance = random.Random(7)
    with_doi = [paper for paper in bundled.papers if paper.doi]
    found = [fault(paper, chance, with_doi) if chance.random() < 0.5 else None for paper in bundled.papers]
    text = FORMATS["bibtex"].write([faulty or paper for faulty, paper in zip(found, bundled.papers, strict=True)])
    named = audited(text, bundled)
    faulty = [one for one, fault in zip(named, found, strict=True) if fault]
    assert len(faulty) > 100
    assert sum(errors(one) <= {kind, "version"} and bool(one.findings) for one in faulty) >= 0.97 * len(faulty)
    whole_ones = {paper.key for paper in bundled.papers if paper.status == "verified"}
    innocent = [one for one, fault in zip(named, found, strict=True) if fault is None and one.key in whole_ones]
    assert [one.key for one in innocent if one.findings] == []
    whole, entries = mend(text, named)
    assert entries == sum(any(finding.mend for finding in one.findings) for one in named)
    mendable = {one.key for one in named if one.findings and all(finding.mend for finding in one.findings)}
    assert len(mendable) >= 0.3 * len(faulty)
    assert [one.key for one in audited(whole, bundled) if one.findings and one.key in mendable] == []
    pairs = zip(read_bibliography(text).entries, read_bibliography(whole).entries, named, strict=True)
    assert [
        before.key
        for before, after, one in pairs
        if not one.findings and text[before.start : before.end] != whole[after.start : after.end]
    ] == []


@pytest.mark.parametrize(("program", "dialect"), [("bibtex", CLASSIC), ("biber", BIBLATEX)])
def test_preprints_made_published_compile(program: str, dialect: Dialect, bundled: Catalogue, tmp_path: Path) -> None:
    command = judge(program)
    found = [
        preprint_for_published(paper, random.Random(1), []) for paper in bundled.papers if paper.status == "verified"
    ]
    text = write_dialect([paper for paper in found if paper], dialect)
    whole, entries = mend(text, audited(text, bundled))
    assert entries == text.count("\n@") + 1
    (tmp_path / "refs.bib").write_text(whole, encoding="utf-8")
    (tmp_path / "doc.aux").write_text("\\citation{*}\n\\bibdata{refs}\n\\bibstyle{plain}\n", encoding="ascii")
    options = ("doc",) if program == "bibtex" else ("--tool", "--validate-datamodel", "-O", "out.bib", "refs.bib")
    assert complaints(ask(tmp_path, command, *options), "$^") == set()


def test_a_preprint_mended_for_biblatex_has_every_field_of_the_publication(bundled: Catalogue) -> None:
    found = {paper.key: preprint_for_published(paper, random.Random(1), []) for paper in bundled.papers}
    text = write_dialect([paper for paper in found.values() if paper], BIBLATEX)
    whole, _ = mend(text, audited(text, bundled))
    numbers = {entry.key: entry.facts.get("number") for entry in read_bibliography(whole).entries}
    assert any(numbers.values())
    sure = [paper for paper in bundled.papers if found[paper.key] and paper.status == "verified"]
    assert {paper.key: numbers[paper.key] for paper in sure} == {paper.key: paper.number for paper in sure}


def test_mending_twice_changes_nothing_more(frozen: Catalogue) -> None:
    text = REFS.read_text(encoding="utf-8")
    once, _ = mend(text, audited(text, frozen))
    twice, entries = mend(once, audited(once, frozen))
    assert (twice, entries) == (once, 0)


def test_report(medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("audit", str(REFS), *ONLY_FROZEN, code=1)
    golden("audit.pipe", f"{ran.out}\n{ran.err.replace(str(REFS), 'refs.bib')}")


@pytest.mark.parametrize("columns", [80, 120])
def test_report_on_a_screen(columns: int, terminal: Callable[..., Result], golden: Golden) -> None:
    golden(f"audit.screen.{columns}", terminal("audit", str(REFS), *ONLY_FROZEN, columns=columns, code=1).out)


def test_report_as_json(medsynth: Medsynth, golden: Golden) -> None:
    out = medsynth("audit", str(REFS), *ONLY_FROZEN, "-f", "json", code=1).out
    golden("audit.json", out)
    objects = json.loads(out)
    assert {finding["kind"] for one in objects for finding in one["findings"]} == set(FINDING_KINDS) - {"arxiv"}


def test_fix_changes_the_named_fields_alone(medsynth: Medsynth, golden: Golden, tmp_path: Path) -> None:
    mended_file = tmp_path / "mended.bib"
    ran = medsynth("audit", str(REFS), *ONLY_FROZEN, "--fix", "-o", str(mended_file), code=1)
    assert "9 entries fixed" in ran.err
    golden("audit.mended.bib", mended_file.read_text(encoding="utf-8"))
    assert medsynth("audit", str(REFS), *ONLY_FROZEN, "--fix", "-o", "-", code=1).out == mended_file.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-8-sig"])
def test_fix_keeps_the_encoding(codec: str, medsynth: Medsynth, tmp_path: Path) -> None:
    text = REFS.read_text(encoding="utf-8").replace("A reader's file", "Ein Leser — café").replace("\n", "\r\n")
    file = tmp_path / "refs.bib"
    file.write_bytes(text.encode(codec))
    medsynth("audit", str(file), "--fix", "-o", str(file), code=1)
    back, _ = decoded(file.read_bytes())
    assert back.lstrip("\ufeff").startswith("% Ein Leser — café: every kind of finding")
    assert "\n" not in back.replace("\r\n", "")
    assert medsynth("audit", str(file), code=1).err.count("title") == 0


def test_a_sound_file_is_no_finding(medsynth: Medsynth, tmp_path: Path) -> None:
    medsynth("export", "-m", "ecg", "-o", str(tmp_path / "refs.bib"))
    ran = medsynth("audit", str(tmp_path / "refs.bib"))
    assert ran.out == ""
    assert re.search(r"refs.bib: (\d+) entries, \1 of them in the catalogue\n  \1 in order, 0 with", ran.err)
    lines = [line.split("\t") for line in medsynth("audit", str(tmp_path / "refs.bib"), "--all").out.splitlines()]
    assert {(line[2], line[1] == line[4]) for line in lines} == {("ok", True)}
    assert all(int(line[5].rstrip("%")) >= 80 for line in lines)


def test_control_codes_of_a_file_reach_no_screen(
    medsynth: Medsynth, terminal: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(
        f"@misc{{\x1b[31mk, {TITLE}, author={{\x1b[2JHo}}, doi={{10.1000/\x1b}}, year={{2023}}}}", encoding="utf-8"
    )
    assert "\x1b" not in medsynth("audit", str(file), code=1).out
    assert "\x1b[31m" not in terminal("audit", str(file), code=1).out
    assert "\x1b" not in medsynth("audit", str(file), "-f", "json", code=1).out


def test_what_is_missing(medsynth: Medsynth, tmp_path: Path) -> None:
    refs = tmp_path / "refs.bib"
    medsynth("export", "-m", "ecg", "-t", "DM", "--year", "..2023", "-o", str(refs))
    everything = medsynth("search", "-m", "ecg", "-t", "DM", "-f", "keys").out.split()
    cited = medsynth("search", "-m", "ecg", "-t", "DM", "--year", "..2023", "-f", "keys").out.split()
    missing = medsynth("audit", str(refs), "--missing", "-m", "ecg", "-t", "DM", "-f", "keys").out.split()
    assert cited and missing == [key for key in everything if key not in cited]
    more = tmp_path / "more.bib"
    medsynth("audit", str(refs), "--missing", "-m", "ecg", "-t", "DM", "-f", "bibtex", "-o", str(more))
    assert [entry.key for entry in read_bibliography(more.read_text(encoding="utf-8")).entries] == missing
    ran = medsynth("audit", str(refs), "--missing", "-m", "ecg", "-t", "DM", "--year", "..2023")
    assert (ran.out, ran.err) == ("", f"nothing is missing: {len(cited)} papers selected, all cited in the file\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fix",), "no destination given: name a file with --output FILE, or - for stdout"),
        (("--fix", "--missing"), "--fix and --missing exclude each other: leave one out"),
        (("-m", "ecg"), "a selection of papers needs --missing: add --missing, or leave the selection out"),
        (("-f", "csv"), "--format csv writes papers, not findings: add --missing, or use table, json, sarif, github"),
        (("--missing", "-m", "egc"), "unknown modality 'egc': did you mean ecg? (see medsynth terms modality)"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], said: str, medsynth: Medsynth) -> None:
    assert medsynth("audit", str(REFS), *arguments, code=2).err == f"medsynth: {said}\n"


def test_a_file_that_is_no_bibliography(medsynth: Medsynth) -> None:
    assert medsynth("audit", str(HERE / "toy/papers/wikipedia2022psnr.yaml"), code=1).err.endswith(
        "wikipedia2022psnr.yaml contains no entries: is it a BibTeX, RIS or CSL-JSON file?\n"
    )


def test_a_file_that_is_not_there(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert medsynth("audit", "none.bib", code=1).err == "medsynth: cannot read none.bib: No such file or directory\n"


SSSD = "author={Lopez Alcaraz, Juan Miguel and Strodthoff, Nils}, year={2023}"
TITLE = "title={Diffusion-based conditional ECG generation with structured state space models}"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        # What readers write otherwise, and mean the same.
        (f"@article{{k, {TITLE}, author={{J. M. L. Alcaraz and N. Strodthoff}}, year=2023, journal={{CBM}}, doi={{10.1016/J.COMPBIOMED.2023.107115}}}}", set()),
        (f"@article{{k, {TITLE}, author={{Lopez Alcaraz, Juan Miguel and others}}, year=2023, journal={{CBM}}, url={{https://doi.org/10.1016/j.compbiomed.2023.107115}}}}", set()),
        (f"@article{{k, {TITLE}, author={{Lopez Alcaraz, Juan Miguel and Strodthoff, Nils and {{Example Consortium}} and Ho, J.}}, year=2023, journal={{CBM}}, doi={{10.1016/j.compbiomed.2023.107115}}}}", set()),
        # A preprint had another title and one author more: what counts is that it has appeared.
        ("@article{k, title={GANs Trained by a Two Time-Scale Update Rule Converge to a Nash Equilibrium}, author={Heusel, Martin and Ramsauer, Hubert and Unterthiner, Thomas and Nessler, Bernhard and Klambauer, G{\\\"u}nter and Hochreiter, Sepp}, journal={arXiv preprint arXiv:1706.08500}, year=2017}", {"published"}),
        # One fault each.
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CBM}}}}", {"missing-doi"}),
        (f"@misc{{k, {TITLE}, {SSSD}, eprint={{2301.08227}}, archiveprefix={{arXiv}}}}", {"published"}),
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CoRR}}, volume={{abs/2301.08227}}}}", {"published"}),
        (f"@misc{{k, {TITLE}, {SSSD}, doi={{10.48550/arXiv.2301.08227}}}}", {"published"}),
        (f"@article{{k, {TITLE}, author={{Strodthoff, Nils and Lopez Alcaraz, Juan Miguel}}, year=2023, journal={{CBM}}, doi={{10.1016/j.compbiomed.2023.107115}}}}", {"authors"}),
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CBM}}, doi={{10.1016/j.compbiomed.2023.999999}}}}", {"doi"}),
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CBM}}, doi={{10.1016/j.compbiomed.2023.107115}}, eprint={{2306.01875}}}}", {"arxiv"}),
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CBM}}, url={{https://doi.org/10.1038/s41598-023-34341-2}}}}", {"doi"}),
        (f"@article{{k, {TITLE}, {SSSD}, journal={{CBM}}, note={{Data: 10.5281/zenodo.1}}}}", {"missing-doi"}),
        # What looks like a paper and is none.
        (f"@article{{k, {TITLE}, author={{Ho, Jonathan and Jain, Ajay}}, year=2023, journal={{CBM}}}}", {"invented"}),
        ("@article{k, title={Diffusion-based conditional ECG generations with a structured state space model}, author={Ho, Jonathan}, year=2024}", {"invented"}),
        ("@article{k, title={On something else}, author={Ho, Jonathan}, year=2024, doi={10.1016/j.compbiomed.2023.107115}}", {"doi"}),
        # What the catalogue knows nothing of.
        ("@article{k, title={Generative adversarial networks}, author={Goodfellow, Ian and Bengio, Yoshua}, journal={Communications of the ACM}, year=2020}", set()),
        ("@article{k, title={On something else}, author={Ho, Jonathan}, year=2024, doi={10.1000/none}}", set()),
        ("@book{k, title={Diffusion}, author={Crank, John}, year=1975}", set()),
    ],
)  # fmt: skip
def test_single_entries(entry: str, expected: set[str], frozen: Catalogue) -> None:
    (one,) = audited(entry, frozen)
    assert errors(one) == expected


VALUES = st.one_of(
    st.text(st.sampled_from("aZé019 ,.{}\\$&%~-/:@#\"\n\x1b"), max_size=20),
    st.sampled_from(
        [
            "Diffusion-based conditional ECG generation with structured state space models",
            "Lopez Alcaraz, Juan Miguel and Strodthoff, Nils", "others", "and", "{}", ",",
            "10.1016/j.compbiomed.2023.107115", "2301.08227", "arXiv preprint arXiv:2301.08227", "2023", "abs/2301.08227",
        ]
    ),
)  # fmt: skip
NAMES = st.sampled_from(
    ["title", "author", "year", "date", "doi", "eprint", "url", "journal", "volume", "subtitle", "crossref"]
)


@given(fields=st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_any_entry_is_audited_and_mended_once(fields: list[tuple[str, str]], frozen: Catalogue) -> None:
    written = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    text = f"% above\n@article{{alcaraz2023diffusion,\n{written}\n}}\n% below\n"
    found = audited(text, frozen)
    assert all(finding_lines(one).count("\n") == max(1, len(one.findings)) for one in found)
    assert json.dumps(list(map(entry_object, found)))
    whole, entries = mend(text, found)
    assert (whole == text) or entries
    assert whole.startswith("% above\n@") and whole.endswith("% below\n")
    assert mend(whole, audited(whole, frozen))[0] == whole


@pytest.mark.parametrize("entry", ["@misc{alcaraz2023diffusion}", "@misc(alcaraz2023diffusion,\n)"])
def test_an_entry_of_a_key_alone_is_completed(entry: str, frozen: Catalogue) -> None:
    whole, entries = mend(entry, audited(entry, frozen))
    assert entries == 1
    (one,) = audited(whole, frozen)
    assert one.entry is not None and one.entry.facts["doi"] == "10.1016/j.compbiomed.2023.107115"
    assert one.findings == ()


def test_an_address_of_the_publisher_stays(frozen: Catalogue) -> None:
    facts = f"{TITLE}, {SSSD}, eprint={{2301.08227}}, archiveprefix={{arXiv}}"
    kept = f"@misc{{k, {facts}, url={{https://example.org/its/page}}}}"
    gone = f"@misc{{k, {facts}, url={{https://arxiv.org/abs/2301.08227}}}}"
    assert "url={https://example.org/its/page}" in mend(kept, audited(kept, frozen))[0]
    assert "url={https://doi.org/10.1016/j.compbiomed.2023.107115}" in mend(gone, audited(gone, frozen))[0]


def test_another_version_is_told_and_not_mended(frozen: Catalogue) -> None:
    facts = f"{TITLE}, author={{Lopez Alcaraz, Juan Miguel}}, year={{2023}}"
    (here,) = audited(f"@article{{k, {facts}, journal={{Computers in biology and medicine}}}}", frozen)
    (there,) = audited(f"@article{{k, {facts}, journal={{Workshop on Something Else}}}}", frozen)
    assert kinds(here) == {"authors", "missing-doi"}
    assert kinds(there) == {"venue", "authors", "missing-doi"}
    assert all(finding.mend for finding in here.findings)
    assert not any(finding.mend for finding in there.findings)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Author("Müller-Franzes", "Gustav"), Author("Mueller Franzes", "G."), True),
        (Author("Wang", "Li"), Author("Wang", "L."), True),
        (Author("Wang", "Li"), Author("Wang", "Xin"), False),
        (Author("van der Schaar", "Mihaela"), Author("Schaar", "M. van der"), True),
        (Author("Example Consortium"), Author("Example Consortium"), True),
        (Author("Ho", "Jonathan"), Author("Jain", "Ajay"), False),
    ],
)
def test_names_of_one_person(one: Author, other: Author, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same
