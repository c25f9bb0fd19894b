"""The typer application and its help. The commands register themselves here."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer._click import Command, Context
from typer.core import TyperGroup
from typer.main import get_command_from_info

from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.commands import COMMANDS
from medsynth_catalog.fuzzy import slips
from medsynth_catalog.text import canonical, fold
from medsynth_catalog.version import VERSION

# On a terminal help has panels; into a pipe it is plain text.
_PANELS = sys.stdout.isatty()


class LazyGroup(TyperGroup):
    """The commands, each imported only when it is called or listed, since typer prepares every command that it knows."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return list(COMMANDS)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments; what begins with neither a command nor an option of `medsynth` itself is a search."""
        if args and not self._is_ours(ctx, args):
            args = ["search", *args]
        return super().parse_args(ctx, args)

    def _main_shell_completion(self, *arguments: Any, **named: Any) -> None:
        if any(name.endswith("_COMPLETE") for name in os.environ):
            from medsynth_catalog.cli import shells

            shells.register()
        super()._main_shell_completion(*arguments, **named)

    def _is_ours(self, ctx: Context, args: list[str]) -> bool:
        first = args[0]
        if first in COMMANDS or any(first in option.opts for option in self.get_params(ctx)):
            return True
        if slips(first, COMMANDS) and not _asks_for_papers(args):  # a misspelt command is not looked for in titles
            choose("command", first, COMMANDS)
        return False

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return the command of this name, or `None`."""
        if cmd_name not in COMMANDS:
            return None
        import_module(f"medsynth_catalog.cli.commands.{cmd_name}")  # registers it
        registered = {info.name or info.callback.__name__: info for info in app.registered_commands if info.callback}
        command = get_command_from_info(
            registered[cmd_name], pretty_exceptions_short=False, rich_markup_mode=app.rich_markup_mode
        )
        for option in command.params:
            if hasattr(option.type, "readable"):
                option.type.readable = False  # whoever opens the file says what is wrong with it
        return command


def _asks_for_papers(words: Sequence[str]) -> bool:
    """Whether words that look like a misspelt command are a search: "gans", which names a term, or "state space", of titles."""
    from medsynth_catalog.loading import load_catalogue  # seldom needed before the command is known

    catalogue = load_catalogue()
    if catalogue.vocabulary.meanings(words[0]):
        return True
    followed = len(words) > 1 and not words[1].startswith("-")
    return followed and any(canonical(fold(words[0])) in index.words for index in catalogue.indexes)


app = typer.Typer(
    name="medsynth",
    cls=LazyGroup,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if _PANELS else None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """Return the part of a help page that shows example command lines."""
    text = "Examples:\n" + "\n".join(f"  medsynth {line}" for line in lines)
    return text if _PANELS else f"\b\n{text}"  # keeps plain help from joining the lines


def _version(wanted: bool) -> None:
    if wanted:
        streams.write_stdout(f"medsynth {VERSION}\n")
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
    """Search, list and cite papers on medical data synthesis, offline; only resolve and audit --online use the network.

    Without a command, medsynth searches: "medsynth ecg diffusion".
    """
    if context.invoked_subcommand is None:
        streams.write_stdout(f"{context.get_help()}\n")
