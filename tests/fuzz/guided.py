"""The same targets, led by which lines of the readers a case reaches: `pip install atheris`, then

python tests/fuzz/guided.py BibTeX -runs=100000

Options that begin with a single dash are those of libFuzzer (https://llvm.org/docs/LibFuzzer.html).
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Feed one target until libFuzzer ends the process."""
    try:
        import atheris
    except ModuleNotFoundError:
        print("needs atheris: pip install atheris", file=sys.stderr)
        return 2
    sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "src")]
    with atheris.instrument_imports(include=["medsynth_catalog"]):
        from fuzz.run import silence
        from fuzz.targets import TARGETS, only_cache
    names = [target.name for target in TARGETS]
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"name one of {', '.join(names)}", file=sys.stderr)
        return 2
    target = TARGETS[names.index(sys.argv.pop(1))]
    folder = Path(tempfile.mkdtemp(prefix="medsynth-fuzz-"))
    only_cache(folder / "cache")
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(seed)

    def once(data: bytes) -> None:
        with silence():
            target.feed(data, folder)

    atheris.Setup([*sys.argv, str(corpus)], once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
