"""`export --append`: what isn't there yet is added, all else stays byte for byte, and twice is once; and keys in styles."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsynth_catalog import Catalogue, Paper
from medsynth_catalog.audit import append
from medsynth_catalog.citekeys import KEY_STYLES, claim_key, styled_keys
from medsynth_catalog.formats.bibtex.editing import appended
from medsynth_catalog.formats.bibtex.reading import read_bibliography
from medsynth_catalog.formats.bibtex.writing import CLASSIC, DIALECTS
from medsynth_catalog.records import Part
from shell import HERE, ONLY_FROZEN, Medsynth

REFS = HERE / "audit" / "refs.bib"
TITLE = "Diffusion-Based Conditional {ECG} Generation With Structured State Space Models"


@pytest.mark.parametrize("format", DIALECTS)
@pytest.mark.parametrize("style", KEY_STYLES)
def test_twice_is_once(format: str, style: str, medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes(REFS.read_bytes())
    arguments = ("export", "-m", "ecg,eeg", "-f", format, "--key-style", style, "--append", str(file))
    assert "already there" in medsynth(*arguments).err
    once = file.read_bytes()
    assert once.startswith(REFS.read_bytes())
    modified = file.stat().st_mtime_ns
    assert medsynth(*arguments).err.splitlines()[-1].startswith(f"0 papers added to {file}, ")
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (once, modified)
    keys = [entry.key for entry in read_bibliography(once.decode()).entries]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("there", "added"),
    [
        ("", 1),
        ("@misc{other, title={Something else}, year=2020}", 1),
        ("@misc{alcaraz2023diffusion}", 0),
        ("@misc{x, doi={https://doi.org/10.1016/J.compbiomed.2023.107115}}", 0),
        ("@misc{x, url={https://arxiv.org/abs/2301.08227v2}}", 0),
        (f"@misc{{x, title={{{TITLE}}}, author={{N. Strodthoff}}}}", 0),
        (f"@misc{{x, title={{{TITLE}}}, author={{J. Ho}}}}", 1),
    ],
)
def test_what_counts_as_there(there: str, added: int, medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(there, encoding="utf-8")
    said = medsynth("export", "alcaraz2023diffusion", "--append", str(file)).err
    assert said == f"{added} paper{'s' * (added != 1)} added to {file}, {1 - added} already there\n"


@pytest.mark.parametrize(
    ("begun", "between"),
    [("", ""), ("% c", "\n\n"), ("% c\n", "\n"), ("% c\n\n", ""), ("% c\r\n", "\r\n"), ("% c\r\nx", "\r\n\r\n")],
)
def test_line_ends_are_those_of_the_file(begun: str, between: str, toy: Catalogue) -> None:
    text = appended(read_bibliography(begun), toy.papers[:2], CLASSIC)
    assert text.startswith(begun + between + "@")
    assert ("\r\n" in text) == ("\r\n" in begun)
    assert text.count("\r") == (text.count("\n") if "\r\n" in begun else 0)


def test_a_new_file_is_an_export(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    medsynth("export", "-m", "ppg", "--append", str(file))
    assert file.read_text(encoding="utf-8") == medsynth("export", "-m", "ppg").out


def test_a_key_of_another_work_is_told_or_avoided(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@misc{alcaraz2023diffusion, title={Else}}\n@misc{ALCARAZ2023, title={Else}}\n", encoding="utf-8")
    ran = medsynth("export", "alcaraz2023diffusion", "--append", str(file), code=1)
    assert f"not added: alcaraz2023diffusion: {file} has another work under this key\n" in ran.err
    medsynth("export", "alcaraz2023diffusion", *ONLY_FROZEN, "--append", str(file), "--key-style", "authoryear")
    assert "@article{alcaraz2023b,\n" in file.read_text(encoding="utf-8")


def test_an_encoding_that_lacks_a_letter(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes("% café\n".encode("cp1252"))
    said = medsynth("export", "--author", "Połacin", "-f", "biblatex", "--append", str(file), code=2).err
    assert said == f"medsynth: cannot write 'ł' to {file}, which is in cp1252: use --format bibtex\n"
    assert file.read_bytes() == "% café\n".encode("cp1252")
    medsynth("export", "--author", "Połacin", "--append", str(file))
    assert file.read_bytes().startswith("% café\n".encode("cp1252"))


def test_broken_entries_are_told(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@misc{a title={b}}\n", encoding="utf-8")
    said = medsynth("export", "-m", "ppg", "-n", "1", "--append", str(file)).err
    assert f"{file}:1: cannot be read: " in said


def test_behind_an_open_entry_nothing_is_added(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("@misc{a, title={b}}\n@misc{c, title={d\n", encoding="utf-8")
    said = medsynth("export", "-m", "ppg", "--append", str(file), code=1).err
    assert said == f"medsynth: cannot add to {file}: the entry in line 2 is not closed\n"
    assert file.read_text(encoding="utf-8") == "@misc{a, title={b}}\n@misc{c, title={d\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_stays_so(codec: str, medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes("@misc{a, title={café}}\n".encode(codec))
    medsynth("export", "-m", "ppg", "-n", "1", "--append", str(file))
    assert file.read_bytes().decode(codec).startswith("@misc{a, title={café}}\n\n@")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--append", "x.bib", "-o", "y.bib"), "--append and --output exclude each other: leave one out"),
        (("--append", "x.bib", "-f", "ris"), "unknown format 'ris': choose one of bibtex, biblatex"),
        (("--key-style", "acronim"), "unknown key style 'acronim': did you mean acronym?"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], said: str, medsynth: Medsynth) -> None:
    assert medsynth("export", "-m", "ppg", *arguments, code=2).err == f"medsynth: {said}\n"


@pytest.mark.parametrize("style", KEY_STYLES)
def test_no_two_papers_have_one_key(style: str, bundled: Catalogue) -> None:
    keys = styled_keys(bundled.papers, style)
    assert len(set(keys.values())) == len(bundled.papers)
    assert all(key.isascii() and key.isalnum() for key in keys.values())
    assert keys == styled_keys(bundled.papers[::-1], style)


@pytest.mark.parametrize("style", KEY_STYLES)
def test_no_key_is_written_that_the_file_has(style: str, frozen: Catalogue) -> None:
    """Whatever its case; BibTeX takes such keys for the same."""
    papers = frozen.papers[:40]
    keys = styled_keys(frozen.papers, style)
    taken = "".join(
        f"@misc{{{keys[paper.key].upper()}, title={{Of something else, {paper.year}}}}}\n" for paper in papers[::2]
    )
    text = append(taken, papers, frozen, "bibtex", style).text
    written = [entry.key.casefold() for entry in read_bibliography(text).entries]
    assert len(written) >= 40 and len(set(written)) == len(written)


def test_styles(medsynth: Medsynth) -> None:
    def keys(style: str) -> list[str]:
        return medsynth("export", "SSSD-ECG", "alcaraz", *ONLY_FROZEN, "-f", "keys", "--key-style", style).out.split()

    assert keys("catalogue") == ["alcaraz2023diffusion"]
    assert keys("authoryear") == ["alcaraz2023"]
    assert keys("acronym") == ["sssdecg"]


@given(
    st.lists(st.tuples(st.sampled_from(["Ho", "Wang"]), st.sampled_from([2020, None]), st.sampled_from(["GAN", None])))
)
def test_keys_never_collide(drawn: list[tuple[str, int | None, str | None]]) -> None:
    papers = [
        Paper(key=f"k{index}", kind="article", names=(f"{family}, A.",), year=year, architecture=method)
        for index, (family, year, method) in enumerate(drawn)
    ]
    for style in KEY_STYLES:
        assert len(set(styled_keys(papers, style).values())) == len(papers)


def test_letters_go_on_after_z() -> None:
    taken: set[str] = set()
    assert [claim_key("k", taken) for _ in range(28)][-3:] == ["kz", "kaa", "kab"]
    assert claim_key("l", taken, lettered=True) == "la"


def test_appending_all_to_all_adds_nothing(bundled: Catalogue) -> None:
    for name in DIALECTS:
        whole = append("", bundled.papers, bundled, name)
        assert whole.added == bundled.papers
        assert append(whole.text, bundled.papers, bundled, name).added == ()


SLIP = "Diffusion-based conditional ECG generation with structured state spice models"


@pytest.mark.parametrize(
    ("entry", "cited"),
    [
        # One letter wrong, and no identifier.
        (f"@article{{x, title={{{SLIP}}}, author={{Lopez Alcaraz, Juan Miguel and Strodthoff, Nils}}, year=2023}}", True),
        (f"@article{{x, title={{{SLIP}}}, author={{N. Strodthoff}}}}", True),
        (f"@article{{x, title={{{SLIP}}}, author={{J. Ho}}}}", False),
        # An identifier of the paper in the entry of another work.
        ("@article{x, title={On something else}, author={J. Ho}, doi={10.1016/j.compbiomed.2023.107115}}", False),
        # The title of another paper of the catalogue, which is not the one asked for.
        ("@article{x, title={DiffECG}, author={Neifar, Nour}, eprint={2306.01875}}", False),
    ],
)  # fmt: skip
def test_missing_append_and_audit_agree_on_what_is_cited(
    entry: str, cited: bool, medsynth: Medsynth, tmp_path: Path
) -> None:
    file = tmp_path / "refs.bib"
    file.write_text(entry, encoding="utf-8")
    missing = medsynth("audit", str(file), "--missing", "alcaraz2023diffusion", "-f", "keys").out.split()
    assert ("alcaraz2023diffusion" not in missing) == cited
    said = medsynth("export", "alcaraz2023diffusion", "-n", "1", "--append", str(file)).err
    assert said.startswith(f"{int(not cited)} paper")
    findings = json.loads(medsynth("audit", str(file), "-f", "json", code=1).out)
    assert not any(finding["kind"] == "duplicate" for one in findings for finding in one["findings"])


def test_new_keys_are_free_in_the_file_and_among_themselves() -> None:
    papers = [
        Paper(key=f"k{letter}", kind="article", title=f"About {letter} and more", names=("Ho, J.",), year=2020)
        for letter in "ab"
    ]
    catalogue = Catalogue.of(Part("", tuple(papers)))
    there = "@misc{ho2020a, title={Something else}, author={Else, Who}}\n"
    appended = append(there, papers, catalogue, key_style="authoryear")
    assert [entry.key for entry in read_bibliography(appended.text).entries] == ["ho2020a", "ho2020ab", "ho2020b"]
