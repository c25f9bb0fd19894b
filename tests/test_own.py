"""A reader's own papers, tags and notes: added in one command, read by every other, and never in the way of one."""

import json
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from medsynth_catalog import Catalogue, Query, load_catalogue, search
from medsynth_catalog.atomic import create_whole
from medsynth_catalog.folders import OWN_VARIABLE, cache_folder, own_folder, state_folder
from medsynth_catalog.index.form import newest_first
from medsynth_catalog.intake.proposing import proposed_terms
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.records import Paper, Part
from rows import every
from shell import HERE, Golden, Medsynth

REFS = str(HERE / "own" / "refs.bib")
KEYS = ["meyer2026ecg", "example2025ct", "neifar2023diffecgb"]


@pytest.fixture
def own(medsynth: Medsynth) -> Path:
    """The folder of the reader's own papers, with those of the example."""
    medsynth("add", REFS, code=1)
    return own_folder()


def write_paper(folder: Path, key: str, text: str) -> Path:
    path = folder / "papers" / f"{key}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_adding_tells_all(medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("add", REFS, code=1)
    files = "".join(Path(line).read_text(encoding="utf-8") for line in ran.out.splitlines())
    golden("add.own", f"{ran.out}\n{ran.err}\n{files}".replace(str(own_folder()), "OWN"))


def test_every_command_reads_them(medsynth: Medsynth, own: Path) -> None:
    assert medsynth("search", "--own", "-f", "keys").out.split() == KEYS
    assert medsynth("search", "normalizing flow ecg 2026", "-f", "keys").out.split()[0] == KEYS[0]
    assert medsynth("show", KEYS[0], "--own").out.count("one of your own papers") == 1
    shown = json.loads(medsynth("show", KEYS[0], "neifar2023diffecg", "-f", "json").out)
    assert [one["own"] for one in shown] == [True, False]
    assert "Example" in medsynth("cite", KEYS[0]).out
    assert f"{own}\t3 papers, 0 verified, your own papers\n" in medsynth("info").out


@pytest.mark.parametrize("option", ["--no-own", "--only-catalog"])
def test_one_option_leaves_them_out(option: str, medsynth: Medsynth, own: Path) -> None:
    assert "no paper has the key" in medsynth("show", KEYS[0], option, code=1).err


def test_what_is_there_is_not_added_again(medsynth: Medsynth, own: Path) -> None:
    before = sorted((own / "papers").iterdir())
    err = medsynth("add", REFS, code=1).err
    assert [line for line in err.splitlines() if line.startswith("already")] == [
        f"already in the catalogue: {key}" for key in (*KEYS, "neifar2023diffecg")
    ]
    assert sorted((own / "papers").iterdir()) == before


def test_a_catalogue_gets_its_own_keys_and_no_proposals(medsynth: Medsynth, own: Path) -> None:
    out = medsynth("add", REFS, "--print", code=1).out
    assert "# papers/example2026normalizing.yaml" in out
    assert "modality" not in out


def test_no_key_is_lost_to_a_file_that_is_there(medsynth: Medsynth) -> None:
    """A file with problems isn't read, so that its key looks free."""
    path = write_paper(own_folder(), KEYS[0], "title: 1\n")
    ran = medsynth("add", REFS, code=1)
    assert f"papers/{KEYS[0]}b.yaml: another paper has the key {KEYS[0]}" in ran.err
    assert path.read_text(encoding="utf-8") == "title: 1\n"


def test_a_file_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    create_whole(path, [b"first"])
    with pytest.raises(FileExistsError):
        create_whole(path, [b"second"])
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"first"]


