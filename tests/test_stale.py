"""`medsynth resolve --stale` against a server on loopback: what has become of preprints, and what citations lack."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from loopback import RECORDED, Loopback, Reply, crossref, feed, work, works
from medsynth_catalog import load_catalogue
from medsynth_catalog.loading import BUNDLED, is_installed
from medsynth_catalog.loading.files import has_comments, read_mapping
from medsynth_catalog.online.staleness import is_stale, lacking
from medsynth_catalog.records import Paper
from medsynth_catalog.venues import Venues
from medsynth_catalog.version import VERSION
from shell import FROZEN, Golden, Medsynth

ARTICLE = "10.1016/j.compbiomed.2023.107115"
PREPRINT, PUBLISHED = "10.1101/2021.04.27.21256189", "10.1038/s41598-021-01295-2"
SEARCH = "/works?query.bibliographic="
TODAY = datetime.now(UTC).date()
LONG_AGO = "2020-02-29"

# Each has what a search of its own finds: arXiv names a DOI, Crossref a relation, the title is found, nothing is.
NAMED_BY_ARXIV = """\
title: Generating Synthetic Free-text Medical Records with Low Re-identification Risk using Masked Language Modeling
authors:
  - Belkadi, Samuel
  - Ren, Libo
  - Micheletti, Nicolo
  - Han, Lifeng
  - Nenadic, Goran
year: 2024
kind: preprint
venue: arXiv
arxiv: '2409.09831'
arxiv_class: cs.CL
publication_sought: '2020-02-29'
modality: [clinical-note]
summary: 'Clinical notes with their words masked and replaced: fewer can be traced.'
facets_from: abstract
evidence:
  - seen in a test
"""
RELATED = f"""\
title: DeepFake electrocardiograms
authors:
  - Thambawita, Vajira
  - Isaksen, Jonas L.
  - Hicks, Steven A.
authors_complete: false
year: 2021
month: 4
kind: preprint
venue: medRxiv
doi: {PREPRINT}
status: partial
evidence:
  - seen in a test
"""
TITLED = """\
title: Diffusion-based Conditional ECG Generation with Structured State Space Models
authors:
  - López Alcaraz, Juan Miguel
  - Strodthoff, Nils
year: 2023
kind: preprint
venue: arXiv
arxiv: '2301.08227'
modality: [ecg]
evidence:
  - seen in a test
"""
UNPUBLISHED = """\
title: 'Generative Deep Learning and Signal Processing for Data Augmentation of Cardiac Auscultation Signals: Improving
  Model Robustness Using Synthetic Audio'
authors:
  - Abbott, Leigh
  - Marocchi, Milan
year: 2024
kind: preprint
venue: arXiv
arxiv: '2410.10125'
publication_sought: '2020-02-29'
modality: [signal]
evidence:
  - seen in a test
"""
INCOMPLETE = f"""\
title: Diffusion-based conditional ECG generation with structured state space models
authors:
  - Lopez Alcaraz, Juan Miguel
  - Strodthoff, Nils
year: 2023
kind: article
venue: Computers in Biology and Medicine
doi: {ARTICLE}
modality: [ecg]
evidence:
  - seen in a test
"""
WITHOUT_DOI = INCOMPLETE.replace(f"doi: {ARTICLE}\n", "url: https://example.org/article\n")

Make = Callable[..., Path]
Ask = Callable[..., Any]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a catalogue folder of these paper files."""

    def made(**papers: str) -> Path:
        folder = tmp_path / "catalog"
        (folder / "papers").mkdir(parents=True, exist_ok=True)
        for key, text in papers.items():
            (folder / "papers" / f"{key}.yaml").write_bytes(text.encode())
        return folder

    return made


@pytest.fixture
def ask(services: Loopback, medsynth: Medsynth) -> Ask:
    """Ask for the stale papers of a folder alone; addresses are those of no port."""

    def asked(folder: Path, *arguments: str, code: int = 1) -> Any:
        ran = medsynth("resolve", "--stale", "--catalog", str(folder), "--only-catalog", *arguments, code=code)
        out, err = (
            text.replace(services.base, "http://loopback").replace(str(folder), "FOLDER") for text in (ran.out, ran.err)
        )
        return ran._replace(out=out, err=err)

    return asked


def text_of(folder: Path, key: str) -> str:
    return (folder / "papers" / f"{key}.yaml").read_bytes().decode()


