"""The entry point: `medsynth`, and `python -m medsynth_catalog`, which is the same."""

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # in a process this short, collecting garbage costs more than it frees
    from medsynth_catalog.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
