"""The entry point: `medsynth`, and `python -m medsynth_catalog`, which is the same."""

import gc
import sys
from typing import NoReturn

from medsynth_catalog import stopping


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    stopping.end_when_told()
    gc.disable()  # in a process this short, collecting garbage costs more than it frees
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from medsynth_catalog import descriptors

        descriptors.stand_in()
    from medsynth_catalog.cli import run

    try:
        code: str | int | None = run(sys.argv[1:])
    except SystemExit as leaving:  # typer's way to end completion
        code = leaving.code
    stopping.end(code)


if __name__ == "__main__":
    main()
