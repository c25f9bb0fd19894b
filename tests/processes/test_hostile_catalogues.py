"""Catalogues and bibliographies that mean harm by the names in them, and places where nothing can be written or reached."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from loopback import Loopback
from medsynth_catalog.folders import OWN_VARIABLE
from medsynth_catalog.loading import pack_papers
from medsynth_catalog.records import FORMS, Paper
from processes.running import MEDSYNTH, REFS, TOY, contents, copied, medsynth, surroundings, warm
from rows import every
from shell import Medsynth

root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can")
DOI = "10.1016/j.compbiomed.2023.107115"
RESERVED = ("con", "prn", "aux", "nul", "com1", "lpt9")


def test_a_key_never_leads_out_of_its_folder(services: Loopback, medsynth: Medsynth, tmp_path: Path) -> None:
    """The key of a packed paper names the file that `resolve` would complete."""
    folder, packed, outside = tmp_path / "a" / "catalogue", tmp_path / "packed", tmp_path / "outside.yaml"
    (folder / "papers").mkdir(parents=True)
    outside.write_text("precious: true\n", encoding="utf-8")
    for key in ("../../../outside", str(tmp_path / "outside")):
        packed.write_bytes(pack_papers([Paper(key=key, kind="article", title="Diffusion-based ECG", doi=DOI)]))
        ran = medsynth("resolve", DOI, "--catalog", str(packed), "--only-catalog", "--to", str(folder), code=1)
        assert ran.err == f"medsynth: cannot use {key!r} as the name of a file: it is not a key\n"
        assert outside.read_text(encoding="utf-8") == "precious: true\n"
        assert contents(folder) == {}


def test_keys_of_others_make_names_that_every_system_takes(
    medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No path, no device of Windows, and no two names that differ in case alone."""
    keys = [
        "../../x",
        "/etc/x",
        "a/b",
        "a\\b",
        ".hidden",
        "-o",
        "a\u200bb",
        "Smith2020",
        "smith2020",
        "SMITH2020",
        "x" * 300,
    ]
    keys += [*RESERVED, *map(str.upper, RESERVED)]
    file, own = tmp_path / "refs.bib", tmp_path / "own"
    entries = (f"@misc{{{key}, title={{Study number {place} of x}}, doi={{10.1000/{place}}}}}" for place, key in enumerate(keys))  # fmt: skip
    file.write_text("\n".join(entries), encoding="utf-8")
    for folder, to in ((own, ()), (tmp_path / "catalogue", ("--to", str(tmp_path / "catalogue")))):
        monkeypatch.setenv(OWN_VARIABLE, str(own))
        medsynth("add", str(file), *to)
        made = [path.stem for path in folder.rglob("*.yaml")]
        assert len({name.casefold() for name in made}) == len(keys)
        assert all(re.fullmatch("[a-z][a-z0-9-]*", name) and name not in RESERVED for name in made), made
    assert {path.name for path in tmp_path.iterdir()} == {"refs.bib", "own", "catalogue"}


def test_a_paper_file_with_a_name_that_windows_reserves_is_a_problem(medsynth: Medsynth, tmp_path: Path) -> None:
    folder = copied(TOY, tmp_path / "catalogue")
    paper = (folder / "papers" / "suh2024timeautodiff.yaml").read_text(encoding="utf-8")
    for name in (*RESERVED, "Upper"):
        assert not re.fullmatch(FORMS["key"], name)
        file = folder / "papers" / f"{name}.yaml"
        file.write_text(paper, encoding="utf-8")
        assert f"papers/{name}.yaml: key: " in medsynth("check", str(folder), code=3).out, name
        file.unlink()
    assert re.fullmatch(FORMS["key"], "con2020study") and re.fullmatch(FORMS["key"], "conan")


@pytest.mark.skipif(os.name != "posix", reason="this system has no such links for everybody")
def test_a_link_out_of_the_folder_tells_nothing_of_what_is_there(medsynth: Medsynth, tmp_path: Path) -> None:
    folder, secret = copied(TOY, tmp_path / "catalogue"), tmp_path / "secret"
    for text in ("root:x:0:0:secret:/root\n", "password secret\n", "- secret\n", "{secret\n", "title: 'secret\n"):
        secret.write_text(text, encoding="utf-8")
        link = folder / "papers" / "linked2020file.yaml"
        link.symlink_to(secret)
        said = medsynth("check", str(folder), code=3)
        assert "papers/linked2020file.yaml: " in said.out
        assert "secret" not in said.out.replace(str(secret), "") + said.err
        link.unlink()


