"""Files that are replaced keep what they are; what is no regular file neither blocks nor fills the memory."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loopback import Loopback
from medsynth_catalog import atomic, load_catalogue
from medsynth_catalog.cache import cached
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.loading.files import MAX_BYTES
from processes.running import REFS, TOY, copied
from rows import every
from shell import Medsynth, use_cache

PAPER = "suh2024timeautodiff"
posix = pytest.mark.skipif(os.name != "posix", reason="this system has no such files")


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (_fifo, "Is no regular file"),
    "a device": (_device, "Is no regular file"),
    "a link to itself": (_loop, "Too many levels of symbolic links"),
    "a link that leads nowhere": (_nowhere, "No such file or directory"),
    "a folder": (Path.mkdir, "Is a directory"),
    "100 MB": (_large, f"is too large: {100 * 1024 * 1024} bytes; at most {MAX_BYTES} are allowed"),
}


@posix
def test_what_is_no_paper_file_is_told_by_every_command(medsynth: Medsynth, tmp_path: Path) -> None:
    with every() as row:
        for name, (make, reason) in STRANGE.items():
            with row(name):
                folder = copied(TOY, tmp_path / name)
                make(folder / "papers" / "strange2020file.yaml")
                line = f"papers/strange2020file.yaml: {reason}\n"
                assert line in medsynth("check", str(folder), code=3).out
                asked = medsynth("search", "--catalog", str(folder), "--only-catalog", code=3)
                assert asked.err == f"{line}medsynth: the catalogue at {folder} has 1 problem\n"


@posix
def test_lock_files_of_editors_are_no_papers(medsynth: Medsynth, tmp_path: Path) -> None:
    folder = copied(TOY, tmp_path / "catalogue")
    (folder / "papers" / f".#{PAPER}.yaml").symlink_to("me@here.1234:1700000000")
    assert medsynth("search", PAPER, "--catalog", str(folder), "--only-catalog", "-f", "keys").out == f"{PAPER}\n"


@posix
def test_a_pipe_in_place_of_the_cache(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_cache(monkeypatch, tmp_path / "cache")
    question = ("show", PAPER, "--catalog", str(TOY), "--only-catalog", "-f", "keys")
    medsynth(*question)
    indexes = list(cached("x").parent.glob("*.index"))
    assert indexes
    for index in indexes:
        index.unlink()
        os.mkfifo(index)
    assert medsynth(*question).out == f"{PAPER}\n"
    assert all(index.is_file() for index in indexes)


def test_a_cache_that_takes_no_file_is_left_as_it_is(
    medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_cache(monkeypatch, tmp_path)
    question = ("search", "--catalog", str(TOY), "--only-catalog", "-f", "keys")
    answer = medsynth(*question).out
    for index in list(cached("x").parent.glob("*.index")):
        index.unlink()
        index.mkdir()
        (index / "something").touch()
    before = sorted(tmp_path.rglob("*"))
    assert medsynth(*question).out == answer
    assert sorted(tmp_path.rglob("*")) == before


def test_names_too_long_are_one_line(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "a" * 300
    reason = "File name too long" if os.name == "posix" else ""
    assert medsynth("search", "--catalog", name, code=3).err.startswith(f"medsynth: cannot read {name}: {reason}")
    assert medsynth("audit", name, code=1).err.startswith(f"medsynth: cannot read {name}: {reason}")
    assert medsynth("search", "-o", name, code=1).err.startswith(f"medsynth: cannot write {name}: {reason}")
    medsynth("search", "-n", "1", "-o", "a" * 255)
    assert [path.name for path in tmp_path.iterdir()] == ["a" * 255]


@posix
def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "Path('gone').mkdir(); os.chdir('gone'); Path('../gone').rmdir()\n"
        "from medsynth_catalog.cli import run\n"
        "for line in (['search', '--catalog', 'x'], ['search', '-n', '1', '-o', 'x.bib'], ['check', 'x'], ['audit', 'x']):\n"
        "    print(run(line), flush=True)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert ran.stdout.split() == ["3", "1", "3", "1"]
    assert all(line.startswith("medsynth: ") for line in ran.stderr.splitlines()), ran.stderr
    assert len(ran.stderr.splitlines()) == 4


@posix
@pytest.mark.parametrize("name", [b"\xff\xfe", "Ünï".encode(), b"a\x1b[31m\n", b" "])
def test_folders_of_any_name(name: bytes, medsynth: Medsynth, tmp_path: Path) -> None:
    folder = copied(TOY, tmp_path / os.fsdecode(name))
    arguments = ("--catalog", str(folder), "--only-catalog")
    assert PAPER in medsynth("search", *arguments).out
    for command, code in (
        (("info", *arguments), 0),
        (("check", str(folder)), 3),
        (("search", *arguments, "-f", "json"), 0),
    ):
        ran = medsynth(*command, code=code)
        assert "\x1b" not in ran.out + ran.err


class TestAReplacedFile:
    """`write_whole`."""

    def test_it_must_be_what_was_read(self, tmp_path: Path) -> None:
        file = tmp_path / "refs.bib"
        file.write_bytes(b"edited meanwhile")
        with pytest.raises(atomic.ChangedError, match="it changed while it was read"):
            atomic.write_whole(file, [b"new"], b"old")
        with pytest.raises(atomic.ChangedError):
            atomic.write_whole(file, [b"new"], b"")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"refs.bib": b"edited meanwhile"}
        atomic.write_whole(file, [b"new"], b"edited meanwhile")
        assert file.read_bytes() == b"new"

    @posix
    def test_links_stay_links(self, tmp_path: Path) -> None:
        file, twin, link = tmp_path / "refs.bib", tmp_path / "twin.bib", tmp_path / "link.bib"
        file.write_bytes(b"old and longer")
        os.link(file, twin)
        link.symlink_to("refs.bib")
        atomic.write_whole(link, [b"n", b"ew"])
        assert (file.read_bytes(), twin.read_bytes(), link.is_symlink()) == (b"new", b"new", True)
        assert file.stat().st_ino == twin.stat().st_ino
        assert len(list(tmp_path.iterdir())) == 3

    @posix
    def test_a_full_disk_leaves_a_file_with_links_as_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "refs.bib"
        file.write_bytes(b"old")
        os.link(file, tmp_path / "twin.bib")
        rewrite, tries = atomic._rewrite, iter((True, False))

        def full(stream: object, data: bytes) -> None:
            rewrite(stream, data[:2] if (failing := next(tries)) else data)  # type: ignore[arg-type]
            if failing:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(atomic, "_rewrite", full)
        with pytest.raises(OSError, match="No space"):
            atomic.write_whole(file, [b"newer"])
        assert file.read_bytes() == b"old"
        assert len(list(tmp_path.iterdir())) == 2

    @posix
    def test_permissions_and_attributes_stay(self, tmp_path: Path) -> None:
        file = tmp_path / "refs.bib"
        file.write_bytes(b"old")
        file.chmod(0o640)
        if hasattr(os, "setxattr"):
            os.setxattr(file, "user.note", b"mine")
        atomic.write_whole(file, [b"new"])
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        if hasattr(os, "setxattr"):
            assert os.getxattr(file, "user.note") == b"mine"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_the_owner_stays(self, tmp_path: Path) -> None:
        file = tmp_path / "refs.bib"
        file.write_bytes(b"old")
        os.chown(file, 12345, 23456)
        atomic.write_whole(file, [b"new"])
        assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)

    def test_a_new_file_has_the_permissions_of_one(self, tmp_path: Path) -> None:
        (tmp_path / "usual").touch()
        atomic.write_whole(tmp_path / "new", [b"new"])
        assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode

    @pytest.mark.parametrize("with_names", [False, True])
    def test_what_fails_leaves_nothing(self, with_names: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if with_names:
            monkeypatch.delattr(os, "O_TMPFILE", raising=False)

        def broken() -> object:
            yield b"half"
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            atomic.write_whole(tmp_path / "refs.bib", broken())  # type: ignore[arg-type]
        assert list(tmp_path.iterdir()) == []
        atomic.write_whole(tmp_path / "refs.bib", [b"new"])
        atomic.write_whole(tmp_path / "refs.bib", [b"newer"], b"new")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"refs.bib": b"newer"}

    @posix
    def test_a_stream_is_written_to(self, tmp_path: Path) -> None:
        out = tmp_path / "all.bib"
        out.write_bytes(b"% mine\n")
        line = f"{sys.executable} -m medsynth_catalog export {PAPER} --catalog {TOY} --only-catalog -o /dev/stdout"
        subprocess.run(f"{line} 2>/dev/null >> {out}", shell=True, check=True)
        assert out.read_bytes().startswith(b"% mine\n@")
        piped = subprocess.run(f"{line} 2>/dev/null | cat", shell=True, check=True, capture_output=True)
        assert b"% mine\n" + piped.stdout == out.read_bytes()


@posix
def test_a_disk_that_is_full_is_one_line_and_the_old_file(tmp_path: Path) -> None:
    """A limit for the size of files ends a write in its middle, as a full disk does."""
    script = (
        "import resource, sys; from medsynth_catalog import load_catalogue; from medsynth_catalog.cli import run\n"
        "load_catalogue(); resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); sys.exit(run(sys.argv[1:]))"
    )
    old = b"% old\n" + b"@comment{long}\n" * 500
    commands = (
        ["export", "-o", "refs.bib"],
        ["export", "-m", "ecg", "--append", "refs.bib"],
        ["export", "-f", "csv", "-o", "new"],
    )
    for linked in (False, True):
        for command in commands:
            (tmp_path / "refs.bib").write_bytes(old)
            if linked:
                os.link(tmp_path / "refs.bib", tmp_path / "twin.bib")
            ran = subprocess.run(
                [sys.executable, "-c", script, *command], capture_output=True, cwd=tmp_path, check=False
            )
            assert (ran.returncode, ran.stderr.decode()) == (
                1,
                f"medsynth: cannot write {command[-1]}: File too large\n",
            )
            assert {path.read_bytes() for path in tmp_path.iterdir()} == {old}
            for path in tmp_path.iterdir():
                path.unlink()


@pytest.mark.parametrize("year", [1971, 2037])
def test_a_change_is_noticed_whatever_the_clock_says(year: int, medsynth: Medsynth, tmp_path: Path) -> None:
    """The file has the size and the time that it had."""
    folder = copied(TOY, tmp_path / "catalogue")
    file, seconds = folder / "papers" / f"{PAPER}.yaml", (year - 1970) * 31_557_600
    question = ("export", PAPER, "--catalog", str(folder), "--only-catalog", "-f", "json")
    os.utime(file, (seconds, seconds))
    assert "Timeautodiff" not in medsynth(*question).out
    text = file.read_text(encoding="utf-8")
    assert "TimeAutoDiff" in text
    file.write_text(text.replace("TimeAutoDiff", "Timeautodiff"), encoding="utf-8")
    os.utime(file, (seconds, seconds))
    assert "Timeautodiff" in medsynth(*question).out


def test_an_edit_saved_meanwhile_is_kept(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import medsynth_catalog.audit as auditing

    file, edited = tmp_path / "refs.bib", REFS.read_bytes() + b"% edited\n"
    said = f"medsynth: cannot write {file}: it changed while it was read; run the command again\n"
    for name, command in (
        ("append", ("export", "-m", "ppg", "--append", str(file))),
        ("mend", ("audit", str(file), "--fix", "-o", str(file))),
    ):
        file.write_bytes(REFS.read_bytes())
        do = getattr(auditing, name)
        monkeypatch.setattr(auditing, name, lambda *rest, do=do: (file.write_bytes(edited), do(*rest))[1])
        assert medsynth(*command, code=1).err.endswith(said)
        assert file.read_bytes() == edited


def test_an_edit_saved_while_services_are_asked_is_kept(
    services: Loopback, medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medsynth_catalog.online import resolving

    file = tmp_path / "papers" / "lopezalcaraz2023diffusion.yaml"
    file.parent.mkdir()
    record = "title: Diffusion-based conditional ECG generation\nkind: article\ndoi: 10.1016/j.compbiomed.2023.107115\nstatus: partial\n"
    file.write_text(record, encoding="utf-8")
    resolve = resolving.resolve
    edited = f"# edited\n{record}"
    monkeypatch.setattr(
        resolving, "resolve", lambda *rest: (file.write_text(edited, encoding="utf-8"), resolve(*rest))[1]
    )
    arguments = ("resolve", file.stem, "--only-catalog", "--to", str(tmp_path))
    said = medsynth(*arguments, code=1).err
    assert said.endswith(f"medsynth: cannot write {file}: it changed while it was read; run the command again\n")
    assert file.read_text(encoding="utf-8") == edited


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is not a text file"),
        (b"TY  - JOUR\nTI  - T\nER  - \n", "it is not a BibTeX file"),
        (b'[{"id": "a"}]', "it is not a BibTeX file"),
        (b"# Notes\n\nRead this.\n", "it is not a BibTeX file"),
    ],
)
def test_nothing_is_appended_to_what_is_no_bibliography(
    content: bytes, reason: str, medsynth: Medsynth, tmp_path: Path
) -> None:
    file = tmp_path / "refs.bib"
    file.write_bytes(content)
    said = medsynth("export", "-m", "ppg", "--append", str(file), code=1).err
    assert said == f"medsynth: cannot add to {file}: {reason}\n"
    assert file.read_bytes() == content


def test_a_problem_of_the_system_is_a_problem_of_the_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        load_catalogue(tmp_path / ("a" * 300))
