"""The command line: the one home of typer, and the one place where an error becomes a line and an exit code."""

import sys
from collections.abc import Sequence

import typer

from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.errors import CatalogueError, MedsynthError, QueryError


def run(arguments: Sequence[str]) -> int:
    """Run one command line; say what went wrong in a line on stderr and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # both are TextIOWrapper
    try:
        code = app(args=list(arguments), prog_name="medsynth", standalone_mode=False)
    except CatalogueError as error:
        for problem in error.problems:
            delivery.say(problem)
        return _sorry(str(error), ExitCode.BROKEN_CATALOGUE)
    except QueryError as error:
        return _sorry(str(error), ExitCode.USAGE)
    except MedsynthError as error:
        return _sorry(str(error), ExitCode.NOT_FOUND)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f" (see {context.command_path} --help)" if context else ""
        return _sorry(f"{error.format_message().rstrip('.')}{hint}", ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    return code if isinstance(code, int) else ExitCode.DONE


def _sorry(message: str, code: ExitCode) -> ExitCode:
    delivery.say(f"medsynth: {message}")
    return code
