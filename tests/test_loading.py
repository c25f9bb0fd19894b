"""Catalogues that are broken, hostile or changed: every problem told at once, nothing trusted, nothing lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue, CatalogueError, Term, load_catalogue
from medsynth_catalog.loading.making import check_folder
from medsynth_catalog.records import Part
from rows import every
from shell import TOY, Medsynth, use_cache

GOOD = """\
title: A title of its own
authors: [Example Consortium]
year: 2024
kind: article
venue: Sensors
doi: 10.1000/example
modality: [ecg]
evidence: ['https://example.org/list (seen in a test)']
"""
Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Write:
    """Make a catalogue of papers (and other files) given by name."""

    def write(**files: str | bytes) -> Path:
        place = tmp_path / "mine"
        for name, content in files.items():
            path = place / (f"papers/{name}.yaml" if "_" not in name else name.replace("_", "/") + ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (place / "papers").mkdir(parents=True, exist_ok=True)
        return place

    return write


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache directory of the test's own, to be damaged."""
    use_cache(monkeypatch, tmp_path / "cache")
    return tmp_path / "cache"


def problems(place: Path) -> list[str]:
    return [str(finding) for finding in check_folder(place, load_catalogue())[1]]


def test_a_good_folder(folder: Write) -> None:
    catalogue = load_catalogue(folder(example2024title=GOOD))
    paper = catalogue.find("10.1000/EXAMPLE")
    assert (paper.key, paper.authors[0].family, paper.status) == ("example2024title", "Example Consortium", "verified")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"# only a comment\n", "is empty"),
        (b"- a\n- b\n", "is not a mapping of fields"),
        (b"title: [unclosed\n", "is not YAML: line 2: did not find expected ',' or ']'"),
        (b"title: \xff\xfe\n", "is not UTF-8 (byte 7)"),
        (b"title: a\ntitle: b\n", "line 2: the field 'title' is given twice"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 2: YAML aliases are not allowed"),
        (b"a: {<<: {b: c}}\n", "line 1: a field name must be text"),
        (b"title: " + b"[" * 200_000, "line 1: nested more than 10 levels deep"),
        (b"title: " + b"x" * 600_000, "is too large: 600007 bytes; at most 524288 are allowed"),
        (
            b"title: !!python/object/apply:os.system [x]\n",
            "is not YAML: line 1: could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
        ),
        (b"title: a\0b\n", "is not YAML: unacceptable character #x0000: control characters are not allowed"),
    ],
)
def test_files_that_are_none(folder: Write, content: bytes, expected: str) -> None:
    assert problems(folder(bad=content)) == [f"papers/bad.yaml: {expected}"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("yaer: 2024", "yaer: unknown field, did you mean year?"),
        ("key: x", "key: is given by the file name; leave it out"),
        ("month: 13", "month: Expected `int` <= 12"),
        ("volume: 12", "volume: Expected `str | null`, got `int`; write volume: '12', in quotes"),
        ("arxiv: 2301.1014", "arxiv: Expected `str | null`, got `float`; write arxiv: '2301.1014', in quotes"),
        ("arxiv: 2301.10140v2", "arxiv: '2301.10140v2' is not an arXiv id without a version, like '2301.08227'"),
        (
            "url: javascript:alert(1)",
            "url: 'javascript:alert(1)' is not an address that begins with http:// or https://",
        ),
        ("code: yES", "code: 'yES' is not an address that begins with http:// or https://"),
        ("type: [GNA]", "type: unknown term 'GNA', did you mean gan?"),
        ("type: [DM]", "type: unknown term 'DM', did you mean diffusion?"),
        ("type: [gan, gan]", "type: names a term twice"),
        ("type: gan", "type: Expected `array`, got `str`"),
        ("evaluation: []", "evaluation: is empty; leave it out if nobody assessed it"),
        ("status: perhaps", "status: Invalid enum value 'perhaps'"),
        ("listings: [{source: ibrahim}]", "listings: unknown source 'ibrahim', did you mean ibrahim2024?"),
        ("listings: [{source: ibrahim2024, edition: last}]", "listings: ibrahim2024 has no edition 'last'"),
        (
            "listings: [{source: ibrahim2024, names: preprint}]",
            "listings: names the preprint, but the paper has no preprint",
        ),
        ("listings: [{section: x}]", "listings: [0]: Object missing required field `source`"),
        (
            "preprint: {doi: DOI}",
            "preprint.doi: 'DOI' is not a DOI in lower case and without an address, like 10.1016/j.media.2023.102846",
        ),
        ("preprint: {year: x}", "preprint: year: Expected `int | null`, got `str`"),
    ],
)
def test_one_mistake(folder: Write, change: str, expected: str) -> None:
    assert problems(folder(bad=GOOD + change + "\n")) == [f"papers/bad.yaml: {expected}"]


