"""`medsynth open`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.choosing import find_papers
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Names
from medsynth_catalog.errors import BrowserError, NotFoundError
from medsynth_catalog.records import Paper


@app.command(
    name="open",
    epilog=examples("open alcaraz2023diffusion", "open 2301.08227 --code", "open alcaraz2023diffusion --print"),
)
@with_option_groups
def open_(
    keys: Names,
    catalogues: Catalogues,
    code: Annotated[bool, typer.Option("--code", help="Open its code instead of the paper.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the address instead of opening it.")] = False,
) -> None:
    """Open papers, or their code, in the browser.

    Nothing is opened if one of them has no known address. Words of a title do if they are of one paper.
    """
    papers = find_papers(catalogues.load(), keys)
    if print_:
        streams.write_stdout("".join(f"{_address(paper, code)}\n" for paper in papers))
    else:
        open_papers(papers, code)


def open_papers(papers: Sequence[Paper], code: bool = False) -> None:
    """Open papers, or their code, in the browser. Raises NotFoundError if one has no known address, BrowserError."""
    for address in [_address(paper, code) for paper in papers]:
        if not _launch(address):
            raise BrowserError("no browser could be started", f"the address is {address}")


def _address(paper: Paper, code: bool) -> str:
    address = paper.code if code else paper.link
    if address is None:
        raise NotFoundError(
            f"{paper.key} has no known {'code' if code else 'address'}", f"see medsynth show {paper.key}"
        )
    return address


def _launch(address: str) -> bool:
    """Whether a browser was started. typer's own function says so of any that is there."""
    import webbrowser  # brings subprocess and more

    return webbrowser.open(address)
