"""The command line as a reader meets it: whole outputs, one line and a hint for every mistake, the documented codes."""

import json
import os
import shlex
import stat
from pathlib import Path

import pytest

from medsynth_catalog import FACETS, Catalogue
from medsynth_catalog.cli.commands import COMMANDS
from shell import ONLY_FROZEN, ONLY_TOY, TOY, Golden, Medsynth

NOWHERE = str(Path("nowhere", "all.bib"))
ECG_DIFFUSION = {"shome2024region", "zama2023ecg", "adib2023synthetic", "alcaraz2023diffusion", "neifar2023diffecg"}


def test_the_main_job(medsynth: Medsynth, bundled: Catalogue) -> None:
    papers = json.loads(medsynth("search", "--modality", "ecg", "--type", "DM", "--format", "json").out)
    assert {paper["key"] for paper in papers} >= ECG_DIFFUSION
    diffusion = bundled.vocabulary.narrower("type", "diffusion")
    assert all("ecg" in paper["modality"] and diffusion & set(paper["type"]) for paper in papers)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "difusion"),
        ("search", "--columns", "doi,code"),
        ("list",),
        ("list", "--by", "evaluation"),
        ("list", "--by", "type", "-f", "json"),
        ("list", "--by", "venue", "-f", "keys"),
        ("show", "hostile2024title", "10.1016/j.cmpb.2023.107642"),
        ("terms", "evaluation"),
        ("terms", "scenario", "-f", "json"),
        ("terms", "role", "-f", "tsv"),
    ],
    ids="-".join,
)
def test_in_a_pipe(arguments: tuple[str, ...], medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth(*arguments, *ONLY_TOY)
    assert not ran.err or ran.err.startswith("read as: ")
    golden(f"pipe.{'-'.join(arguments).replace('/', '_')}", ran.out)


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("search", "-m", "egc"), "unknown modality 'egc': did you mean ecg? (see medsynth terms modality)", 2),
        (("search", "-t", "\x1b[31mqq"), "unknown type '␛[31mqq': see medsynth terms type", 2),
        (("search", "-m", "ecg+xyz"), "unknown modality 'xyz': see medsynth terms modality", 2),
        (
            ("search", "--year", "23"),
            "invalid year range '23': write 2023, 2021-2023, 2023.., ..2020, >=2023 or 2021,2023",
            2,
        ),
        (("search", "--year", "2023-2021"), "empty year range '2023-2021': did you mean 2021-2023?", 2),
        (("export", "-f", "bibtx"), "unknown format 'bibtx': did you mean bibtex?", 2),
        (("search", "--columns", "titel"), "unknown column 'titel': did you mean title?", 2),
        (("search", "--sort", "yaer"), "unknown order 'yaer': did you mean year?", 2),
        (("list", "--by", "modalty"), "unknown axis 'modalty': did you mean modality?", 2),
        (("search", "--source", "ibrahim"), "unknown source 'ibrahim': did you mean ibrahim2024?", 2),
        (
            ("search", "--exclude", "gan"),
            "invalid exclusion 'gan': write FACET=TERM, such as type=gan (facets: " + ", ".join(FACETS) + ")",
            2,
        ),
        (("terms", "modalities"), "unknown facet or term 'modalities': did you mean modality?", 2),
        (("terms", "-f", "bibtex"), "unknown format 'bibtex': choose one of table, json, tsv", 2),
        (
            ("search", "--limit", "-1"),
            "Invalid value for '--limit' / '-n': -1 is not in the range x>=0 (see medsynth search --help)",
            2,
        ),
        (
            ("search", "--modalty", "ecg"),
            "No such option: --modalty (Possible options: --data, --modality) (see medsynth search --help)",
            2,
        ),
        (("serach",), "unknown command 'serach': did you mean search?", 2),
        (("show",), "Missing argument 'KEY...' (see medsynth show --help)", 2),
        (
            ("show", "alcaraz2023difusion"),
            "no paper has the key 'alcaraz2023difusion': did you mean alcaraz2023diffusion?",
            1,
        ),
        (("show", "10.9999/none"), "no paper has the DOI '10.9999/none'", 1),
        (("show", "2399.00001"), "no paper has the arXiv id '2399.00001'", 1),
        (
            ("open", "neifar2023diffecg", "--code"),
            "neifar2023diffecg has no known code: see medsynth show neifar2023diffecg",
            1,
        ),
        (("search", "-o", NOWHERE), f"cannot write {NOWHERE}: No such file or directory", 1),
        (("search", "-o", "."), "cannot write .: is a folder", 1),
        (("search", "--catalog", "nowhere"), "no catalogue at nowhere: there is no such folder", 3),
        (("check", "nowhere"), "no catalogue at nowhere: there is no such folder", 3),
    ],
)
def test_a_mistake_is_one_line_and_a_hint(
    arguments: tuple[str, ...],
    said: str,
    code: int,
    medsynth: Medsynth,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = medsynth(*arguments, code=code)
    assert (ran.err, ran.out) == (f"medsynth: {said}\n", "")


@pytest.mark.parametrize(
    "name",
    [
        "alcaraz2023diffusion",
        "10.1016/J.COMPBIOMED.2023.107115",
        "https://doi.org/10.1016/j.compbiomed.2023.107115",
        "doi:10.1016/j.compbiomed.2023.107115",
        "2301.08227",
        "arXiv:2301.08227v2",
        "https://doi.org/10.48550/arXiv.2301.08227",
        "https://arxiv.org/abs/2301.08227",
        "http://arxiv.org/pdf/2301.08227v1.pdf",
    ],
)
def test_a_paper_answers_to_all_its_names(name: str, medsynth: Medsynth) -> None:
    assert medsynth("open", name, "--print").out == "https://doi.org/10.1016/j.compbiomed.2023.107115\n"


def test_of_several_unknown_keys_the_first_is_told(medsynth: Medsynth) -> None:
    for command in ("show", "cite", "open", "related"):
        said = medsynth(command, "nobody2020a", "nobody2021b", code=1).err
        assert said == "medsynth: no paper has the key 'nobody2020a': see medsynth search\n", command


def test_open_code(medsynth: Medsynth) -> None:
    assert (
        medsynth("open", "alcaraz2023diffusion", "--code", "--print").out
        == "https://github.com/AI4HealthUOL/SSSD-ECG\n"
    )


def test_an_empty_answer_is_an_answer_and_says_why(medsynth: Medsynth) -> None:
    ran = medsynth("search", *ONLY_FROZEN, "-m", "ecg", "-t", "vae", "-e", "privacy", "-f", "json")
    first, second = ran.err.splitlines()
    assert ran.out == "[]\n"
    assert first.startswith("no paper matches: --evaluation privacy removed the last ")
    assert second.startswith("nearest search with results: medsynth search --modality ecg --type vae (")
    nearest = second.partition("medsynth ")[2].partition(" (")[0].split()
    papers = json.loads(medsynth(*nearest, *ONLY_FROZEN, "-f", "json").out)
    assert f"({len(papers)} papers)" in second


def test_a_paper_with_two_terms_stands_under_both(medsynth: Medsynth) -> None:
    groups = {group["group"]: group for group in json.loads(medsynth("list", "--by", "type", "-f", "json").out)}
    assert "xia2023ecg" in groups["gan"]["papers"]
    assert "xia2023ecg" in groups["vae"]["papers"]
    assert all(group["count"] == len(group["papers"]) for group in groups.values())


@pytest.mark.parametrize("axis", ["year", *FACETS, "venue", "source"])
def test_every_paper_stands_in_a_group(axis: str, medsynth: Medsynth, bundled: Catalogue) -> None:
    groups = json.loads(medsynth("list", "--by", axis, "-f", "json").out)
    assert all(list(group) == ["group", "label", "count", "papers"] for group in groups)
    assert {key for group in groups for key in group["papers"]} == {paper.key for paper in bundled.papers}


def test_years_come_newest_first(medsynth: Medsynth) -> None:
    years = [line.split("\t")[0] for line in medsynth("list", "--by", "year").out.splitlines()]
    known = [year for year in years if year != "unknown"]
    assert years == [*sorted(known, reverse=True), *["unknown"] * (len(years) - len(known))]


def test_terms_as_objects(medsynth: Medsynth, bundled: Catalogue) -> None:
    entries = json.loads(medsynth("terms", "-f", "json").out)
    assert all(
        list(entry) == ["facet", "id", "label", "aliases", "broader", "definition", "count"] for entry in entries
    )
    for entry in entries[::5]:
        found = medsynth("search", f"--{entry['facet']}", entry["id"], "-f", "keys").out.split()
        assert len(found) == entry["count"]


def test_info_counts(medsynth: Medsynth, bundled: Catalogue) -> None:
    (facts,) = json.loads(medsynth("info", "-f", "json").out)
    assert facts["papers"] == len(bundled.papers)
    assert facts["verified"] == sum(paper.status == "verified" for paper in bundled.papers)
    assert f"together\t{facts['papers']} papers, {facts['verified']} verified\n" in medsynth("info").out


def test_catalogues_from_the_environment(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDSYNTH_CATALOG", str(TOY))
    assert len(medsynth("search", "--only-catalog", "-f", "keys").out.split()) == 8


def test_a_broken_catalogue_tells_every_problem(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.yaml").write_text("kind: poster\n", encoding="utf-8")
    (tmp_path / "papers" / "b.yaml").touch()
    ran = medsynth("search", "--catalog", str(tmp_path), code=3)
    assert ran.err.splitlines() == [
        "papers/a.yaml: kind: Invalid enum value 'poster'",
        "papers/b.yaml: is empty",
        f"medsynth: the catalogue at {tmp_path} has 2 problems",
    ]
    checked = medsynth("check", str(tmp_path), code=3)
    assert (checked.out.splitlines(), checked.err) == (ran.err.splitlines()[:2], "0 papers, 2 problems, 0 warnings\n")


def test_check_of_the_bundled_catalogue_has_only_warnings(medsynth: Medsynth) -> None:
    assert medsynth("check", "--quiet").out == ""
    assert all(line.startswith("warning: ") for line in medsynth("check").out.splitlines())


def test_a_file_is_written_whole_or_not_at_all(medsynth: Medsynth, tmp_path: Path) -> None:
    target = tmp_path / "refs.bib"
    assert medsynth("export", "-m", "ecg", "-o", str(target)) == ("", "", 0)
    assert target.read_bytes().decode("utf-8") == medsynth("export", "-m", "ecg").out
    medsynth("export", "-m", "eeg", "-o", str(target))
    assert target.read_bytes().decode("utf-8") == medsynth("export", "-m", "eeg").out
    medsynth("export", "-m", "egc", "-o", str(target), code=2)
    assert target.read_bytes().decode("utf-8") == medsynth("export", "-m", "eeg").out
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["refs.bib"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_file_has_the_usual_permissions_and_keeps_its_own(medsynth: Medsynth, tmp_path: Path) -> None:
    target = tmp_path / "refs.bib"
    medsynth("export", "-m", "ecg", "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~_umask()
    target.chmod(0o600)
    medsynth("export", "-m", "eeg", "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_stays_a_link(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("before", encoding="utf-8")
    try:
        (tmp_path / "link.json").symlink_to("real.json")
    except OSError as error:  # as on Windows for a user without the privilege
        pytest.skip(f"no link can be made here: {error}")
    medsynth("search", "-m", "ecg", "-f", "json", "-o", str(tmp_path / "link.json"))
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text(encoding="utf-8"))


def test_dash_is_stdout(medsynth: Medsynth) -> None:
    assert medsynth("export", "-m", "ecg", "-o", "-").out == medsynth("export", "-m", "ecg").out


def test_help_shows_examples_that_run(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command has help, and every example in it is a command line that works."""
    monkeypatch.chdir(tmp_path)
    listed = medsynth("--help").out
    for name in COMMANDS:
        assert f"\n  {name} " in listed
        _, _, examples = medsynth(name, "--help").out.partition("Examples:\n")
        lines = [line.strip().removeprefix("medsynth ") for line in examples.splitlines()]
        assert lines
        for line in lines:
            words = [
                str(TOY) if word in ("~/papers", "~/my-papers") else word
                for word in shlex.split(line.partition(" | ")[0])
            ]
            if "info" in words:
                words.append("--only-catalog")
            if "my-papers.index" in words:
                words.append("--only-catalog")
            expected = 3 if str(TOY) in words and "check" in words else 0
            if words[0] == "pick" or "--pick" in words:
                assert "pick needs a terminal" in medsynth(*words, code=2).err
            elif words[0] not in ("add", "coverage", "resolve") and (words[0] != "open" or "--print" in words):
                medsynth(*words, code=expected)


def test_bare_medsynth_is_help(medsynth: Medsynth) -> None:
    assert medsynth().out == medsynth("--help").out


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
