"""Synthetic catalogues of any size that resemble the bundled one, for questions about growth.

Titles are chains of words that follow one another in real titles; facets, year, venue and kind are those of one real
paper, so they go together as they do in the field; names are mixed. As in a real literature the number of distinct words
grows with the papers: methods and family names are also coined, by joining halves of two. Key, title, DOI and arXiv id
are unique. The same seed gives the same papers, and a smaller catalogue is the beginning of a larger one.

Only documented forms are used: JSON lines of `medsynth export`, paper files, and a packed catalogue. Run by the Python of the measured wheel:

    python catalogues.py folder|packed BUNDLED.jsonl PAPERS PLACE
"""

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

SEED = 20240229
KEPT = ("kind", "venue", "volume", "pages", "publisher", "role", "modality", "type", "application", "evaluation",
        "scenario", "facets_from", "status", "notes")  # fmt: skip
COINED_FAMILIES = 0.3  # the share of family names that no bundled author has

Record = dict[str, Any]


def synthetic(bundled: list[Record], seed: int = SEED) -> Iterator[Record]:
    """Yield records without end: the fields of a paper file, and `key`.

    Args:
        bundled: objects as `medsynth export -f jsonl` prints them.
        seed: of the random choices.
    """
    dice = random.Random(seed)
    models = [
        record for record in sorted(bundled, key=lambda record: record["key"]) if record["title"] and record["year"]
    ]
    following: dict[str, list[str]] = {}
    for model in models:
        for word, after in pairwise(["", *model["title"].split(), ""]):
            following.setdefault(word, []).append(after)
    authors = [author for model in models for author in model["authors"] if author["given"]]
    methods = [model["architecture"] for model in models if model["architecture"]]
    taken: set[str] = set()
    number = 0
    preprints: Counter[int] = Counter()  # by year
    while True:
        model = dice.choice(models)
        method = _joined(dice.choice(methods), dice.choice(methods)) if model["architecture"] else ""
        title = _title(dice, following)
        if method and model["title"].startswith(model["architecture"]):
            title = f"{method}: {title}"
        names = [_name(dice, authors) for _ in model["authors"]] or [_name(dice, authors)]
        squashed = re.sub(r"\W", "", title.casefold())
        if len(title.split()) not in range(4, 25) or squashed in taken:
            continue
        number += 1
        key = _key(names[0], model["year"], title)
        if key in taken:
            key = f"{key}{number}"
        taken |= {squashed, key}
        record: Record = {"key": key, "title": title, "authors": names, "year": model["year"]}
        record |= {field: model[field] for field in KEPT if model[field] not in (None, [])}
        modern = model["year"] > 2015  # ids of five digits; an id older than the paper's year would be a mistake
        if model["doi"] or not modern:
            record["doi"] = f"10.5555/synthetic.{number}"  # 10.5555 is the prefix that Crossref keeps for tests
        if modern and (model["arxiv"] or not model["doi"]):
            preprints[model["year"]] += 1
            record["arxiv"] = _arxiv_id(model["year"], preprints[model["year"]])
        if method:
            record["architecture"] = method
        if model["code"]:
            record["code"] = f"https://example.org/{key}"
        yield record | {"evidence": ["synthetic, for measurements"]}


def write_folder(records: Iterable[Record], folder: Path) -> None:
    """Write paper files as a person would, one for each record. Values are quoted as in JSON, which is YAML too."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for record in records:
        lines = []
        for field, value in record.items():
            if field in ("authors", "evidence"):
                lines += [f"{field}:", *(f"  - {json.dumps(item, ensure_ascii=False)}" for item in value)]
            elif field != "key":
                lines.append(f"{field}: {json.dumps(value, ensure_ascii=False)}")
        (papers / f"{record['key']}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pack(records: Iterable[Record], place: Path) -> None:
    """Write a packed catalogue without a file for each paper: a million of them would measure the file system."""
    import msgspec

    from medsynth_catalog import Paper
    from medsynth_catalog.loading import pack_papers

    place.write_bytes(pack_papers(msgspec.convert(record, Paper) for record in records))


def _title(dice: random.Random, following: dict[str, list[str]]) -> str:
    words = [dice.choice(following[""])]
    while words[-1]:
        words.append(dice.choice(following[words[-1]]))
    return " ".join(words[:-1])


def _name(dice: random.Random, authors: list[dict[str, str]]) -> str:
    family = dice.choice(authors)["family"]
    if dice.random() < COINED_FAMILIES:
        family = _joined(family, dice.choice(authors)["family"])
    return f"{family}, {dice.choice(authors)['given']}"


def _joined(first: str, second: str) -> str:
    return first[: len(first) // 2 + 1].strip() + second[len(second) // 2 :].strip()


def _arxiv_id(year: int, number: int) -> str:
    # arXiv gives out fewer than 50,000 a month, so that these are nobody's.
    return f"{year % 100:02}{number % 12 + 1:02}.{50_000 + number // 12:05}"


def _key(name: str, year: int, title: str) -> str:
    def letters(text: str) -> str:
        return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", text).lower())

    word = next((word for word in map(letters, title.split()) if len(word) > 3), "")
    return f"{letters(name.partition(',')[0]) or 'anon'}{year}{word}"


def main(form: str, bundled: str, papers: str, place: str) -> None:
    """Make one catalogue."""
    with Path(bundled).open(encoding="utf-8") as lines:
        records = islice(synthetic([json.loads(line) for line in lines]), int(papers))
    {"folder": write_folder, "packed": pack}[form](records, Path(place))


if __name__ == "__main__":
    main(*sys.argv[1:])
