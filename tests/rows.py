"""One test over many rows: it goes through all of them and fails once, with the name and the reason of each bad one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Row = Callable[[object], AbstractContextManager[None]]


@contextmanager
def every() -> Iterator[Row]:
    """Collect what fails in each `with row(name):` inside, and fail at the end with a line `name: reason` for each."""
    failed: list[str] = []

    @contextmanager
    def row(name: object) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001
            reason = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
            failed.append(f"{name}: {(reason or 'assertion failed').splitlines()[0]}")

    yield row
    count = f"{len(failed)} row{'s' * (len(failed) > 1)} failed"
    assert not failed, "\n".join([count, *failed])
