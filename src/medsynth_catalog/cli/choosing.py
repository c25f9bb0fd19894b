"""What the commands for single papers share: finding them by names or words of a title, and printing which were chosen."""

from collections.abc import Sequence

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.format_options import STDIN
from medsynth_catalog.errors import NotFoundError
from medsynth_catalog.fields import display_title
from medsynth_catalog.naming import Called, keys_in, papers_called
from medsynth_catalog.records import Paper
from medsynth_catalog.text import counted

_OFFERED = 10


def find_papers(catalogue: Catalogue, words: Sequence[str]) -> Sequence[Paper]:
    """Return the papers that are called by keys, DOIs, arXiv ids, words of a title, or "-" for keys on stdin.

    Prints which paper words of a title chose, or which ones they may mean.

    Raises:
        NotFoundError: A name is that of no paper, or words are of none or of several.
    """
    names = [
        name
        for one in words
        for name in (keys_in(catalogue, streams.read_text(None).splitlines()) if one == STDIN else [one])
    ]
    called = papers_called(catalogue, names)
    if called.chosen:
        streams.print_message(f"{called.words!r} is {_line(called.chosen)}")
    elif called.answer is not None:
        raise _unclear(called)
    return called.papers


def _unclear(called: Called) -> NotFoundError:
    answer = called.answer
    if not answer:
        return NotFoundError(f"no paper has {called.words!r} in its title", "see medsynth search")
    for paper in answer[:_OFFERED]:
        streams.print_message(_line(paper))
    if answer.is_partial:
        return NotFoundError(f"no paper has all of {called.words!r}", "these are nearest; name one by its key")
    more = f", the first {_OFFERED} of them above" if len(answer) > _OFFERED else ""
    return NotFoundError(f"{called.words!r} may be {counted(len(answer), 'paper')}{more}", "name one by its key")


def _line(paper: Paper) -> str:
    return f"{paper.key}  {paper.year or '    '}  {display_title(paper)}"
