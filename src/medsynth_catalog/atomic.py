"""Writing a file whole or not at all: the one place where a file is replaced.

What is new is written to a file without a name, where the system has such (Linux), and gets its name when it is complete, so
that a process killed at any moment leaves nothing behind. Elsewhere it is a hidden file until then.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from medsynth_catalog.opening import open_regular
from medsynth_catalog.stopping import on_stop
from medsynth_catalog.turns import is_locked, turn

# Special files, which are written as they are.
_SPECIAL = ("/dev/", "/proc/")


class ChangedError(OSError):
    """A file isn't what it was when it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(0, "it changed while it was read; run the command again", str(path))


def write_whole(path: Path, data: Iterable[bytes], read: bytes | None = None) -> None:
    """Put a complete new file in the place of `path`. Raises OSError.

    The old one's permissions, owner, extended attributes, and hard and symbolic links are kept. For a file with hard links,
    or of an owner whom this user can't give a file to, that means to write into it; until that is done, a complete
    hidden file lies beside it. What is no regular file, such as a pipe, is written as it is.

    Args:
        path: the file; its folder must exist.
        data: the pieces of its content, written as they come.
        read: what the file held when it was read, empty if there was none. If it holds anything else by now,
            ChangedError is raised and nothing written.
    """
    if path.is_dir():
        raise IsADirectoryError(0, "is a folder", str(path))
    if str(path).startswith(_SPECIAL) or (path.exists() and not path.is_file()):
        with path.open("ab") as file:  # it may be the end of a file, as in `-o /dev/stdout >> all.bib`
            file.writelines(data)
        return
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "it is read-only", str(path))
    with _draft(target.parent) as draft:
        draft.file.writelines(data)
        draft.file.flush()
        with turn(target):
            if read is not None and _content(target) != read:
                raise ChangedError(path)
            os.fsync(draft.file.fileno())
            if not target.exists():
                draft.name_it(target, replace=read is None)
            elif _dressed_like(draft.file.fileno(), target):
                draft.name_it(target)
            else:
                _overwrite(target, draft)


def create_whole(path: Path, data: Iterable[bytes]) -> None:
    """Make a complete new file. Raises FileExistsError if there is one of this name, and other kinds of OSError."""
    with _draft(path.parent) as draft:
        draft.file.writelines(data)
        draft.file.flush()
        os.fsync(draft.file.fileno())
        with turn(path):
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            draft.name_it(path, replace=False)


def swap_whole(path: Path, data: bytes) -> None:
    """Put a file in the place of `path`, whatever it is and whoever owns it. Raises OSError."""
    with _draft(path.parent) as draft:
        draft.file.write(data)
        draft.file.flush()
        draft.name_it(path)


class _Draft:
    """A new file in a folder, with or without a name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name: str | None = None
        self.when_told: Callable[[], None] = self.remove
        try:
            self.file: BinaryIO = os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b")
            if not self._handle_path.exists():
                raise FileNotFoundError(self._handle_path)
        except (AttributeError, OSError):  # a system, a file system or a container without such files
            self._begin_named()

    @property
    def _handle_path(self) -> Path:
        return Path(f"/proc/self/fd/{self.file.fileno()}")

    def _begin_named(self) -> None:
        import tempfile  # seldom needed

        handle, self._name = tempfile.mkstemp(dir=self._folder, prefix=".medsynth-")
        on_stop.append(self.when_told)
        self.file = os.fdopen(handle, "w+b")
        umask = os.umask(0)
        os.umask(umask)
        Path(self._name).chmod(0o666 & ~umask)

    def name_it(self, target: Path, replace: bool = True) -> None:
        """Give the file its final name. Without `replace`, ChangedError is raised if there is a file of this name."""
        if self._name is None and not target.exists():
            try:
                self._link(target)
            except FileExistsError:  # just made by another program
                if not replace:
                    raise ChangedError(target) from None
            else:
                return
        self.give_a_name()
        self.file.close()  # Windows moves no open file
        Path(str(self._name)).replace(target)
        self._name = None

    def give_a_name(self) -> None:
        """Let a file without a name have a hidden one. One that another process was killed over is reused under the lock."""
        if self._name is not None:
            return
        unique = "" if is_locked(self._folder) else f"-{os.getpid()}-{time.monotonic_ns()}"
        name = self._folder / f".medsynth{unique}"
        name.unlink(missing_ok=True)
        self._name = str(name)
        on_stop.append(self.when_told)
        self._link(name)

    def _link(self, path: Path) -> None:
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:  # only with a folder's handle does Python follow the link of /proc
            os.link(self._handle_path, path, src_dir_fd=folder)
        finally:
            os.close(folder)

    def remove(self) -> None:
        """Remove the hidden file, if there is one."""
        if self._name is not None:
            Path(self._name).unlink(missing_ok=True)
            self._name = None


@contextmanager
def _draft(folder: Path) -> Iterator[_Draft]:
    draft = _Draft(folder)
    try:
        yield draft
    finally:
        draft.file.close()
        draft.remove()
        if draft.when_told in on_stop:
            on_stop.remove(draft.when_told)


def _content(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            return file.read()
    except FileNotFoundError:
        return b""


def _dressed_like(handle: int, target: Path) -> bool:
    """Give a new file the owner, attributes and permissions of another; `False` if they can't be had by replacing it."""
    there = target.stat()
    if there.st_nlink > 1:
        return False
    if os.name != "posix":
        return True
    mine = os.fstat(handle)
    if (mine.st_uid, mine.st_gid) != (there.st_uid, there.st_gid):
        try:
            os.fchown(handle, there.st_uid, there.st_gid)
        except OSError:
            return False
    for name in os.listxattr(target) if hasattr(os, "listxattr") else ():
        with suppress(OSError):
            os.setxattr(handle, name, os.getxattr(target, name))
    os.fchmod(handle, stat.S_IMODE(there.st_mode))
    return True


def _overwrite(target: Path, draft: _Draft) -> None:
    """Write a draft into a file that stays the same one, and the old content again if that fails."""
    draft.file.seek(0)
    new = draft.file.read()
    with target.open("r+b") as file:
        old = file.read()

        def keep_if_torn() -> None:
            if _content(target) in (old, new):
                draft.remove()

        draft.when_told = keep_if_torn
        draft.give_a_name()
        try:
            _rewrite(file, new)
        except OSError:
            _rewrite(file, old)
            raise


def _rewrite(file: BinaryIO, data: bytes) -> None:
    file.seek(0)
    file.write(data)
    file.flush()
    file.truncate(len(data))
    os.fsync(file.fileno())
