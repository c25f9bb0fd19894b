"""Seeded faults are named with their kind, and honest entries are left alone; a failure prints the whole table."""

from collections.abc import Mapping
from random import Random

from audit_bench.entries import Made, Source, draft_of
from audit_bench.faults import FAULTS
from audit_bench.habits import HABITS, REMARKED, TOLD
from medsynth_catalog import Catalogue, Paper
from medsynth_catalog.audit import AuditedEntry, Matcher, audit, mend, read_bibliography

EACH = 20
# Of each kind of fault so many must be named, and of all clean entries at most so many accused.
NAMED, ACCUSED = 0.95, 0.01


def sources(made: Mapping[str, Made], catalogue: Catalogue, seed: int) -> dict[str, list[tuple[Paper, str]]]:
    """So many texts of each form, each from another paper, the same at every run over one catalogue."""
    papers = tuple(
        sorted((paper for paper in catalogue.papers if paper.status == "verified"), key=lambda paper: paper.key)
    )
    found: dict[str, list[tuple[Paper, str]]] = {}
    for name, make in made.items():
        chance = Random(f"{seed} {name}")
        texts = found.setdefault(name, [])
        for paper in chance.sample(papers, len(papers)):
            text = make(Source(paper, draft_of(paper), papers, chance))
            if text is not None:
                texts.append((paper, text))
            if len(texts) == EACH:
                break
    return found


def found(text: str, catalogue: Catalogue | Matcher) -> list[AuditedEntry]:
    return audit(read_bibliography(text), catalogue)


def told(text: str, entries: list[AuditedEntry]) -> str:
    return "\n".join([text, *(f"    {finding.kind}: {finding.message}" for one in entries for finding in one.findings)])


def test_faults_are_named(bundled: Catalogue) -> None:
    table, failures = [], []
    right = total = 0
    matcher = Matcher(bundled)
    for name, texts in sources({name: make for name, (_, make) in FAULTS.items()}, bundled, 7).items():
        kind = FAULTS[name][0]
        named = 0
        for _, text in texts:
            entries = found(text, matcher)
            hit = any(finding.kind == kind for one in entries for finding in one.findings)
            named += hit
            failures += [] if hit else [f"{name}, {kind} expected:\n{told(text, entries)}"]
        table.append(f"{named:>4} of {len(texts):>3}  {kind:<14} {name}")
        right, total = right + named, total + len(texts)
    report = "\n".join([*table, f"{right:>4} of {total:>3}", *failures])
    assert total >= 700, report
    assert right >= NAMED * total, report


def test_mended_faults_are_the_papers_facts(bundled: Catalogue) -> None:
    """What is mended is right: the mended entry has no error of its kind left, and what was right stays."""
    table, failures = [], []
    wrong = total = 0
    matcher = Matcher(bundled)
    for name, texts in sources({name: make for name, (_, make) in FAULTS.items()}, bundled, 13).items():
        mended_here = 0
        for paper, text in texts:
            entries = found(text, matcher)
            if not any(finding.mend for one in entries for finding in one.findings):
                continue
            mended_here += 1
            whole, _ = mend(text, entries)
            after = found(whole, matcher)
            bad = [one for one in after if not one.match or one.match.paper.key != paper.key]
            bad += [one for one in after for finding in one.findings if finding.mend]
            wrong += bool(bad)
            failures += [f"{name}:\n{whole}\n{told('', after)}"] if bad else []
        table.append(f"{mended_here:>4} of {len(texts):>3} mended  {name}")
        total += mended_here
    report = "\n".join([*table, f"{wrong:>4} of {total:>3} wrong", *failures])
    assert total >= 300, report
    assert wrong == 0, report


def test_honest_entries_are_left_alone(bundled: Catalogue) -> None:
    table, failures = [], []
    accused = total = 0
    matcher = Matcher(bundled)
    for name, texts in sources(HABITS, bundled, 11).items():
        wrongly = 0
        for paper, text in texts:
            entries = found(text, bundled.without([paper.key]) if name == "outside the catalogue" else matcher)
            findings = [finding for one in entries for finding in one.findings if finding.kind != TOLD.get(name)]
            if name in REMARKED:
                findings = [finding for finding in findings if finding.severity == "error" or finding.mend]
            wrongly += bool(findings)
            failures += [f"{name}:\n{told(text, entries)}"] if findings else []
        table.append(f"{wrongly:>4} of {len(texts):>3}  {name}")
        accused, total = accused + wrongly, total + len(texts)
    report = "\n".join([*table, f"{accused:>4} of {total:>3}", *failures])
    assert total >= 200, report
    assert accused <= ACCUSED * total, report