def test_all_mistakes_at_once(folder: Write) -> None:
    place = folder(
        one="kind: poster\nyear: '2024'\ncolour: red\n",
        Two=GOOD,
        three=GOOD.replace("10.1000/example", "10.1000/Example"),
        vocabulary_modality="ecg: {label: Mine, definition: again}\nnew: {label: New, definition: x, broader: nowhere}\n",
        vocabulary_colour="red: {label: Red, definition: x}\n",
    )
    (place / "papers" / "notes.txt").write_bytes(b"x")
    assert [line.split(": ")[:2] for line in problems(place)] == [
        ["papers/Two.yaml", "key"],
        ["papers/notes.txt", "is not a paper file, which is named <key>.yaml"],
        ["papers/one.yaml", "colour"],
        ["papers/one.yaml", "kind"],
        ["papers/one.yaml", "year"],
        ["papers/three.yaml", "doi"],
        [
            "vocabulary/colour.yaml",
            "is not a facet; the facets are modality, type, application, evaluation, scenario, anatomy, role",
        ],
        ["vocabulary/modality.yaml", "ecg"],
        ["vocabulary/modality.yaml", "new.broader"],
    ]


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("doi", "doi: 10.1016/j.compbiomed.2023.107115"),
        ("arxiv", "arxiv: '2301.08227'"),
        ("title", "title: DIFFUSION based conditional ECG generation with structured state-space models"),
    ],
)
def test_a_work_that_is_there_already(folder: Write, field: str, line: str) -> None:
    text = "\n".join(row for row in GOOD.splitlines() if not row.startswith(f"{field}:")) + f"\n{line}\n"
    assert problems(folder(mine=text)) == [f"papers/mine.yaml: {field}: is the same as that of alcaraz2023diffusion"]


def test_a_verified_paper_must_show_what_it_claims(folder: Write) -> None:
    found = problems(folder(thin="kind: article\n"))
    assert [line.split(": ")[1] for line in found] == ["authors", "doi", "evidence", "title", "venue", "year"]


def test_a_partial_paper_is_a_warning(folder: Write) -> None:
    _, findings = check_folder(folder(thin="kind: article\nstatus: partial\n"), load_catalogue())
    assert [(finding.warning, finding.message) for finding in findings] == [
        (True, "partial: title, authors, year, venue, DOI, arXiv id or address, evidence missing")
    ]


PREPRINT = {"kind": "preprint", "venue": "arXiv", "doi": None, "arxiv": "'2401.00001'"}
# What makes a record contradict itself or the codebook, and the field that is warned of; `None` for what is right.
CONTRADICTIONS: list[tuple[dict[str, str | None], str | None]] = [
    ({}, None),
    (PREPRINT, None),
    (PREPRINT | {"doi": "10.1101/2024.01.01"}, None),
    (PREPRINT | {"doi": "10.1007/978-3-031-1_2"}, "doi"),
    (PREPRINT | {"notes": "It was published in Radiology."}, "notes"),
    ({"notes": "Not yet published."}, "notes"),
    ({"doi": None, "arxiv": "'2401.00001'", "preprint": "{year: 2024}"}, "kind"),
    ({"doi": None, "arxiv": "'2401.00001'", "preprint": "{year: 2024}", "volume": "'3'"}, None),
    ({"evidence": "[third-party bibliography (DOI)]"}, "evidence"),
    ({"evidence": "['github:owner/repo refs.bib (DOI)']"}, None),
    ({"modality": "[signal, ecg]"}, "modality"),
    ({"application": "[intra-modal-translation, virtual-staining]"}, "application"),
    ({"application": "[mask-conditional]"}, "scenario"),
    ({"application": "[mask-conditional]", "scenario": "[guided]"}, None),
]


def test_a_record_that_contradicts_itself_or_the_codebook_is_warned_of(folder: Write) -> None:
    good = dict(line.split(": ", 1) for line in GOOD.splitlines())
    with every() as row:
        for number, (changed, field) in enumerate(CONTRADICTIONS):
            with row(f"{number} {changed}"):
                fields = {name: value for name, value in (good | changed).items() if value}
                text = "".join(f"{name}: {value}\n" for name, value in fields.items())
                _, findings = check_folder(folder(mine=text), load_catalogue())
                assert [(finding.warning, finding.field) for finding in findings] == ([(True, field)] if field else [])


