"""Turns of threads; those of processes are in `tests/processes`."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medsynth_catalog import turns
from medsynth_catalog.atomic import write_whole


def test_threads_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes(b"")

    def add(number: int) -> None:
        with turns.turn(file):
            before = file.read_bytes()
            write_whole(file, [before, b"%d\n" % number], before)

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(add, range(100)))
    assert sorted(map(int, file.read_bytes().split())) == list(range(100))
    assert [path.name for path in tmp_path.iterdir()] == ["refs.bib"]


def test_a_lock_is_that_of_one_thread_and_ends_with_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "refs.bib"
    seen: list[object] = []

    def other() -> None:
        seen.append(turns.is_locked(tmp_path))
        monkeypatch.setattr(turns, "PATIENCE", 0.01)
        try:
            with turns.turn(file):
                seen.append("a turn")
        except BlockingIOError as error:
            seen.append(error.strerror)

    with turns.turn(file), turns.turn(file):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert turns.is_locked(tmp_path) == (os.name == "posix")
    assert seen == [False, "another program is writing in its folder"]
    assert not turns.is_locked(tmp_path)
    with turns.turn(file):
        pass
