"""`coverage`: which works of somebody's list the catalogue has, in every form of a list; and `info`: the shares."""

import json
from pathlib import Path

from medsynth_catalog import Catalogue
from medsynth_catalog.completeness import shares
from rows import every
from shell import ONLY_FROZEN, Medsynth

TITLE = "Diffusion-based conditional ECG generation with structured state space models"
ABSENT = "A title that no paper of the catalogue has, about nothing at all"

# A list, and what becomes of its entries.
LISTS = {
    "titles": (f"{TITLE.upper()}\n\n{ABSENT}\n", ["present", "missing"]),
    "identifiers": ("2301.08227\nhttps://doi.org/10.1016/j.compbiomed.2023.107115\n10.1000/absent\n", ["present", "present", "missing"]),
    "title and DOI": ("A former title\t10.1016/j.compbiomed.2023.107115\n", ["present"]),
    "columns": (f"year\ttitle\tdoi\n2023\t{TITLE}\t\n2023\t\t10.1016/j.compbiomed.2023.107115\n", ["present", "present"]),
    "Markdown": (f"# Diffusion\n\n- [{TITLE}](https://arxiv.org/abs/2301.08227)\n- [{ABSENT}](https://arxiv.org/abs/2301.00000)\n", ["present", "missing"]),
    "BibTeX": (f"@article{{a, title={{{TITLE}}}, author={{Alcaraz, J. M. L. and Strodthoff, N.}}}}\n@misc{{b, title={{{ABSENT}}}}}\n", ["present", "missing"]),
    "RIS": (f"TY  - JOUR\nTI  - {TITLE}\nER  -\n", ["present"]),
    "CSL-JSON": (json.dumps([{"type": "article", "title": TITLE}, {"type": "article", "title": ABSENT}]), ["present", "missing"]),
    "empty": ("\n", []),
}  # fmt: skip


def written(text: str, folder: Path) -> str:
    file = folder / "list"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_each_work_of_a_list_is_accounted_for(medsynth: Medsynth, tmp_path: Path) -> None:
    with every() as row:
        for name, (text, expected) in LISTS.items():
            with row(name):
                file = written(text, tmp_path)
                told = json.loads(medsynth("coverage", file, "--all", "-f", "json", *ONLY_FROZEN).out)
                assert [work["status"] for work in told] == expected
                assert {work["key"] for work in told if work["status"] == "present"} <= {"alcaraz2023diffusion"}


def test_what_is_missing_is_printed_and_the_rest_counted(medsynth: Medsynth, tmp_path: Path) -> None:
    told = medsynth("coverage", written(f"{TITLE}\n{ABSENT}\n2301.00000\n", tmp_path), *ONLY_FROZEN)
    assert told.out == f"missing\tline 2\t{ABSENT}\nmissing\tline 3\t2301.00000\n"
    assert told.err == "1 of 3 works in the catalogue (33%)\n"


def test_a_rejected_work_is_neither_there_nor_missing(medsynth: Medsynth, tmp_path: Path, bundled: Catalogue) -> None:
    one = next(one for one in bundled.rejected if one.title)
    told = medsynth("coverage", written(f"{one.title}\n", tmp_path), "--all")
    assert told.err == "0 of 0 works in the catalogue; 1 rejected\n"
    assert one.reason in told.out


def test_shares_are_counted_as_they_say(bundled: Catalogue) -> None:
    papers = list(bundled)
    works = [paper for paper in papers if paper.role in ("method", "comparison")]
    found = {(share.fact, share.among): (share.known, share.papers) for share in shares(bundled)}
    assert found["verified", "papers"] == (sum(paper.status == "verified" for paper in papers), len(papers))
    assert found["evaluation", "methods and comparisons"] == (sum(bool(p.evaluation) for p in works), len(works))
    published = [paper for paper in papers if paper.kind != "preprint"]
    assert found["DOI", "published papers"] == (sum(bool(paper.doi) for paper in published), len(published))
    assert all(known <= of for known, of in found.values())


def test_info_prints_the_shares(medsynth: Medsynth, bundled: Catalogue) -> None:
    (facts,) = json.loads(medsynth("info", "-f", "json").out)
    assert [(one["fact"], one["known"]) for one in facts["shares"]] == [
        (one.fact, one.known) for one in shares(bundled)
    ]
    printed = medsynth("info").out
    assert f"summary\t{facts['shares'][1]['known'] / len(bundled):.1%} of {len(bundled)} papers\n" in printed