def test_two_at_once_lose_no_paper(medsynth: Medsynth, tmp_path: Path) -> None:
    """Two works under one key, and one work twice."""
    entries = ["@article{same, title={One example}, year=2026}", "@article{same, title={Quite another}, year=2026}"]
    running = []
    for number, entry in enumerate((*entries, entries[0])):
        file = tmp_path / f"{number}.bib"
        file.write_text(entry, encoding="utf-8")
        command = [sys.executable, "-m", "medsynth_catalog", "add", str(file)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    assert sorted(one.wait() for one in running) == [0, 0, 1]
    titles = medsynth("search", "--own", "--columns", "title").out.splitlines()
    assert sorted(titles) == ["One example", "Quite another"]


def test_problems_of_theirs_stop_nothing(medsynth: Medsynth, own: Path) -> None:
    bad = write_paper(own, "bad", "title: A title\nkind: artcle\n")
    ran = medsynth("search", "--own", "-f", "keys")
    assert ran.out.split() == KEYS
    assert ran.err.startswith("left out of your own papers: papers/bad.yaml: kind: ")
    assert ran.err.endswith(f" (medsynth check {own})\n")
    bad.unlink()
    copy = BUNDLED / "papers" / "neifar2023diffecg.yaml"
    write_paper(own, "copy", copy.read_text(encoding="utf-8"))
    ran = medsynth("search", "--own", "-f", "keys")
    assert ran.out.split() == KEYS
    assert "papers/copy.yaml: arxiv: is the same as that of neifar2023diffecg" in ran.err


def test_terms_that_have_problems_take_their_papers_with_them(medsynth: Medsynth, own: Path) -> None:
    (own / "vocabulary").mkdir()
    (own / "vocabulary" / "modality.yaml").write_text(
        "ecg: {label: Again, definition: Again.}\nmine: {label: Mine, definition: Mine.}\n", encoding="utf-8"
    )
    write_paper(own, "mine", "title: A title of mine\nkind: article\nmodality: [mine]\nstatus: partial\n")
    ran = medsynth("search", "--own", "-f", "keys")
    assert ran.out.split() == KEYS
    assert "vocabulary/modality.yaml: ecg: is already a term" in ran.err


def test_a_folder_that_is_named_is_not_read_twice(medsynth: Medsynth, own: Path) -> None:
    assert medsynth("search", "--catalog", str(own), "--only-catalog", "-f", "keys").out.split() == KEYS
    assert len(load_catalogue(own, own=own)) == len(load_catalogue()) + len(KEYS)


def test_papers_of_several_folders_come_newest_first() -> None:
    """Few beside many are put in their places one by one, many are merged."""

    def papers(name: str, number: int) -> tuple[Paper, ...]:
        return tuple(
            Paper(key=f"{name}{place}", kind="article", year=1990 + place * 7 % 30 if place % 9 else None)
            for place in range(number)
        )

    with every() as row:
        for sizes in ((100, 0), (100, 3), (3, 100), (60, 50), (1, 1), (0, 0), (90, 2, 2)):
            with row(sizes):
                parts = [Part(name, papers(name, size)) for name, size in zip("abc", sizes, strict=False)]
                found = list(Catalogue.of(*parts))
                assert found == sorted(found, key=newest_first)
                assert len(found) == sum(sizes)


def test_what_titles_say_is_mostly_so(bundled: Catalogue) -> None:
    """Measured with the records whose facets were read from more than the title."""
    right = said = 0
    for paper in bundled:
        if paper.facets_from != "title":
            for facet, terms in proposed_terms(paper.title or "", bundled.vocabulary).items():
                known = set(paper.terms(facet))
                said += len(terms) if known else 0
                right += sum(bool(known & bundled.vocabulary.narrower(facet, term)) for term in terms) if known else 0
    assert said > 1000
    assert right / said > 0.9


# Tags and notes


def test_tags(medsynth: Medsynth, own: Path) -> None:
    assert medsynth("tag").err == "no tags yet: medsynth tag TAG KEY gives one\n"
    ran = medsynth("tag", "my thesis", KEYS[0], "2306.01875")
    assert (ran.out, ran.err) == ("", "tagged my thesis: 2 papers\nfind them: medsynth search --tag 'my thesis'\n")
    assert (
        "tagged my thesis: 1 paper; 2 had it already\n"
        in medsynth("tag", "My-Thesis", KEYS[1], *KEYS[:1], "2306.01875").err
    )
    medsynth("tag", "ecg", "2306.01875")
    assert medsynth("tag").out == "ecg\t1\nmy thesis\t3\n"
    tagged = [KEYS[0], KEYS[1], "neifar2023diffecg"]
    for asked in (["--tag", "MyThesis"], ["my thesis"], ['"my thesis"'], ["--tag", "my thesis", "--tag", "ecg"]):
        assert sorted(medsynth("search", *asked, "-f", "keys").out.split()) == sorted(tagged), asked
    assert medsynth("search", "--tag", "ecg+my thesis", "-f", "keys").out.split() == ["neifar2023diffecg"]
    assert medsynth("list", "--by", "tag", "--tag", "ecg").out == (
        "ecg\t1\tneifar2023diffecg\nmy thesis\t1\tneifar2023diffecg\n"
    )
    assert (
        medsynth("list", "--by", "tag", "--own").out == f"my thesis\t2\t{KEYS[0]} {KEYS[1]}\nuntagged\t1\t{KEYS[2]}\n"
    )
    assert medsynth("tag", "--remove", "my thesis", *KEYS).err == "tag my thesis taken from 2 papers; 1 without it\n"
    assert medsynth("tag").out == "ecg\t1\nmy thesis\t1\n"


def test_an_audit_asks_the_catalogue_alone(medsynth: Medsynth, own: Path) -> None:
    """The reader's own papers came from such a file."""
    assert f"{REFS}: 5 entries, 0 of them in the catalogue" in medsynth("audit", REFS, code=1).err
    assert "3 of them in the catalogue" in medsynth("audit", REFS, "--own", code=1).err
    assert KEYS[0] not in medsynth("audit", REFS, "--missing", "--own").out


def test_a_term_that_is_a_tag_means_both(medsynth: Medsynth) -> None:
    medsynth("tag", "ecg", "ho2020denoising")
    found = medsynth("search", "ecg", "-f", "keys")
    assert {"ho2020denoising", "neifar2023diffecg"} <= set(found.out.split())
    assert found.err.startswith("read as: --modality ecg or --tag ecg;")


def test_notes(medsynth: Medsynth, own: Path) -> None:
    assert medsynth("note", KEYS[0]).err == f"no note on {KEYS[0]}\n"
    assert medsynth("note", KEYS[0], "compare", "with the zebrafishes").err == f"noted on {KEYS[0]}\n"
    assert medsynth("note", KEYS[0]).out == "compare with the zebrafishes\n"
    for words in ("zebrafish", '"the zebrafishes"', "compare zebrafish"):
        assert medsynth("search", words, "-f", "keys").out.split() == [KEYS[0]], words
    assert "no paper matches" in medsynth("search", '"zebrafish compare"').err
    assert medsynth("note", KEYS[0], "read").err == f"replaced: compare with the zebrafishes\nnoted on {KEYS[0]}\n"
    assert medsynth("note", KEYS[0], "--remove").err == "removed: read\n"
    assert medsynth("note", KEYS[0]).out == ""


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json", "json", "csv"])
def test_exports_have_them(form: str, medsynth: Medsynth, own: Path, golden: Golden) -> None:
    medsynth("tag", "thesis", KEYS[0])
    medsynth("tag", "50% & more", KEYS[0])
    medsynth("note", KEYS[0], "Compare with Müller_2020")
    golden(f"own.{form}", medsynth("export", "--own", "--tag", "thesis", "-f", form).out)


def test_the_card_has_them(medsynth: Medsynth, own: Path) -> None:
    medsynth("tag", "thesis", "neifar2023diffecg")
    medsynth("note", "neifar2023diffecg", "Compare")
    rows = medsynth("show", "neifar2023diffecg").out.splitlines()
    assert [row for row in rows if row.startswith("your")] == ["your tags\tthesis", "your note\tCompare"]
    assert medsynth("search", "--no-own", "DiffECG", "--columns", "tags,note").out.strip() == ""


def test_the_file_is_the_readers(medsynth: Medsynth, own: Path) -> None:
    medsynth("tag", "thesis", KEYS[0])
    file = own / "notes.yaml"
    file.write_text(f"# mine\n{KEYS[1]}: {{tags: [by hand], note: seen}}\nnobody: {{tags: [x]}}\n", encoding="utf-8")
    assert medsynth("tag").out == "by hand\t1\n"
    assert medsynth("check", str(own), "--quiet").out == ""
    assert "warning: notes.yaml: nobody: no paper has this key" in medsynth("check", str(own)).out
    medsynth("tag", "thesis", KEYS[0])
    assert file.read_text(encoding="utf-8") == (
        f"# mine\n{KEYS[1]}:\n  tags:\n    - by hand\n  note: seen\n{KEYS[0]}:\n  tags:\n    - thesis\n"
        "nobody:\n  tags:\n    - x\n"
    )
    file.write_text("nobody: [", encoding="utf-8")
    assert "cannot change" in medsynth("tag", "thesis", KEYS[0], code=3).err
    assert file.read_text(encoding="utf-8") == "nobody: ["
    assert medsynth("search", "--own", "-f", "keys").out.split() == KEYS


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("tag", "x,y", "neifar2023diffecg"), "invalid tag 'x,y': a tag has letters or digits, and neither commas nor plus signs", 2),
        (("tag", "thesis"), "no paper given: write its key after the tag: medsynth tag thesis KEY", 2),
        (
            ("tag", "neifar2023diffecg", "thesis"),
            "neifar2023diffecg is a paper, not a tag: write the tag first: medsynth tag thesis neifar2023diffecg",
            2,
        ),
        (("tag", "thesis", "10.1000/nowhere"), "no paper has the DOI '10.1000/nowhere'", 1),
        (("search", "--tag", "thesis"), "no paper has a tag: give one with medsynth tag TAG KEY", 2),
        (("note", "neifar2023diffecg", ""), "the note is empty: use --remove to remove one", 2),
        (("note", "neifar2023diffecg", "x", "--no-own"), "tags and notes are kept with your own papers: leave --no-own out", 2),
        (("search", "--own", "--only-catalog"), "--own and --only-catalog exclude each other: leave one out", 2),
    ],
)  # fmt: skip
def test_mistakes(arguments: tuple[str, ...], said: str, code: int, medsynth: Medsynth) -> None:
    assert medsynth(*arguments, code=code).err == f"medsynth: {said}\n"
    assert not own_folder().exists()


@pytest.mark.parametrize("place", [None, "", "/data/of/reader"])
def test_the_usual_places(place: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN_VARIABLE)
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False) if place is None else monkeypatch.setenv(variable, place)
    assert own_folder() == platformdirs.user_data_path("medsynth")
    assert cache_folder() == platformdirs.user_cache_path("medsynth")
    assert state_folder() == platformdirs.user_state_path("medsynth")


def test_the_library_asks_for_them(own: Path) -> None:
    assert KEYS[0] not in load_catalogue()
    catalogue = load_catalogue(own=own)
    assert [paper.key for paper in search(catalogue, Query(type="normalizing flow", year="2026")) if paper.own] == KEYS[
        :1
    ]
