"""What all tests share: the command line as a shell sees it, the toy catalogue, and golden files.

`pytest --golden` rewrites the golden files; read their difference before you commit it.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from loopback import Loopback, serving
from medsynth_catalog import Catalogue, Paper, load_catalogue
from medsynth_catalog.cache import cached
from medsynth_catalog.cli import run
from medsynth_catalog.folders import OWN_VARIABLE
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.loading.making import check_folder
from medsynth_catalog.online.client import Client
from medsynth_catalog.online.crossref import CrossrefService
from medsynth_catalog.online.services import ArxivService
from medsynth_catalog.records import Part
from shell import FROZEN, HERE, HOSTILE, TOY, Checked, Golden, Medsynth, Result, use_cache

# No test depends on time: a busy machine is no reason to fail.
settings.register_profile("medsynth", deadline=None)
settings.load_profile("medsynth")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests together: the bundled catalogue is indexed once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, session_cache: Path, tmp_path: Path) -> None:
    """Neither the reader's cache and looks, nor their papers and catalogues, nor their terminal."""
    use_cache(monkeypatch, session_cache)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    for name in ("MEDSYNTH_CATALOG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")


@pytest.fixture
def medsynth(capsys: pytest.CaptureFixture[str]) -> Medsynth:
    """Run a command line; a code other than the one expected fails with what was said."""

    def call(*arguments: str, code: int = 0) -> Result:
        returned = run(arguments)
        out, err = capsys.readouterr()
        assert returned == code, f"exit code {returned}: {err}"
        return Result(out, err, returned)

    return call


@pytest.fixture
def terminal(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command line on a screen of so many columns and lines, without colours."""

    def call(*arguments: str, columns: int = 80, lines: int = 40, code: int = 0) -> Result:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("LINES", str(lines))
        return medsynth(*arguments, code=code)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write it there."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def bundled(session_cache: Path) -> Catalogue:
    with pytest.MonkeyPatch.context() as patch:
        use_cache(patch, session_cache)
        return load_catalogue()


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The bundled catalogue read from its files, with every problem and warning."""
    return check_folder(BUNDLED, Catalogue())


@pytest.fixture(scope="session")
def toy(session_cache: Path) -> Catalogue:
    with pytest.MonkeyPatch.context() as patch:
        use_cache(patch, session_cache)
        return load_catalogue(TOY, bundled=False)


@pytest.fixture(scope="session")
def frozen(session_cache: Path) -> Catalogue:
    with pytest.MonkeyPatch.context() as patch:
        use_cache(patch, session_cache)
        return load_catalogue(FROZEN, bundled=False)


@pytest.fixture(scope="session")
def hostile() -> Catalogue:
    """A catalogue of one paper, each text of which would like to be markup."""
    paper = Paper(
        key="hostile2024",
        title=HOSTILE,
        names=(HOSTILE,),
        kind="article",
        venue=HOSTILE,
        year=2024,
        modality=("ecg",),
        architecture=HOSTILE,
        summary=HOSTILE,
        url="https://example.org/?<script>",
        code="javascript:alert(1)",
    )
    return load_catalogue(bundled=False).extended(Catalogue.of(Part("hostile", (paper,))).indexes[0])


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """The server, asked instead of the real services by a client that has no patience, with an empty cache."""
    shutil.rmtree(cached("online"), ignore_errors=True)
    monkeypatch.delenv("MEDSYNTH_CONTACT", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(Client, "pause", 0.01)
    for service in (ArxivService, CrossrefService):
        monkeypatch.setattr(service, "pause", 0.01)
    with serving() as server:
        monkeypatch.setenv("MEDSYNTH_DOI_SERVICE", server.base)
        monkeypatch.setenv("MEDSYNTH_ARXIV_SERVICE", f"{server.base}/api/query")
        monkeypatch.setenv("MEDSYNTH_CROSSREF_SERVICE", f"{server.base}/works")
        yield server