def preprint_of(*relations: dict[str, str]) -> Reply:
    return work(crossref("posted.json", relation={"is-preprint-of": list(relations)}))


def related(id: str, type: str = "doi") -> dict[str, str]:
    return {"id-type": type, "id": id, "asserted-by": "subject"}


@pytest.fixture
def everything(make: Make, services: Loopback) -> Path:
    """A paper for each way in which something is found, and one of which nothing is."""
    services.say(f"/works/{PREPRINT}", preprint_of(related(PUBLISHED)))
    services.say(f"{SEARCH}Diffusion-based", works(crossref("posted.json"), crossref("article.json")))
    return make(
        belkadi2024generating=NAMED_BY_ARXIV,
        thambawita2021deepfake=RELATED,
        abbott2024generative=UNPUBLISHED,
        alcaraz2023diffusion=TITLED,
    )


def test_what_has_become_of_preprints(everything: Path, ask: Ask, golden: Golden) -> None:
    told = ask(everything)
    golden("stale.preprints", f"{told.out}\n{told.err}")
    golden("stale.preprints.json", ask(everything, "-f", "json").out.replace(TODAY.isoformat(), "TODAY"))


def test_on_a_terminal(everything: Path, ask: Ask, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    golden("stale.preprints.80", ask(everything).out)


def test_nothing_is_written_unasked(everything: Path, ask: Ask) -> None:
    before = {file.name: file.read_bytes() for file in (everything / "papers").iterdir()}
    ask(everything)
    assert {file.name: file.read_bytes() for file in (everything / "papers").iterdir()} == before


def test_a_preprint_becomes_its_publication_byte_for_byte(
    everything: Path, ask: Ask, services: Loopback, golden: Golden
) -> None:
    told = ask(everything, "--to", str(everything))
    assert told.err.splitlines()[-1] == "4 files written in FOLDER; in 1 of them only publication_sought"
    for key in ("belkadi2024generating", "thambawita2021deepfake", "alcaraz2023diffusion"):
        golden(f"stale.{key}.yaml", text_of(everything, key).replace(services.base, "http://loopback"))
    assert text_of(everything, "abbott2024generative") == UNPUBLISHED.replace(LONG_AGO, TODAY.isoformat())
    assert len(load_catalogue(everything, bundled=False)) == 4


def test_what_was_written_is_not_asked_for_again(everything: Path, ask: Ask, services: Loopback) -> None:
    ask(everything, "--to", str(everything))
    services.asked.clear()
    told = ask(everything, "abbott", "--to", str(everything), code=0)
    since = TODAY - timedelta(days=90)
    assert told.err.splitlines() == [
        f"0 of 1 paper in FOLDER to ask for; others are complete or looked for since {since}",
        "0 files written in FOLDER",
    ]
    assert services.asked == []


@pytest.mark.parametrize("text", [INCOMPLETE, WITHOUT_DOI])
def test_a_citation_is_completed_byte_for_byte(text: str, make: Make, ask: Ask, services: Loopback) -> None:
    services.say(SEARCH, works(crossref("article.json", issue="7")))
    services.say(f"/works/{ARTICLE}", work(crossref("article.json", issue="7")))
    folder = make(alcaraz2023diffusion=text)
    told = ask(folder, "--to", str(folder))
    added = {"volume": "163", "number": "7", "pages": "107115", "publisher": "Elsevier BV"}
    added |= {"doi": ARTICLE} if text == WITHOUT_DOI else {}
    assert sorted(told.out.splitlines()) == sorted(
        f"alcaraz2023diffusion\tmissing-{name}\t{fact}\t127.0.0.1" for name, fact in added.items()
    )
    head, venue, rest = text.partition("venue: Computers in Biology and Medicine\n")
    new = "".join(f"{name}: '{fact}'\n" if fact.isdigit() else f"{name}: {fact}\n" for name, fact in added.items())
    seen = f"  - '{services.base}/works/{ARTICLE} (Crossref REST API: {', '.join(added)})'\n"
    seen = seen.replace("publisher, doi", "publisher,\n    doi")  # lines have 116 letters
    assert text_of(folder, "alcaraz2023diffusion") == head + venue + new + rest + seen


def test_a_record_without_title_and_authors_is_completed_by_its_doi(make: Make, ask: Ask) -> None:
    nameless = f"year: 2023\nkind: article\ndoi: {ARTICLE}\nstatus: partial\n"
    assert "\tmissing-volume\t163\t" in ask(make(nameless2023article=nameless)).out


def test_an_article_number_stands_for_pages(make: Make, ask: Ask, services: Loopback) -> None:
    services.say(f"/works/{ARTICLE}", work(crossref("article.json", page=None, **{"article-number": "e107115"})))
    assert "\tmissing-pages\te107115\t" in ask(make(alcaraz2023diffusion=INCOMPLETE)).out


def test_a_doi_of_another_agency_is_asked_for_at_doi_org(make: Make, ask: Ask, services: Loopback) -> None:
    services.say(f"/works/{ARTICLE}", Reply(404, b"Resource not found."))
    assert "\tmissing-volume\t163\t" in ask(make(alcaraz2023diffusion=INCOMPLETE)).out
    assert [asked.path for asked in services.asked] == [f"/works/{ARTICLE}", f"/{ARTICLE}"]


OTHERS = [{"family": "Nobody", "given": "Ann"}, {"family": "Else", "given": "Bob"}]
LATER = {"container-title": ["Sensors"], "issued": {"date-parts": [[2023, 9]]}}


@pytest.mark.parametrize(
    ("paper", "found", "told"),
    [
        (TITLED, [], ""),
        (TITLED, [crossref("article.json", author=OTHERS)], ""),
        (TITLED, [crossref("article.json", title=["Diffusion-based ECG generation"])], ""),
        (TITLED.replace("Models", "Models Part I"), [crossref("article.json", title=["Diffusion-based Conditional ECG Generation with Structured State Space Models Part II"])], ""),
        (TITLED, [crossref("article.json", type="peer-review")], ""),
        (TITLED, [crossref("article.json", DOI=None)], ""),
        (
            TITLED,
            [crossref("article.json"), crossref("article.json", DOI="10.1000/second", **LATER)],
            f"several-publications\tComputers in Biology and Medicine, 2023, {ARTICLE}\nseveral-publications\tSensors, 2023, 10.1000/second\n",
        ),
        (
            TITLED,
            [crossref("article.json"), crossref("article.json", DOI="10.1000/second", relation={"has-preprint": [related("2301.08227", "arxiv")]}, **LATER)],
            "published\tSensors, 2023, 10.1000/second\n",
        ),
        (
            TITLED,
            [crossref("article.json", title=["Retitled"], relation={"has-preprint": related("10.48550/arXiv.2301.08227")})],
            f"published\tComputers in Biology and Medicine, 2023, {ARTICLE}\n",
        ),
        (WITHOUT_DOI, [crossref("article.json", **LATER)], f"other-version\tSensors, 2023, {ARTICLE}\n"),
        (WITHOUT_DOI, [crossref("article.json", issued={"date-parts": [[2025]]})], f"other-version\tComputers in Biology and Medicine, 2025, {ARTICLE}\n"),
    ],
)  # fmt: skip
def test_which_find_is_the_paper(
    paper: str, found: list[dict[str, Any]], told: str, make: Make, ask: Ask, services: Loopback
) -> None:
    services.say(SEARCH, works(*found))
    ran = ask(make(alcaraz2023diffusion=paper), code=1 if told else 0)
    assert ran.out == "".join(f"alcaraz2023diffusion\t{line}\t127.0.0.1\n" for line in told.splitlines())


def test_the_book_is_the_venue_and_not_its_series(make: Make, ask: Ask, services: Loopback) -> None:
    series = ["Lecture Notes in Computer Science", "Simulation and Synthesis in Medical Imaging"]
    services.say(SEARCH, works(crossref("article.json", type="book-chapter", **{"container-title": series})))
    folder = make(alcaraz2023diffusion=TITLED)
    ask(folder, "--to", str(folder))
    (paper,) = load_catalogue(folder, bundled=False).papers
    assert (paper.venue, paper.kind) == (series[1], "inproceedings")


def test_what_a_person_has_to_decide(make: Make, ask: Ask, services: Loopback) -> None:
    services.say("/works/10.1000/nobody", Reply(404, b"Resource not found."))
    services.say(
        "/works/10.1000/other", work(crossref("posted.json", type="journal-article", DOI="10.1000/other", subtitle=[]))
    )
    named = (RECORDED / "feed.xml").read_text(encoding="utf-8")
    services.say(
        "/api/query", Reply(body=named.replace("<arxiv:doi>10.18653/v1/2025.naacl-srw.20</arxiv:doi>", "").encode())
    )
    services.say(SEARCH + "Diff", works(crossref("article.json")))
    folder = make(
        journal2024reference=NAMED_BY_ARXIV,
        nobody2023diffusion=INCOMPLETE.replace(ARTICLE, "10.1000/nobody").replace("Diffusion", "First"),
        other2023diffusion=INCOMPLETE.replace(ARTICLE, "10.1000/other").replace("Diffusion", "Second"),
        there2023diffusion=INCOMPLETE.replace("article\n", "article\nnumber: '7'\n").replace(
            "Diffusion-based", "Third"
        ),
        twice2023diffusion=TITLED,
    )
    before = {file.name: file.read_bytes() for file in (folder / "papers").iterdir()}
    told = ask(folder, "--to", str(folder))
    assert sorted(line.split("\t")[:3] for line in told.out.splitlines() if "missing-" not in line) == [
        ["journal2024reference", "journal-reference", "NAACL Student Research Workshop, 2025"],
        ["nobody2023diffusion", "unknown-doi", "10.1000/nobody"],
        ["other2023diffusion", "other-work", "10.1000/other is 'DeepFake electrocardiograms'"],
        ["twice2023diffusion", "duplicate", f"Computers in Biology and Medicine, 2023, {ARTICLE}, there2023diffusion"],
    ]
    changed = {file.name for file in (folder / "papers").iterdir() if file.read_bytes() != before[file.name]}
    assert changed == {"there2023diffusion.yaml"}


def test_a_search_is_asked_politely_and_once(make: Make, ask: Ask, services: Loopback) -> None:
    folder = make(alcaraz2023diffusion=TITLED)
    ask(folder, "--contact", "group@example.org", code=0)
    ask(folder, code=0)
    assert [asked.path for asked in services.asked if "id_list" not in asked.path] == [
        f"{SEARCH}Diffusion-based%20Conditional%20ECG%20Generation%20with%20Structured%20State%20Space%20Models%20L%C3%B3pez%20Alcaraz&rows=5"
    ]
    assert services.asked[0].headers["User-Agent"] == f"medsynth/{VERSION} (mailto:group@example.org)"


def test_many_works_take_their_turns(make: Make, ask: Ask, services: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr("medsynth_catalog.online.crossref.CrossrefService.pause", 1.0)
    ask(
        make(
            **{
                f"a{number}": TITLED.replace("2301.", f"23{number:02}.").replace("ECG", f"ECG {number}")
                for number in range(1, 9)
            }
        ),
        code=0,
    )
    assert len([asked for asked in services.asked if "id_list" in asked.path]) == 1
    assert len(waits) == 8  # arXiv is the same host here
    assert all(0 < wait <= 1 for wait in waits)


def test_a_busy_service_is_left_alone_and_asked_on_the_next_run(everything: Path, ask: Ask, services: Loopback) -> None:
    busy = Reply(429, headers={"Retry-After": "3600"})
    services.say(f"{SEARCH}Diffusion-based", busy)
    services.say(f"{SEARCH}Generative", busy)
    told = ask(everything, "--to", str(everything))
    assert told.err.splitlines()[-5:] == [
        "2 with findings, 0 without, 2 unanswered",
        "     2 published            preprint published since",
        "no answer for 2 papers: 127.0.0.1 answered 429 and asks to wait 3600 s",
        "what was answered is kept, and the same command continues from there",
        "2 files written in FOLDER",
    ]
    assert len([asked for asked in services.asked if asked.path.startswith(SEARCH)]) == 1
    assert text_of(everything, "abbott2024generative") == UNPUBLISHED
    services.asked.clear()
    services.say(f"{SEARCH}Diffusion-based", works(crossref("article.json")))
    services.say(f"{SEARCH}Generative", works())
    assert ask(everything, "--to", str(everything)).out.startswith("alcaraz2023diffusion\tpublished\t")
    assert {asked.path[:7] for asked in services.asked} == {"/works?", "/api/qu"}
    assert text_of(everything, "abbott2024generative") == UNPUBLISHED.replace(LONG_AGO, TODAY.isoformat())


def test_a_short_wait_is_kept(make: Make, ask: Ask, services: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    services.say(SEARCH, Reply(429, headers={"Retry-After": "7"}), works(crossref("article.json")))
    assert ask(make(alcaraz2023diffusion=TITLED)).out.startswith("alcaraz2023diffusion\tpublished\t")
    assert 7 in waits


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>"),
        Reply(200, b"[]"),
        Reply(200, b'{"status": "ok"}'),
        Reply(200, b'{"message-type": "work-list", "message": {"items": 5}}'),
        Reply(400, b"{}"),
    ],
)
def test_what_is_no_answer_counts_as_none(reply: Reply, make: Make, ask: Ask, services: Loopback) -> None:
    services.say(SEARCH, reply)
    folder = make(abbott2024generative=UNPUBLISHED)
    told = ask(folder, "--to", str(folder))
    assert "no answer for 1 paper: 127.0.0.1 " in told.err
    assert text_of(folder, "abbott2024generative") == UNPUBLISHED


def test_odd_records_of_crossref_find_nothing(make: Make, ask: Ask, services: Loopback) -> None:
    relations: list[Any] = [
        [],
        "x",
        {"has-preprint": "x"},
        {"has-preprint": [5, {"id": 5}, {}]},
        {"is-preprint-of": None},
    ]
    odd = [crossref("article.json", relation=relation) for relation in relations]
    services.say(SEARCH, works({"DOI": 5}, {}, {"DOI": "10.1000/x"}, {"DOI": "10.1000/x", "title": []}, *odd))
    assert ask(make(alcaraz2023diffusion=TITLED)).out.count("published") == 1


def test_without_a_network(everything: Path, ask: Ask, services: Loopback) -> None:
    told = ask(everything, "--offline")
    assert services.asked == []
    assert "127.0.0.1 is not asked with --offline, and has no answer in the cache" in told.err
    first = ask(everything)
    assert ask(everything, "--offline").out == first.out


def test_an_old_answer_dates_the_search(make: Make, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(abbott2024generative=UNPUBLISHED)
    ask(folder, code=0)
    tomorrow = TODAY + timedelta(days=200)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=tz)

    monkeypatch.setattr("medsynth_catalog.cli.staleness.datetime", Later)
    ask(folder, "--to", str(folder), code=0)
    assert f"publication_sought: '{TODAY}'" in text_of(folder, "abbott2024generative")


def test_an_interrupted_run_continues(everything: Path, services: Loopback, medsynth: Medsynth) -> None:
    """In a process of its own, ended by Ctrl-C while the title search is silent."""
    line = ["resolve", "--stale", "--catalog", str(everything), "--only-catalog", "--to", str(everything)]
    load_catalogue(everything, bundled=False)  # indexed before, so that no bar is shown for it
    services.say(f"{SEARCH}Diffusion-based", Reply(silent=True))
    services.say(f"{SEARCH}Generative", Reply(silent=True))
    with subprocess.Popen(
        [sys.executable, "-m", "medsynth_catalog", *line, "--timeout", "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
        encoding="utf-8",
    ) as process:
        while not any(asked.path.startswith(SEARCH) for asked in services.asked):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.endswith("stopped: what was answered is kept, and the same command continues from there\n")
    assert text_of(everything, "belkadi2024generating") == NAMED_BY_ARXIV
    services.asked.clear()
    services.say(f"{SEARCH}Diffusion-based", works(crossref("article.json")))
    services.say(f"{SEARCH}Generative", works())
    assert len(medsynth(*line, code=1).out.splitlines()) == 3
    # arXiv has one of the three ids not, which it may get any day.
    assert sorted(asked.path.partition("Model")[0][:32] for asked in services.asked) == sorted([
        "/api/query?id_list=2301.08227&ma", f"{SEARCH}Diffu", f"{SEARCH}Gener",
    ])  # fmt: skip


def test_comments_are_not_lost(make: Make, ask: Ask) -> None:
    commented = UNPUBLISHED.replace("kind: preprint", "kind: preprint  # by hand")
    folder = make(abbott2024generative=commented)
    told = ask(folder, "--to", str(folder))
    assert (
        "FOLDER/papers/abbott2024generative.yaml: not written, since its comments would be lost"
        in told.err.replace("\\", "/").splitlines()
    )
    assert text_of(folder, "abbott2024generative") == commented


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("a: 'x # y'\n", False),
        ("a: x#y\nb: |\n  # t\nc: ü\n", False),
        ("a: >\n  text # t\n\n  more\nb: '𝔸 # ü'\n", False),
        ("a: x # y\n", True),
        ("# head\na: x\n", True),
        ("\ufeff# head\na: x\n", True),
        ("a: x\n# end", True),
        ("ä: ü\nb: [a, # c\n  d]\n", True),
        ("a: |\n  𝔸\n# c\nb: 1\n", True),
    ],
)
def test_what_a_comment_is(text: str, has: bool, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(text.encode())
    read_mapping(file)
    assert has_comments(file) == has


def test_an_edit_made_meanwhile_is_kept(make: Make, ask: Ask, services: Loopback) -> None:
    folder = make(abbott2024generative=UNPUBLISHED)
    edited = UNPUBLISHED.replace("2024", "2025")
    answer = services.reply

    def editing(path: str) -> Reply:
        make(abbott2024generative=edited)
        return answer(path)

    services.reply = editing  # type: ignore[method-assign]
    told = ask(folder, "--to", str(folder))
    assert "not written, since it was changed meanwhile" in told.err
    assert text_of(folder, "abbott2024generative") == edited


def test_a_folder_that_cannot_be_completed(
    tmp_path: Path, services: Loopback, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medsynth_catalog.loading._PACKAGE", BUNDLED.parent)
    assert is_installed(BUNDLED)
    ran = medsynth("resolve", "--stale", "--to", str(BUNDLED), code=1)
    said = f"cannot write into {BUNDLED}: it belongs to the installed program: name another folder"
    assert ran.err == f"medsynth: {said}\n"
    ran = medsynth("resolve", "--stale", "--to", str(tmp_path), code=3)
    assert ran.err == f"medsynth: no catalogue at {tmp_path}: it has no papers/ folder\n"
    assert services.asked == []


def test_only_the_papers_of_the_folder_are_asked_for(
    make: Make, services: Loopback, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDSYNTH_CATALOG", str(FROZEN))
    folder = make(alcaraz2023other=TITLED.replace("Diffusion", "Another").replace("2301.08227", "2301.08228"))
    medsynth("resolve", "--stale", "--only-catalog", "--to", str(folder))
    assert [asked.path for asked in services.asked if "id_list" in asked.path] == [
        "/api/query?id_list=2301.08228&max_results=1"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-m", "ecg"), "a selection of papers needs --stale: add --stale, or name works alone"),
        (("--older-than", "9"), "a selection of papers needs --stale: add --stale, or name works alone"),
        ((), "no work is named: name DOIs, arXiv ids or keys, or add --stale"),
        (("--stale", "-f", "bibtex"), "--format bibtex writes papers, not findings: use table or json"),
        (
            ("--stale", "--crossref-service", "file:///etc"),
            "invalid service address 'file:///etc': it begins with http:// or https://",
        ),
    ],
)
def test_a_question_that_cannot_be_asked(
    arguments: tuple[str, ...], said: str, services: Loopback, medsynth: Medsynth
) -> None:
    ran = medsynth("resolve", *arguments, code=2)
    assert (ran.out, ran.err, services.asked) == ("", f"medsynth: {said}\n", [])


def test_keys_are_read_from_stdin(make: Make, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    folder = make(alcaraz2023diffusion=TITLED, abbott2024generative=UNPUBLISHED)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"alcaraz2023diffusion\n")))
    assert ask(folder, "-", code=0).err.startswith("1 of 1 paper to ask for\n")


def test_what_is_stale() -> None:
    venues = Venues([])
    old = Paper(key="a", kind="preprint", publication_sought="2026-01-31")
    since = date(2026, 1, 31)
    assert not is_stale(old, venues, since)
    assert is_stale(old, venues, since + timedelta(days=1))
    assert is_stale(Paper(key="a", kind="preprint"), venues, since)
    assert not is_stale(Paper(key="a", kind="webpage"), venues, since)
    chapter = Paper(key="a", kind="inproceedings", venue="PMLR", doi="10.1000/x", pages="1-2")
    assert lacking(chapter, venues) == ("publisher",)
    assert lacking(Paper(key="a", kind="article"), venues) == ("doi", "volume", "number", "pages", "publisher")


def test_nothing_is_asked_where_no_doi_is_given() -> None:
    catalogue = load_catalogue()
    without = next(
        paper for paper in catalogue if paper.venue == "Medical Imaging with Deep Learning" and not paper.doi
    )
    assert lacking(without, catalogue.venues) == ()


def test_a_feed_is_what_arxiv_sends() -> None:
    assert b"arxiv:journal_ref" in feed(["2409.09831"])
