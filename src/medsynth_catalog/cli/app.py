"""The typer application and its help. The commands register themselves here; each only asks, then hands the answer on."""

import sys
from typing import Annotated

import typer

from medsynth_catalog.version import VERSION

# Panels for a person; into a pipe, help is plain text.
_PANELS = sys.stdout.isatty()

app = typer.Typer(
    name="medsynth",
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if _PANELS else None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """Make the part of a help page that shows a command at work."""
    text = "Examples:\n" + "\n".join(f"  medsynth {line}" for line in lines)
    return text if _PANELS else f"\b\n{text}"  # the mark that keeps plain help from filling paragraphs


def _version(wanted: bool) -> None:
    if wanted:
        print(f"medsynth {VERSION}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    epilog=examples(
        "search --modality ecg --type DM",
        "list --by year --modality mammography",
        "export -m ecg -e utility -o refs.bib",
    ),
)
def medsynth(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Papers on medical data synthesis: search them, list them, cite them, offline; only resolve asks the network."""
    if context.invoked_subcommand is None:
        print(context.get_help())
