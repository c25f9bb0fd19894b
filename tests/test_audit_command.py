"""The ways of `medsynth audit` besides the plain report: what a reader decides, other forms of files and reports, services."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from loopback import Loopback
from medsynth_catalog import FORMATS, Catalogue
from medsynth_catalog.audit import Matcher, audit, audit_foreign, mend, read_any, read_bibliography
from medsynth_catalog.cache import cached
from medsynth_catalog.version import VERSION
from rows import every
from shell import HERE, ONLY_FROZEN, Golden, Medsynth

REFS = HERE / "audit" / "refs.bib"
SMALL = HERE / "audit" / "small.bib"
LATE = """@article{sssd, author={Lopez Alcaraz, Juan Miguel and Strodthoff, Nils}, year={2020}, journal={Comput. Biol. Med.},
  title={Diffusion-based conditional ECG generation with structured state space models},%s
  doi={10.1016/j.compbiomed.2023.107115}}
"""


def kinds_told(text: str) -> list[str]:
    return [line.split("\t")[2] for line in text.splitlines()]


def test_reports_for_other_programs(medsynth: Medsynth, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "audit")
    for format in ("sarif", "github"):
        told = medsynth("audit", "small.bib", *ONLY_FROZEN, "-f", format, code=1).out
        golden(f"audit.{format}", told.replace(f'"{VERSION}"', '"VERSION"'))
    log = json.loads(medsynth("audit", "refs.bib", *ONLY_FROZEN, "-f", "sarif", code=1).out)
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    lines = REFS.read_text(encoding="utf-8").splitlines()
    for result in log["runs"][0]["results"]:
        assert result["ruleId"] in rules
        assert lines[result["locations"][0]["physicalLocation"]["region"]["startLine"] - 1].lstrip().startswith("@")


def test_kinds_are_chosen(medsynth: Medsynth) -> None:
    assert set(kinds_told(medsynth("audit", str(REFS), *ONLY_FROZEN, "--only", "doi,duplicate", code=1).out)) == {
        "doi",
        "duplicate",
    }
    everything = kinds_told(medsynth("audit", str(REFS), *ONLY_FROZEN, code=1).out)
    without = kinds_told(medsynth("audit", str(REFS), *ONLY_FROZEN, "--ignore", "doi", "--ignore", "year", code=1).out)
    assert without == [kind for kind in everything if kind not in ("doi", "year")]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (LATE % "", ["year"]),
        (LATE % " % medsynth: ignore year", []),
        (LATE % " % medsynth: ignore venue, year", []),
        (LATE % " % medsynth: ignore all", []),
        (LATE % " % medsynth: ignore title", ["year"]),
        ("% medsynth: ignore year\n" + LATE % "", []),
        (LATE % " note = {medsynth: ignore year},", []),
        ("% medsynth: ignore year\n\n" + LATE % "", ["year"]),
    ],
)  # fmt: skip
def test_a_comment_keeps_a_kind_quiet(entry: str, expected: list[str], medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(entry, encoding="utf-8")
    assert kinds_told(medsynth("audit", str(file), *ONLY_FROZEN, code=bool(expected)).out) == expected
    mended = medsynth("audit", str(file), *ONLY_FROZEN, "--fix", "-o", "-", code=bool(expected)).out
    assert ("year={2020}" in mended) == (not expected)


def test_a_comment_with_a_slip_is_told(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(LATE % " % medsynth: ignore yaer", encoding="utf-8")
    assert (
        "a comment ignores 'yaer', which is not a kind of finding"
        in medsynth("audit", str(file), *ONLY_FROZEN, code=1).err
    )


def test_a_baseline_leaves_what_is_new(medsynth: Medsynth, tmp_path: Path) -> None:
    known, file = tmp_path / "known.json", tmp_path / "refs.bib"
    medsynth("audit", str(REFS), *ONLY_FROZEN, "-f", "json", "-o", str(known), code=1)
    assert medsynth("audit", str(REFS), *ONLY_FROZEN, "--baseline", str(known)).out == ""
    file.write_text(f"{LATE % ''}\n{REFS.read_text(encoding='utf-8')}", encoding="utf-8")
    told = medsynth("audit", str(file), *ONLY_FROZEN, "--baseline", str(known), code=1).out
    assert "\tyear\t2023, not 2020" in told
    assert "is not a report" in medsynth("audit", str(REFS), "--baseline", str(REFS), code=1).err


@pytest.mark.parametrize(("fail_on", "codes"), [("any", (1, 1)), ("error", (0, 1)), ("never", (0, 0))])
def test_the_exit_code_is_a_choice(fail_on: str, codes: tuple[int, int], medsynth: Medsynth) -> None:
    remarks = ("--only", "published,missing-doi")
    medsynth("audit", str(SMALL), *ONLY_FROZEN, *remarks, "--fail-on", fail_on, code=codes[0])
    medsynth("audit", str(SMALL), *ONLY_FROZEN, "--fail-on", fail_on, code=codes[1])


def test_a_diff_is_what_fix_changes(medsynth: Medsynth, tmp_path: Path) -> None:
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("patch is not installed")
    file = tmp_path / "refs.bib"
    shutil.copy(REFS, file)
    (tmp_path / "fix.diff").write_text(
        medsynth("audit", str(file), *ONLY_FROZEN, "--diff", code=1).out, encoding="utf-8"
    )
    fixed = medsynth("audit", str(file), *ONLY_FROZEN, "--fix", "-o", "-", code=1).out
    subprocess.run([patch, "-s", str(file), str(tmp_path / "fix.diff")], check=True, cwd=tmp_path)
    assert file.read_text(encoding="utf-8") == fixed


def test_mending_in_place_keeps_the_file_as_it_was(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    shutil.copy(REFS, file)
    said = medsynth("audit", str(file), *ONLY_FROZEN, "--fix", "-o", str(file), code=1).err
    assert f"the file as it was is in {file}.orig\n" in said
    assert (tmp_path / "refs.bib.orig").read_bytes() == REFS.read_bytes() != file.read_bytes()


def test_a_report_never_replaces_the_bibliography(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    shutil.copy(REFS, file)
    assert "the report would replace" in medsynth("audit", str(file), "-o", str(file), code=2).err
    assert file.read_bytes() == REFS.read_bytes()


@pytest.mark.parametrize("format", ["ris", "csl-json"])
def test_other_forms_are_audited_alike(format: str, frozen: Catalogue, medsynth: Medsynth, tmp_path: Path) -> None:
    papers = [paper for paper in frozen.papers if paper.status == "verified"]
    matcher = Matcher(frozen)
    text = "".join(FORMATS[format].write(papers))
    read = read_any(text)
    assert isinstance(read, list)
    with every() as row:
        for paper, one in zip(papers, audit_foreign(read, matcher), strict=True):
            with row(paper.key):
                assert one.match is not None and one.match.paper.key == paper.key
                assert [finding for finding in one.findings if finding.severity == "error"] == []
    file = tmp_path / "refs"
    file.write_text(text.replace("2023", "2019"), encoding="utf-8")
    assert "\tyear\t2023, not 2019" in medsynth("audit", str(file), *ONLY_FROZEN, code=1).out
    assert "only a BibTeX file can be mended" in medsynth("audit", str(file), "--fix", "-o", "-", code=2).err


def test_a_preprint_keeps_what_the_catalogue_lacks(frozen: Catalogue) -> None:
    entry = (
        "@article{k, title={Denoising Diffusion Probabilistic Models}, author={Ho, Jonathan and Jain, Ajay and Abbeel, Pieter},"
        " journal={arXiv preprint arXiv:2006.11239}, number={7}, year={2020}, annote={mine}}"
    )
    whole, entries = mend(entry, audit(read_bibliography(entry), frozen))
    (one,) = read_bibliography(whole).entries
    assert entries == 1
    assert (one.facts["number"], one.facts["annote"], one.facts["eprint"]) == ("7", "mine", "2006.11239")


def test_services_are_asked_for_what_the_catalogue_lacks(
    services: Loopback, medsynth: Medsynth, tmp_path: Path
) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(
        LATE % "" + "@misc{other, title={On something else}, author={Ho, Jonathan}, year={2020}}\n", encoding="utf-8"
    )
    ran = medsynth("audit", str(file), "--only-catalog", "--online", code=1)
    assert "\tyear\t2023, not 2020" in ran.out
    assert "not asked for: 1 entry without DOI and arXiv id\n" in ran.err
    assert len(services.asked) == 1
    again = medsynth("audit", str(file), "--only-catalog", "--online", "--offline", code=1)
    assert (again.out, len(services.asked)) == (ran.out, 1)


def test_what_no_service_answers_is_told(services: Loopback, medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@misc{k, title={T}, author={A, B}, year={2020}, doi={10.9999/none}}\n", encoding="utf-8")
    assert "not checked: 10.9999/none: 127.0.0.1 has no such DOI\n" in medsynth("audit", str(file), "--online").err
    shutil.rmtree(cached("online"), ignore_errors=True)
    said = medsynth("audit", str(file), "--online", "--offline").err
    assert "not checked: 10.9999/none: 127.0.0.1 is not asked with --offline" in said
    assert len(services.asked) == 1


def test_several_files_are_told_of_together(medsynth: Medsynth) -> None:
    both = medsynth("audit", str(SMALL), str(REFS), *ONLY_FROZEN, "-f", "github", code=1).out
    assert both == "".join(
        medsynth("audit", str(file), *ONLY_FROZEN, "-f", "github", code=1).out for file in (SMALL, REFS)
    )
    assert "take one file" in medsynth("audit", str(SMALL), str(REFS), "--diff", code=2).err


REPOSITORY = HERE.parent


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment as the action's first step leaves it, with the program of this test run."""
    program = tmp_path / "medsynth" / "bin" / "medsynth"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m medsynth_catalog "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return dict(os.environ) | {
        "RUNNER_TEMP": str(tmp_path),
        "FILES": "*.bib",
        "FAIL_ON": "error",
        "IGNORE": "",
        "SARIF": "",
    }


