"""Other programs that keep bibliographies, each in an environment of its own, with the same papers and the same question.

The question is a word of the title and a year; the export is that of all entries as BibTeX.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from measuring import Work

WORD, YEAR = "realistic", "2025"  # the word is one that spelling, plural and LaTeX leave alone


@dataclass(frozen=True)
class Place:
    """Where one rival lives at one size.

    Fields: `scripts`, the folder of its commands; `home`, its own; `bibtex` and `lines`, the papers as medsynth exports
    them; `environment`, its variables.
    """

    scripts: Path
    home: Path
    bibtex: Path
    lines: Path
    environment: Mapping[str, str]

    @property
    def exported(self) -> Path:
        """The file that an export goes to where the tool does not print it."""
        return self.home / "exported.bib"

    def run(self, *words: str) -> Work:
        """Return a run of one of its commands, or of the system's."""
        command = self.scripts / words[0]
        return Work((str(command) if command.exists() else words[0], *words[1:]), self.environment)


@dataclass(frozen=True)
class Tool:
    """One rival.

    Fields: `requirements`, for pip, none for a program of the system; `read_in`, the works that give it the papers;
    `query` and `export`, its words, `None` where it can't; `heading`, lines before the first hit.
    """

    requirements: tuple[str, ...]
    read_in: Callable[[Place], Iterator[Work]]
    query: Callable[[Place], tuple[str, ...]]
    export: Callable[[Place], tuple[str, ...]] | None
    heading: int = 0


def _papis(place: Place) -> Iterator[Work]:
    library = place.home / "papers"
    with place.lines.open(encoding="utf-8") as lines:
        for paper in map(json.loads, lines):
            names = [{part: author[part] for part in ("family", "given")} for author in paper["authors"]]
            facts = {
                "ref": paper["key"],
                "type": "article",
                "title": paper["title"],
                "author": " and ".join(f"{name['family']}, {name['given']}" for name in names),
                "author_list": names,
                "journal": paper["venue"],
                **{field: paper[field] for field in ("year", "doi", "url")},
            }
            written = "".join(f"{field}: {json.dumps(fact)}\n" for field, fact in facts.items() if fact)
            (folder := library / paper["key"]).mkdir(parents=True)
            (folder / "info.yaml").write_text(written, encoding="utf-8")
    config = place.home / ".config" / "papis"
    config.mkdir(parents=True)
    settings = f"[settings]\ndefault-library = papers\ndatabase-backend = sqlite\n[papers]\ndir = {library}\n"
    (config / "config").write_text(settings, encoding="utf-8")
    yield place.run("papis", "list", "--all", "type:article")  # builds its index


def _pubs(place: Place) -> Iterator[Work]:
    yield place.run("pubs", "init")
    yield place.run("pubs", "import", str(place.bibtex))


def _cobib(place: Place) -> Iterator[Work]:
    yield place.run("cobib", "init")
    yield place.run("cobib", "add", "--bibtex", str(place.bibtex))
    yield place.run("cobib", "-p", "list")  # fills its cache


def _sqlite_utils(place: Place) -> Iterator[Work]:
    database = str(place.home / "papers.db")
    yield place.run("sqlite-utils", "insert", database, "papers", str(place.lines), "--nl", "--pk", "key")
    yield place.run("sqlite-utils", "enable-fts", database, "papers", "title")


_MATCH = (
    "select key from papers where rowid in (select rowid from papers_fts where papers_fts match :word) and year = :year"
)

# bibtool has no "and": one run takes the entries of another.
_BIBTOOL = (
    f'bibtool -- \'select{{title "{WORD}"}}\' "$1" | bibtool -- \'select{{year "{YEAR}"}}\''
    r" | sed -n 's/^@.*{ *\(.*\),$/\1/p'"
)

TOOLS = {
    "papis (sqlite)": Tool(
        ("papis",),
        _papis,
        lambda _: ("papis", "list", "--all", "--format", "{doc[ref]}", f"title:{WORD} year:{YEAR}"),
        lambda _: ("papis", "export", "--all", "--format", "bibtex", "type:article"),
    ),
    # pubs names neither pyparsing nor the last bibtexparser that it works with.
    "pubs": Tool(
        ("pubs", "pyparsing", "bibtexparser<2"),
        _pubs,
        lambda _: ("pubs", "list", "-k", f"title:{WORD}", f"year:{YEAR}"),
        lambda _: ("pubs", "export"),
    ),
    "cobib": Tool(
        ("cobib",),
        _cobib,
        lambda _: ("cobib", "-p", "list", "-i", "++title", WORD, "++year", YEAR),
        lambda place: ("cobib", "export", "--bibtex", "--", str(place.exported)),
        heading=1,
    ),
    "sqlite-utils": Tool(
        ("sqlite-utils",),
        _sqlite_utils,
        lambda place: ("sqlite-utils", "query", str(place.home / "papers.db"), _MATCH, "-p", "word", WORD, "-p", "year",
                       YEAR, "--csv", "--no-headers"),
        None,
    ),
    "bibtool": Tool(
        (),
        lambda _: iter(()),
        lambda place: ("sh", "-c", _BIBTOOL, "sh", str(place.bibtex)),
        lambda place: ("bibtool", str(place.bibtex)),
    ),
}  # fmt: skip