def test_signs_without_a_picture_are_shown_as_what_they_are(medsynth: Medsynth, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    (folder / "papers").mkdir(parents=True)
    title = "ECG \u202egnp.exe a\u200bb\u2066c\ufeffd"
    (folder / "papers" / "aa2020ecg.yaml").write_text(
        f"title: {json.dumps(title)}\nyear: 2020\nkind: article\nstatus: partial\n", encoding="utf-8"
    )
    shown = "ECG \ufffdgnp.exe a\ufffdb\ufffdc\ufffdd"
    for form in ("table", "json", "csv", "markdown"):
        out = medsynth("search", "ecg", "--catalog", str(folder), "--only-catalog", "-f", form).out
        assert shown in out and not set(title) & set(out) & set("\u202e\u200b\u2066\ufeff"), form
    said = medsynth("check", str(folder)).out
    assert f"control characters made visible in {shown!r}" in said


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can read, unlike those which pytest makes."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


WRITING = (
    ["export", "-o", "refs.bib"], ["export", "-m", "ppg", "--append", "refs.bib"], ["search", "-f", "csv", "-o", "new.csv"],
    ["audit", "refs.bib", "--fix", "-o", "refs.bib"], ["audit", "refs.bib", "-f", "json", "-o", "new.json"], ["add", "refs.bib", "--to", "mine"],
    ["add", "refs.bib"], ["tag", "reading", "suh2024timeautodiff"], ["pack", "toy", "--only-catalog", "-o", "toy.index"],
)  # fmt: skip


@root
@pytest.mark.skipif(not shutil.which("unshare"), reason="this system mounts nothing for one process")
def test_a_read_only_file_system_is_one_line(tmp_path: Path) -> None:
    """A mount that only the process sees, with the home, the cache and the files on it."""
    here = tmp_path / "here"
    (here / "mine" / "papers").mkdir(parents=True)
    copied(TOY, here / "toy")
    shutil.copy(REFS, here / "refs.bib")
    before, env = contents(here), surroundings(here / "cache", {"HOME": str(here), OWN_VARIABLE: str(here / "own")})
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    alone = ["unshare", "-m", "sh", "-c", mount, str(here), *MEDSYNTH]
    if subprocess.run([*alone[:-3], "true"], check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    asked = ["search", "--catalog", "toy", "--only-catalog", "-f", "keys"]
    answer = subprocess.run([*alone, *asked], capture_output=True, check=True, env=env)
    assert (len(answer.stdout.split()), answer.stderr) == (len(list((TOY / "papers").iterdir())), b"")
    with every() as row:
        for command in WRITING:
            with row(command):
                ran = subprocess.run([*alone, *command], capture_output=True, check=False, env=env, encoding="utf-8")
                assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
                last = ran.stderr.splitlines()[-1]
                assert re.fullmatch("medsynth: cannot .*: (Read-only file system|it is read-only)", last), ran.stderr
    assert contents(here) == before


@root
def test_the_cache_of_another_user_is_left_alone(open_folder: Path) -> None:
    """One process asks as root and then, with everything loaded, as a user who may neither read nor write what root has."""
    theirs, mine = open_folder / "theirs", open_folder / "mine"
    mine.mkdir()
    warm(theirs)
    folder = copied(TOY, open_folder / "toy")
    asked = ("search", "--catalog", str(folder), "--only-catalog", "-f", "keys")
    answer = medsynth(*asked, folder=open_folder, env=surroundings(theirs)).out
    for path in (theirs, *theirs.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    (mine / "refs.bib").write_bytes(b"% mine\n")
    before = contents(theirs)
    script = (
        "import os, sys; from medsynth_catalog.cli import run\n"
        "theirs, asked = os.environ['XDG_CACHE_HOME'], sys.argv[1:]\n"
        "os.environ['XDG_CACHE_HOME'] = 'cache'  # an empty one, so that all is loaded that makes an index\n"
        "first = run(asked); run(['export', '-n', '1', '-o', os.devnull]); sys.stdout.flush()\n"
        "os.environ['XDG_CACHE_HOME'] = theirs\n"
        "os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)\n"
        "codes = first, run(asked), run(['export', '-n', '1', '-o', 'refs.bib'])\n"
        "print(*codes, file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, *asked], capture_output=True, cwd=mine, env=surroundings(theirs), check=True)  # fmt: skip
    assert ran.stdout == answer * 2
    assert ran.stderr.decode().splitlines() == ["medsynth: cannot write refs.bib: it is read-only", "0 0 1"]
    assert contents(theirs) == before
    assert (mine / "refs.bib").read_bytes() == b"% mine\n"


@pytest.mark.skipif(not shutil.which("unshare"), reason="this system cuts no process off")
def test_a_network_that_is_cut_off_is_one_line(tmp_path: Path) -> None:
    alone = ["unshare", "-n" if os.geteuid() == 0 else "-rn"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no process may be cut off here")
    for asked, host in ((DOI, "doi.org"), ("2301.08227", "export.arxiv.org")):
        ran = subprocess.run([*alone, *MEDSYNTH, "resolve", asked, "--only-catalog", "--timeout", "5"], capture_output=True, encoding="utf-8", check=False, env=surroundings(tmp_path), timeout=120)  # fmt: skip
        assert (ran.returncode, ran.stdout) == (1, "")
        assert host in ran.stderr.splitlines()[-1] and "Traceback" not in ran.stderr, ran.stderr
    for offline in (["search", "ecg", "-n", "1"], ["export", "-n", "1"]):
        assert subprocess.run([*alone, *MEDSYNTH, *offline], capture_output=True, check=False, env=surroundings(tmp_path)).returncode == 0  # fmt: skip
