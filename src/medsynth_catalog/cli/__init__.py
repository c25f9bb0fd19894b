"""The command line: the one home of typer, and the one place where an error becomes a line and an exit code."""

import sys
from collections.abc import Sequence

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.errors import CatalogueError, MedsynthError, UsageError


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; an error is printed to stderr as one line."""
    streams.prepare()
    try:
        code = app(args=list(arguments), prog_name="medsynth", standalone_mode=False)
        sys.stdout.flush()
    except CatalogueError as error:
        for problem in error.problems:
            streams.print_message(problem)
        return _print_error(str(error), ExitCode.INVALID_CATALOGUE)
    except UsageError as error:
        return _print_error(str(error), ExitCode.INVALID_USAGE)
    except MedsynthError as error:
        return _print_error(str(error), ExitCode.FAILED)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f" (see {context.command_path} --help)" if context else ""
        return _print_error(f"{error.format_message().rstrip('.')}{hint}", ExitCode.INVALID_USAGE)
    except BrokenPipeError:
        return _end_quietly()
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # typer's own way to end
            return _end_quietly()
        raise
    except OSError as error:
        if not error.filename:  # stdout has none
            streams.give_up(sys.stdout)
        what = f"cannot use {error.filename}" if error.filename else "cannot write"
        return _print_error(f"{what}: {error.strerror}", ExitCode.FAILED)
    except MemoryError:
        return _print_error("not enough memory", ExitCode.FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    return code if isinstance(code, int) else ExitCode.DONE


def _end_quietly() -> ExitCode:
    streams.give_up(sys.stdout)
    return ExitCode.DONE


def _print_error(message: str, code: ExitCode) -> ExitCode:
    streams.print_message(f"medsynth: {message}")
    return code