def test_a_vocabulary_may_not_go_in_circles() -> None:
    from medsynth_catalog.loading.checking import check_part

    terms = [
        Term(facet="type", id=id_, label=id_, definition="x", broader=above) for id_, above in (("a", "b"), ("b", "a"))
    ]
    found = [str(problem) for problem in check_part(Part("here", terms=tuple(terms)), Catalogue())]
    assert found == [f"vocabulary/type.yaml: {id_}.broader: circular: it leads back to the term itself" for id_ in "ab"]


def test_two_terms_may_not_claim_one_alias(folder: Write) -> None:
    place = folder(vocabulary_type="mine: {label: Mine, definition: x, aliases: [G.A.N.]}\n")
    assert problems(place) == ["vocabulary/type.yaml: mine: 'G.A.N.' already means gan"]


def test_control_codes_become_visible(folder: Write) -> None:
    place = folder(mine=GOOD.replace("A title of its own", r'"\e[31mred\u202e\a"'))
    assert problems(place) == ["papers/mine.yaml: control characters made visible in '␛[31mred\ufffd␇'"]
    assert load_catalogue(place).find("mine").title == "␛[31mred\ufffd␇"


def test_own_terms_are_part_of_the_vocabulary(folder: Write) -> None:
    place = folder(
        mine=GOOD.replace("[ecg]", "[vcg]"),
        vocabulary_modality="vcg: {label: Vectorcardiogram, definition: x, broader: ecg}\n",
    )
    catalogue = load_catalogue(place)
    assert "vcg" in catalogue.vocabulary.narrower("modality", "signal")


def test_no_catalogue_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="there is no such folder"):
        load_catalogue(tmp_path / "none")
    with pytest.raises(CatalogueError, match="it has no papers/ folder"):
        load_catalogue(tmp_path)


def test_only_own_papers_with_the_bundled_words(folder: Write) -> None:
    catalogue = load_catalogue(folder(mine=GOOD), bundled=False)
    assert [paper.key for paper in catalogue.papers] == ["mine"]
    assert catalogue.vocabulary.resolve("modality", "EKG") == "ecg"


def test_the_cache_follows_the_files(folder: Write, cache: Path) -> None:
    place = folder(mine=GOOD)
    assert load_catalogue(place).find("mine").year == 2024
    (place / "papers/mine.yaml").write_text(GOOD.replace("2024", "2023"), encoding="utf-8")
    os.utime(place / "papers/mine.yaml", ns=(1, 1))
    assert load_catalogue(place).find("mine").year == 2023
    (place / "papers/mine.yaml").rename(place / "papers/other.yaml")
    assert load_catalogue(place).find("other").year == 2023


@pytest.mark.parametrize("damage", [b"", b"junk", b"0" * 4096, None])
def test_a_damaged_cache_is_rebuilt_without_a_word(
    folder: Write, cache: Path, damage: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder(mine=GOOD)
    load_catalogue(place)
    stored = list(cache.rglob("*.index"))
    assert stored
    for path in stored:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + b"\x00" + data[len(data) // 2 + 1 :] if damage is None else damage)
    assert load_catalogue(place).find("mine").title == "A title of its own"
    assert capsys.readouterr() == ("", "")


def test_a_cache_that_cannot_be_written_is_done_without(folder: Write, cache: Path) -> None:
    cache.write_text("in the way", encoding="utf-8")
    assert load_catalogue(folder(mine=GOOD)).find("mine")


def test_the_toy_catalogue_is_valid(medsynth: Medsynth) -> None:
    folder = TOY
    out = medsynth("search", "--catalog", str(folder), "--only-catalog", "-f", "keys").out
    assert len(out.split()) == 8


def test_toy_in_addition_to_the_bundled_is_the_same_work_twice(medsynth: Medsynth) -> None:
    err = medsynth("search", "--catalog", str(TOY), code=3).err
    assert "papers/alcaraz2023diffusion.yaml: key: is the same as that of alcaraz2023diffusion" in err


def test_a_folder_that_cannot_be_listed(folder: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder(mine=GOOD)

    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(CatalogueError, match=r"cannot read .*papers: Permission denied"):
        load_catalogue(place, bundled=True)
