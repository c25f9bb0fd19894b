"""Papers as Markdown: a list as lists of papers have it, and a table; titles lead to the papers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, cell
from medsynth_catalog.records import Paper

# What Markdown (CommonMark and its tables) would take for its own.
# What begins an item of a list where it is the first word of a line, or of another item.
_BULLET = re.compile(r"(?<!\S)[-+](?!\S)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!]|&(?=[#\w]))")


def write_list(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an item for each paper: linked title, authors, venue, year, code."""
    return (f"- {_item(paper)}\n" for paper in papers)


def write_table(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield a pipe table of the columns, row by row."""
    names = columns or DEFAULT_COLUMNS
    yield _row(names)
    yield _row(["---"] * len(names))
    for paper in papers:
        yield _row([_cell(paper, name) for name in names])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _item(paper: Paper) -> str:
    title = escaped(paper.title or paper.key)
    first = f"[**{title}**]({linked(paper.link)})" if paper.link else f"**{title}**"
    authors = escaped(", ".join(author.name for author in paper.authors))
    if not paper.authors_complete:
        authors += ", et al"
    venue = f"*{escaped(paper.venue)}*" if paper.venue else ""
    where = " ".join(filter(None, (venue, str(paper.year or ""))))
    code = f"[[code]]({linked(paper.code)})" if paper.code else ""
    return " ".join(filter(None, (first, authors and f"{authors}.", where and f"{where}.", code)))


def _cell(paper: Paper, column: str) -> str:
    text = cell(paper, column)
    if column == "title" and paper.link and text:
        return f"[{escaped(text)}]({linked(paper.link)})"
    if column == "code" and text:
        return f"[code]({linked(text)})"
    return escaped(text)


def escaped(text: str) -> str:
    """Write text so that Markdown shows it letter for letter."""
    return _BULLET.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", text))


def linked(url: str) -> str:
    """Write an address so that no sign in it ends the link."""
    return url.replace("|", "%7C").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
