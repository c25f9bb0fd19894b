"""What readers type first finds what they expect: questions with answers, held out from the making of the search.

`questions/questions.yaml` says what each field means. Single questions may fail; the share of those that are answered may not fall.
"""

import re
from typing import Any

import pytest
import yaml

from medsynth_catalog import FACETS, Catalogue, Facet, Paper, Query, search
from shell import HERE

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "questions" / "questions.yaml").read_text(encoding="utf-8"))
LEAST = 0.95


def test_questions_are_answered(bundled: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    failed = [
        f"{question['ask']}: {reason}"
        for question in QUESTIONS
        if (reason := unanswered(bundled, question)) is not None
    ]
    share = 1 - len(failed) / len(QUESTIONS)
    assert share >= LEAST, "\n".join([f"{share:.1%} are answered; not:", *failed])


def unanswered(catalogue: Catalogue, question: dict[str, Any]) -> str | None:
    """Why an answer isn't what a reader expects, or `None`."""
    answer = search(catalogue, Query(text=question["ask"]))
    keys = [paper.key for paper in answer]
    wrong = set() if answer.is_partial else set(question.get("none_of", ())) & set(keys)
    if wrong:
        return f"{', '.join(sorted(wrong))} should not be in it"
    if "wants" in question:
        if question["wants"]:
            return None if set(question["wants"]) & set(keys[:3]) else f"the first three are {', '.join(keys[:3])}"
        return None if not keys or answer.is_partial else f"nothing fits, yet {len(keys)} papers answer"
    selections = question["all_of"] if isinstance(question["all_of"], list) else [question["all_of"]]
    wanted = {paper.key for paper in catalogue.papers if any(fits(catalogue, paper, one) for one in selections)}
    missing = wanted - set(keys)
    return f"{len(missing)} of {len(wanted)} are missing" if missing else None


def fits(catalogue: Catalogue, paper: Paper, selection: dict[str, Any]) -> bool:
    """Whether a paper fits every field of a selection; without a role only methods do."""
    for name, value in ({"role": "method"} | selection).items():
        field = name.removeprefix("not_")
        values = value if isinstance(value, list) else [value]
        held = [has(catalogue, paper, field, one) for one in values]
        if any(held) if name != field else not all(held):
            return False
    return True


def has(catalogue: Catalogue, paper: Paper, field: str, value: Any) -> bool:
    if field in FACETS:
        facet: Facet = next(facet for facet in FACETS if facet == field)
        return not catalogue.vocabulary.narrower(facet, value).isdisjoint(paper.terms(facet))
    if field == "year":
        first, dash, last = value.partition("-")
        return paper.year is not None and int(first or 0) <= paper.year <= int(last or (9999 if dash else first))
    if field == "venue":
        return any(venue.id == value and venue.name == paper.venue for venue in catalogue.venues)
    if field == "title":
        return re.search(rf"\b{re.escape(value.lower())}\b", (paper.title or "").lower()) is not None
    return value in paper.sources if field == "source" else (paper.code is not None) is value
