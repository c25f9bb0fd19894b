"""`medsynth open`."""

from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.options import Catalogues, Key, with_option_groups
from medsynth_catalog.errors import BrowserError, NotFoundError


@app.command(
    name="open",
    epilog=examples("open alcaraz2023diffusion", "open 2301.08227 --code", "open alcaraz2023diffusion --print"),
)
@with_option_groups
def open_(
    key: Key,
    catalogues: Catalogues,
    code: Annotated[bool, typer.Option("--code", help="Open its code instead of the paper.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the address instead of opening it.")] = False,
) -> None:
    """Open a paper, or its code, in the browser."""
    paper = catalogues.load().find(key)
    address = paper.code if code else paper.link
    if address is None:
        raise NotFoundError(
            f"{paper.key} has no known {'code' if code else 'address'}", f"see medsynth show {paper.key}"
        )
    if print_:
        streams.write_stdout(f"{address}\n")
    elif typer.launch(address) != 0:
        raise BrowserError("no browser could be started", f"the address is {address}")
