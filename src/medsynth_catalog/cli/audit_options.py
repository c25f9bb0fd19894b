"""The options of `medsynth audit` that say which findings are told."""

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

FINDINGS = "Findings"


class Findings(NamedTuple):
    """Which findings are told, and what they mean for the exit code."""

    only: Annotated[
        list[str], typer.Option(metavar="KIND", rich_help_panel=FINDINGS, help="Tell findings of this kind alone.")
    ] = []
    ignore: Annotated[
        list[str], typer.Option(metavar="KIND", rich_help_panel=FINDINGS, help="Don't tell findings of this kind.")
    ] = []
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", rich_help_panel=FINDINGS, help="Don't tell what this earlier report (-f json) told."
        ),
    ] = None
    fail_on: Annotated[
        Literal["any", "error", "never"],
        typer.Option(rich_help_panel=FINDINGS, help="Which findings make the exit code 1; remarks are no errors."),
    ] = "any"