@pytest.mark.skipif(not (REPOSITORY / "audit" / "action.yml").exists(), reason="a wheel holds no action")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_action_audits_what_it_is_given(installed: dict[str, str], tmp_path: Path) -> None:
    action = yaml.safe_load((REPOSITORY / "audit" / "action.yml").read_text(encoding="utf-8"))
    script = action["runs"]["steps"][1]["run"]
    assert set(action["runs"]["steps"][1]["env"]) <= set(installed)
    (tmp_path / "refs.bib").write_text(LATE % "", encoding="utf-8")

    def run(**given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=tmp_path,
            env=installed | given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    found = run(SARIF="out.sarif")
    assert (found.returncode, found.stdout[:28]) == (1, "::error file=refs.bib,line=1")
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert run(IGNORE="year").returncode == 0
    assert run(FAIL_ON="never").returncode == 0
    assert "no file matches" in run(FILES="none/*.bib").stdout


@pytest.mark.skipif(not (REPOSITORY / ".pre-commit-hooks.yaml").exists(), reason="a wheel holds no hooks")
def test_the_hook_takes_the_files_that_it_is_given(medsynth: Medsynth) -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(hook["files"], "paper/refs.bib")
    medsynth(*hook["entry"].split()[1:], str(SMALL), str(REFS), code=1)
