"""The entry point: `medsynth`, and `python -m medsynth_catalog`, which is the same."""

import gc
import sys

from medsynth_catalog import stopping


def main() -> None:
    """Run the command line and end the process with its exit code."""
    stopping.end_when_told()
    gc.disable()  # in a process this short, collecting garbage costs more than it frees
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from medsynth_catalog import descriptors

        descriptors.stand_in()
    from medsynth_catalog.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
