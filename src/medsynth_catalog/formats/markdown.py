"""A Markdown table, as in a README; titles lead to the papers."""

import re
from collections.abc import Sequence

from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, cell
from medsynth_catalog.records import Paper

# What Markdown (CommonMark and its tables) would take for its own.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")


def write_markdown(papers: Sequence[Paper], columns: Sequence[str] = ()) -> str:
    """Write a pipe table of the columns."""
    columns = columns or DEFAULT_COLUMNS
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_cell(paper, column) for column in columns) for paper in papers]
    return "".join(f"| {line} |\n" for line in lines)


def _cell(paper: Paper, column: str) -> str:
    text = cell(paper, column)
    if column == "title" and paper.link and text:
        return f"[{_escaped(text)}]({_address(paper.link)})"
    if column == "code" and text:
        return f"[code]({_address(text)})"
    return _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _address(url: str) -> str:
    return url.replace("|", "%7C").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
