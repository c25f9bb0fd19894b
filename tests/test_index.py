"""The index: it answers as a plain pass over the records does, whatever happens to its file and in whatever steps it was made."""

import os
import random
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medsynth_catalog import FACETS, Catalogue, CatalogueError, Paper, Query, load_catalogue, loading, search
from medsynth_catalog.index.building import build_index
from medsynth_catalog.index.reading import Index
from medsynth_catalog.loading import files, pack_folder, reading
from medsynth_catalog.records import Part
from scan import scan
from shell import FROZEN, TOY, Medsynth, use_cache

BUNDLED_WORDS = [
    "diffusion",
    "difusion",
    "ecg",
    "TTS-GAN",
    "ttsgan",
    "brain mri",
    "counterf",
    "wang",
    "2023",
    "a",
    "zzz",
    "synthesis of",
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, to be damaged."""
    use_cache(monkeypatch, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the toy catalogue whose files are old enough to be trusted."""
    place = copytree(TOY, tmp_path / "mine")
    for path in place.rglob("*.yaml"):
        age(path)
    return place


def age(path: Path) -> None:
    """Let a file have been changed long ago."""
    os.utime(path, (1_600_000_000, 1_600_000_000))


def everything(catalogue: Catalogue) -> object:
    """All that an index can be asked."""
    (index,) = (index for index in catalogue.indexes if Path(index.place) != loading.BUNDLED)
    return (
        list(catalogue),
        {name: index.group(name) for name in (*FACETS, "year", "venue", "source", "data", "status", "code")},
        index.numbers,
        [(word, index.places(number)) for number, word in enumerate(index.words)],
        [search(catalogue, Query(text=text)).papers for text in ("diffusion ecg", "difusion", "chest x-ray")],
        index.terms, index.sources, index.venues, index.rejected,
    )  # fmt: skip


def queries(catalogue: Catalogue) -> st.SearchStrategy[Query]:
    papers = catalogue.papers
    titles = sorted({word for paper in papers for word in (paper.title or "").split()})
    names = sorted({part for paper in papers for name in paper.names for part in (name, name.split(",")[0], name[1:4])})
    venues = sorted(
        {part for paper in papers if paper.venue for part in (paper.venue, catalogue.venues.short(paper.venue))}
    )
    text = st.lists(st.sampled_from(titles + BUNDLED_WORDS).flatmap(misspelt), max_size=3).map(" ".join)
    facets: dict[str, Any] = {
        facet: st.lists(
            st.lists(st.sampled_from(sorted(catalogue.vocabulary.terms(facet))), min_size=1, max_size=2).map("+".join),
            max_size=2,
        )
        for facet in FACETS
    }
    return st.builds(
        Query,
        text=text,
        year=st.none() | st.sampled_from(["2023", "2021-2023", "2022..", "..2021"]),
        has_code=st.none() | st.booleans(),
        author=st.lists(st.sampled_from(names), max_size=1),
        venue=st.lists(st.sampled_from(venues), max_size=1),
        source=st.lists(st.sampled_from(sorted(catalogue.sources)), max_size=1),
        exclude=st.lists(st.sampled_from(["type=gan", "modality=image", "role=method"]), max_size=1),
        **facets,
    )


def misspelt(word: str) -> st.SearchStrategy[str]:
    middle = len(word) // 2
    return st.sampled_from([word, word, word.upper(), word[:middle] + word[middle + 1 :], word[: middle + 1]]).filter(
        bool
    )


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_search_finds_what_a_scan_finds(data: st.DataObject, frozen: Catalogue) -> None:
    query = data.draw(queries(frozen))
    assert [paper.key for paper in search(frozen, query)] == scan(frozen, query)


def test_a_search_of_the_bundled_catalogue_finds_what_a_scan_finds(bundled: Catalogue) -> None:
    for query in (
        Query(text="difusion ecg"),
        Query(text="Wang", year="2024.."),
        Query(modality=["mri"], type=["gan"], exclude=["application=translation"]),
        Query(author=["van der Schaar", "Núñez"]),
    ):
        assert [paper.key for paper in search(bundled, query)] == scan(bundled, query)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_several_catalogues_answer_as_one(data: st.DataObject, frozen: Catalogue) -> None:
    papers = list(frozen)
    tables: Any = {
        "terms": frozen.indexes[0].terms,
        "sources": frozen.indexes[0].sources,
        "venues": frozen.indexes[0].venues,
    }
    cut = data.draw(st.integers(0, len(papers)))
    random.Random(cut).shuffle(papers)
    together = Catalogue.of(Part("one", tuple(papers[:cut]), **tables), Part("two", tuple(papers[cut:])))
    query = data.draw(queries(frozen))
    assert search(together, query).papers == search(frozen, query).papers
    left_out = data.draw(st.sets(st.sampled_from([paper.key for paper in papers]), max_size=9))
    kept = [paper for paper in frozen if paper.key not in left_out]
    without = together.without(left_out)
    assert list(without) == kept
    assert [paper.key for paper in search(without, query)] == [
        paper.key for paper in search(Catalogue.of(Part("", tuple(kept), **tables)), query)
    ]


def test_any_damage_is_mended_without_a_word(folder: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = everything(load_catalogue(folder, bundled=False))
    (path,) = (
        path for path in cache.rglob("*.index") if b"ultrasound" in path.read_bytes() and path.stat().st_size < 300_000
    )
    data = path.read_bytes()
    chance = random.Random(7)
    for turn in range(300):
        damaged = bytearray(data)
        place = chance.randrange(len(data))
        match turn % 3:
            case 0:
                damaged[place] ^= 1 << chance.randrange(8)
            case 1:
                damaged[place : place + 40] = chance.randbytes(40)
            case 2:
                del damaged[place:]
        path.write_bytes(damaged)
        assert everything(load_catalogue(folder, bundled=False)) == right, (turn, place)
    assert capsys.readouterr() == ("", "")


def test_a_damaged_index_of_a_wheel_is_mended_too(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, bundled: Catalogue
) -> None:
    shipped = tmp_path / "catalog.index"
    data = loading.ship_folder(loading.BUNDLED)
    monkeypatch.setattr(loading, "_SHIPPED", shipped)
    for start in (0, len(data) // 3, len(data) - 2000):
        shipped.write_bytes(data[:start] + b"damaged!" + data[start + 8 :])
        catalogue = load_catalogue()
        assert catalogue.papers == bundled.papers
        assert search(catalogue, Query(text="difusion")).papers == search(bundled, Query(text="difusion")).papers


def test_an_index_of_another_version_is_foreign(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = build_index(Part("here"), 2)
    assert Index(data, "here").state == 2
    path = folder / "an.index"
    path.write_bytes(data)
    assert Index.open(path, "here", 2) is not None
    assert Index.open(path, "here", 4) is None
    monkeypatch.setattr("medsynth_catalog.index.reading.SHAPE", 1)
    assert Index.open(path, "here", None) is None


Edit = tuple[str, int]
EDITS = st.lists(
    st.tuples(st.sampled_from(["change", "remove", "add", "touch", "break"]), st.integers(0, 7)), max_size=4
)


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(EDITS, min_size=1, max_size=3))
@example(steps=[[("break", 0)], []])
def test_made_in_steps_is_made_at_once(steps: list[list[Edit]], tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.mktemp("steps")
    with pytest.MonkeyPatch.context() as patch:
        use_cache(patch, base / "cache")
        place = copytree(TOY, base / "mine")
        for turn, edits in enumerate(steps):
            for what, which in edits:
                edit(place, what, which, turn)
            in_steps = answers(place)
            use_cache(patch, base / f"cache{turn}")
            assert in_steps == answers(place)
            use_cache(patch, base / "cache")


def answers(place: Path) -> object:
    try:
        return everything(load_catalogue(place, bundled=False))
    except CatalogueError as error:
        return error.problems


def edit(place: Path, what: str, which: int, turn: int) -> None:
    papers = sorted((place / "papers").glob("*.yaml"))
    path = papers[which % len(papers)] if papers else place / "papers" / "none.yaml"
    match what:
        case "add":
            path = place / "papers" / f"added2024paper{turn}{which}.yaml"
            text = f"title: Added in turn {turn} as number {which}\nkind: article\nstatus: partial\nmodality: [ecg]\n"
            path.write_text(text, encoding="utf-8")
        case "change" if path.exists():
            path.write_text(path.read_text(encoding="utf-8").replace("year: 202", "year: 201"), encoding="utf-8")
        case "break" if path.exists():
            path.write_text(path.read_text(encoding="utf-8") + f"colour{turn}{which}: red\n", encoding="utf-8")
        case "remove":
            path.unlink(missing_ok=True)
    if path.exists():
        age(path)


def test_only_changed_files_are_read_again(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_catalogue(folder, bundled=False)
    read: list[str] = []

    def reader(path: Path) -> object:
        read.append(path.name)
        return files.read_mapping(path)

    monkeypatch.setattr(reading, "read_mapping", reader)
    load_catalogue(folder, bundled=False)
    assert read == []
    changed = folder / "papers" / "kermany2018labeled.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("2018", "2019"), encoding="utf-8")
    load_catalogue(folder, bundled=False)
    assert read == ["kermany2018labeled.yaml"]
    age(changed)
    (folder / "papers" / "wilde2024medical.yaml").unlink()
    read.clear()
    load_catalogue(folder, bundled=False)
    assert read == ["kermany2018labeled.yaml"], "its state is another, though its text is not"


def test_a_file_that_was_just_changed_is_not_trusted(folder: Path, cache: Path) -> None:
    """A second change within the same tick of the clock leaves size and time as they were."""
    path = folder / "papers" / "kermany2018labeled.yaml"
    text = path.read_text(encoding="utf-8")
    for year in ("2017", "2016", "2015"):
        path.write_text(text.replace("year: 2018", f"year: {year}"), encoding="utf-8")
        assert load_catalogue(folder, bundled=False)["kermany2018labeled"].year == int(year)


def test_the_catalogue_may_change_while_it_is_read(folder: Path, cache: Path) -> None:
    load_catalogue(folder, bundled=False)
    catalogue = load_catalogue(folder, bundled=False)
    for path in cache.rglob("*.index"):
        data = bytearray(path.read_bytes())
        data[200:-2000] = bytes(len(data) - 2200)
        path.write_bytes(data)
    damaged = load_catalogue(folder, bundled=False)
    (folder / "papers" / "wilde2024medical.yaml").unlink()
    with pytest.raises(CatalogueError, match="changed while it was read: run the command again"):
        list(damaged)
    assert len(catalogue) == 8


def test_a_packed_catalogue_answers_as_its_folder(
    folder: Path, cache: Path, medsynth: Medsynth, tmp_path: Path
) -> None:
    packed = tmp_path / "mine.index"
    ran = medsynth("pack", str(FROZEN), "--only-catalog", "--output", str(packed))
    assert ran.err == f"{len(list((FROZEN / 'papers').iterdir()))} papers packed into {packed}\n"
    asked = ("search", "diffusion", "--only-catalog", "--catalog")
    assert medsynth(*asked, str(packed)).out == medsynth(*asked, str(FROZEN)).out
    packed.write_bytes(packed.read_bytes()[:-100])
    said = medsynth(*asked, str(packed), code=3).err
    assert said == f"medsynth: {packed} is not a packed catalogue of this version: make it again with medsynth pack\n"
    assert Index(pack_folder(folder, bundled=False), "x").group("status")


def test_first_starts_at_once_are_all_right(folder: Path, cache: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "medsynth_catalog",
        "search",
        "--only-catalog",
        "--catalog",
        str(folder),
        "-f",
        "keys",
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
    said = {(ran.communicate(), ran.returncode) for ran in running}
    ((out, err), code) = said.pop()
    assert (len(out.split()), err, code, said) == (8, b"", 0, set())


def test_the_library_of_papers(frozen: Catalogue, bundled: Catalogue) -> None:
    paper = frozen["alcaraz2023diffusion"]
    assert paper in set(frozen)
    assert paper.key in frozen
    assert len(list(frozen)) == len(frozen) == len(list((FROZEN / "papers").iterdir()))
    assert "papers" in repr(frozen)
    with pytest.raises(KeyError):
        frozen["nobody2023nothing"]
    answer = search(bundled, Query(modality="ecg"), limit=3)
    assert list(answer) == answer.papers == [hit.paper for hit in answer.hits] == answer[:3]
    assert (len(answer), answer[0]) == (3, answer.papers[0])


@pytest.mark.parametrize(
    ("field", "value"), [("modality", 5), ("year", 2023), ("has_code", "yes"), ("author", [1]), ("text", None)]
)
def test_a_query_of_wrong_types_fails_at_once(field: str, value: object) -> None:
    with pytest.raises(TypeError, match=f"^{field} must be "):
        Query(**{field: value})  # type: ignore[arg-type]


def test_progress_is_told_while_files_are_read(folder: Path, cache: Path) -> None:
    told: list[tuple[Path, int, int]] = []

    def report(*facts: Any) -> None:
        told.append(facts)

    load_catalogue(folder, on_reading=report, bundled=False)
    assert [facts for facts in told if facts[0] == folder] == [(folder, 0, 8), (folder, 8, 8)]
    told.clear()
    load_catalogue(folder, on_reading=report, bundled=False)
    assert told == []


def test_papers_are_hashable() -> None:
    listed = Paper(key="a", kind="article", title="x")
    assert {listed, Paper(key="a", kind="article", title="x")} == {listed}
