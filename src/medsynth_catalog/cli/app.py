"""The typer application and its help. The commands register themselves here; each only asks, then hands the answer on."""

import sys
from typing import Annotated

import typer

from medsynth_catalog.version import VERSION

app = typer.Typer(
    name="medsynth",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Panels for a person; into a pipe, help is plain text.
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """Make the part of a help page that shows a command at work."""
    return "Examples:\n\n" + "\n\n".join(f"  medsynth {line}" for line in lines)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"medsynth {VERSION}")
        raise typer.Exit


@app.callback(
    epilog=examples(
        "search --modality ecg --type DM",
        "list --by year --modality mammography",
        "export -m ecg -e utility -o refs.bib",
    )
)
def medsynth(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The catalogue of papers on medical data synthesis: search it, list it, cite from it, all offline."""
