"""`medsynth resolve` against a server on loopback that answers as doi.org and arXiv do, well, badly, late or not at all."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopback import RECORDED, Loopback, Reply, feed
from medsynth_catalog import load_catalogue
from medsynth_catalog.cache import cached
from medsynth_catalog.intake import Refused
from medsynth_catalog.online import store
from medsynth_catalog.online.client import Client
from medsynth_catalog.online.facts import DraftedFacts, Facts, draft_facts
from medsynth_catalog.online.responses import InvalidResponseError, read_csl, read_feed
from medsynth_catalog.version import VERSION
from shell import ONLY_FROZEN, Golden, Medsynth

ARTICLE = "10.1016/j.compbiomed.2023.107115"
PROCEEDINGS = "10.18653/v1/2025.naacl-srw.20"
TITLE = "Diffusion-based conditional ECG generation with structured state space models"
VENUE = "Proceedings of the NAACL Student Research Workshop"
NEW = "--only-catalog"  # which makes every work a new one
FOUND = Reply(body=(RECORDED / "article.json").read_bytes())
BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feed>&b;</feed>'


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds for which the client would have slept."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def altered(name: str, **fields: Any) -> Reply:
    item = json.loads((RECORDED / name).read_text(encoding="utf-8"))
    return Reply(body=json.dumps(item | fields).encode())


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("article", (ARTICLE, NEW)),
        ("dataset", ("doi:10.5281/ZENODO.1214456", NEW)),
        ("posted", ("10.1101/2021.04.27.21256189", NEW)),
        ("preprint", ("https://arxiv.org/abs/2410.10125v1", NEW)),
        ("preprint-published-since", ("10.48550/arXiv.2409.09831", NEW)),
        ("bibtex", (ARTICLE, "2410.10125", "2409.09831", NEW, "-f", "bibtex")),
        ("csl-json", (PROCEEDINGS, NEW, "-f", "csl-json")),
        ("known", ("kather2018100000", "abbott2024generative", "belkadi2025generating", *ONLY_FROZEN)),
        ("known.bibtex", ("2410.10125", *ONLY_FROZEN, "-f", "bibtex")),
        ("same-work-twice", ("2409.09831", PROCEEDINGS, "arXiv:2409.09831", NEW, "-f", "keys")),
        ("known-by-its-preprint", ("10.1101/2021.04.27.21256189", *ONLY_FROZEN, "-f", "keys")),
    ],
)
def test_found(name: str, arguments: tuple[str, ...], services: Loopback, medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("resolve", *arguments)
    golden(f"resolve.{name}", f"{ran.out}\n{ran.err}".replace(services.base, "http://loopback"))


def test_a_contradiction_is_told_and_changes_nothing(services: Loopback, medsynth: Medsynth) -> None:
    services.say(
        "/10.1016",
        altered(
            "article.json",
            title="Another title",
            issued={"date-parts": [["2024", "5"]]},
            author=[{"family": "Alcaraz", "given": "Juan Miguel Lopez"}, {"family": "Strodthoff", "given": "N."}],
            volume=164,
            **{"container-title": ["Sensors"]},
        ),
    )
    services.say("/api/query", Reply(body=feed([])))
    ran = medsynth("resolve", "alcaraz2023diffusion", *ONLY_FROZEN, "-f", "json", code=1)
    assert ran.err.splitlines() == [
        "2301.08227: 127.0.0.1 has no such id",
        f"alcaraz2023diffusion: title: {TITLE} in the catalogue, Another title at 127.0.0.1",
        "alcaraz2023diffusion: year: 2023 in the catalogue, 2024 at 127.0.0.1",
        "alcaraz2023diffusion: venue: Computers in Biology and Medicine in the catalogue, Sensors at 127.0.0.1",
        "alcaraz2023diffusion: volume: 163 in the catalogue, 164 at 127.0.0.1",
    ]
    assert ran.out == medsynth("show", "alcaraz2023diffusion", *ONLY_FROZEN, "-f", "json").out


BELKADI = """\
title: Generating Synthetic Free-text Medical Records with Low Re-identification Risk using Masked Language Modeling
authors: ['Belkadi, Samuel']
authors_complete: false
evidence: [seen in a test]
status: partial
"""
AUTHORS = "Belkadi, Samuel; Ren, Libo; Micheletti, Nicolo; Han, Lifeng; Nenadic, Goran"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            "kind: preprint\nvenue: arXiv\narxiv: '2409.09831'\n",
            [
                f"the catalogue has the preprint, 127.0.0.1 has a publication: {VENUE}, 2025, {PROCEEDINGS}",
                f"authors {AUTHORS} added",
                "year 2024 added",
                "month 9 added",
                "arxiv_class cs.CL added",
            ],
        ),
        (
            "kind: inproceedings\narxiv: '2409.09831'\nyear: 2025\n",
            [
                f"authors {AUTHORS} added",
                f"venue {VENUE} added",
                "pages 200-206 added",
                "publisher Association for Computational Linguistics added",
                f"doi {PROCEEDINGS} added",
                "arxiv_class cs.CL added",
                "preprint year 2024 added",
            ],
        ),
    ],
)
def test_a_record_is_completed_in_its_own_folder(
    record: str, told: list[str], services: Loopback, medsynth: Medsynth, tmp_path: Path
) -> None:
    file = tmp_path / "papers" / "belkadi2025generating.yaml"
    file.parent.mkdir()
    file.write_text(BELKADI + record, encoding="utf-8")
    ran = medsynth("resolve", "belkadi2025generating", NEW, "--to", str(tmp_path))
    assert ran.err.splitlines() == [f"belkadi2025generating: {line}" for line in told]
    assert ran.out == f"{file}\n"
    (paper,) = load_catalogue(tmp_path, bundled=False).papers
    assert "; ".join(paper.names) == AUTHORS
    assert paper.authors_complete
    before = file.stat().st_mtime_ns
    medsynth("resolve", "belkadi2025generating", NEW, "--to", str(tmp_path))
    assert file.stat().st_mtime_ns == before


def test_new_papers_are_written_and_valid(services: Loopback, medsynth: Medsynth, tmp_path: Path) -> None:
    medsynth("resolve", ARTICLE, "2410.10125", "2409.09831", NEW, "--to", str(tmp_path))
    assert sorted(paper.key for paper in load_catalogue(tmp_path, bundled=False)) == [
        "abbott2024generative",
        "alcaraz2023diffusion",
        "belkadi2025generating",
    ]


def test_a_paper_of_another_catalogue_is_not_written(services: Loopback, medsynth: Medsynth, tmp_path: Path) -> None:
    ran = medsynth("resolve", "2410.10125", "--to", str(tmp_path), code=1)
    assert ran.err.splitlines()[-1] == "abbott2024generative: not written, since it belongs to another catalogue"
    assert list(tmp_path.iterdir()) == []


def test_a_work_that_was_left_out_before(services: Loopback, medsynth: Medsynth, tmp_path: Path) -> None:
    rejected = next(one for one in load_catalogue().rejected if one.doi)
    services.say("/", altered("article.json", title=rejected.title))
    assert rejected.doi
    said = f"rejected earlier: {rejected.title}: {rejected.reason}"
    assert said in medsynth("resolve", rejected.doi).err.splitlines()
    assert medsynth("resolve", rejected.doi, "--to", str(tmp_path), code=1) == ("", f"{said}\n", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_work_is_known_by_its_title(services: Loopback, medsynth: Medsynth) -> None:
    services.say("/", FOUND)
    ran = medsynth("resolve", "10.1000/another", *ONLY_FROZEN, "-f", "keys")
    assert ran.out == "alcaraz2023diffusion\n"
    assert (
        ran.err.splitlines()[-1]
        == f"alcaraz2023diffusion: doi: {ARTICLE} in the catalogue, 10.1000/another at 127.0.0.1"
    )


@pytest.mark.parametrize(
    ("replies", "reason", "requests"),
    [
        ([Reply(404)], "127.0.0.1 has no such DOI", 1),
        ([Reply(410)], "127.0.0.1 has no such DOI", 1),
        ([Reply(406)], "127.0.0.1 answered 406", 1),
        ([Reply(503)], "127.0.0.1 answered 503 after 3 tries", 3),
        ([Reply(429)], "127.0.0.1 answered 429 after 3 tries", 3),
        (
            [Reply(429, headers={"Retry-After": "3600"})],
            "127.0.0.1 answered 429 and asks to wait 3600 s",
            1,
        ),
        ([Reply(200, b"<html>An article</html>")], "127.0.0.1 sent no CSL-JSON", 1),
        ([Reply(200, b'{"title": "Cut sho')], "127.0.0.1 sent no CSL-JSON", 1),
        ([Reply(200, b'{"title": "\xff"}')], "127.0.0.1 sent no CSL-JSON", 1),
        ([Reply(200, b'[{"title": "In a list"}]')], "127.0.0.1 sent no CSL-JSON", 1),
        ([Reply(200, b'{"title": ' + b"[" * 100_000)], "127.0.0.1 sent no CSL-JSON", 1),
        ([Reply(200, b"{}")], "127.0.0.1 sent CSL-JSON without a title", 1),
        ([Reply(302, headers={"Location": "http://["})], None, 1),
        ([Reply(429, headers={"Retry-After": "soon"})], None, 1),
        ([Reply(429, headers={"Retry-After": "Fri, 31 Dec 99999 23:59:59 GMT"})], None, 1),
        ([Reply(302, headers={"Location": "ftp://127.0.0.1/"})], None, 1),
        (
            [Reply(302, headers={"Location": "/10.1016/again"})],
            "127.0.0.1 sent no valid response: Exceeded 30 redirects.",
            31,
        ),
        ([Reply(200, b"{", {"Content-Length": "9", "Connection": "close"})], "127.0.0.1 sent a broken response", 1),
        ([Reply(200, b"no gzip at all", {"Content-Encoding": "gzip"})], "127.0.0.1 sent a broken response", 1),
        ([Reply(200, b" " * 5_000_000)], "127.0.0.1 sent more than 4 MB", 1),
        (
            [Reply(200, gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"})],
            "127.0.0.1 sent more than 4 MB",
            1,
        ),
        ([Reply(silent=True)], "127.0.0.1 did not respond within 0.2 s", 1),
        (
            [Reply(200, headers={"Content-Length": "999999"}, drips=True)],
            "127.0.0.1 did not finish its response within 0.6 s",
            1,
        ),
        ([Reply(drips_headers=True)], "127.0.0.1 did not finish its response within 0.6 s", 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_doi_without_an_answer_is_one_line(
    replies: list[Reply], reason: str | None, requests: int, services: Loopback, medsynth: Medsynth
) -> None:
    """The others are answered all the same."""
    services.say("/10.1016", *replies)
    patience = "0.2" if replies[0].silent or replies[0].drips or replies[0].drips_headers else "20"
    ran = medsynth("resolve", ARTICLE, "10.5281/zenodo.1214456", NEW, "-f", "keys", "--timeout", patience, code=1)
    assert ran.out == "kather2018100\n"
    assert ran.err.startswith(f"{ARTICLE}: {reason or '127.0.0.1 sent no valid response: '}")
    assert ran.err.count("\n") == 1
    assert len([asked for asked in services.asked if "10.1016" in asked.path]) == requests
    unread = medsynth("resolve", ARTICLE, NEW, "--offline", code=1)
    assert "has no answer in the cache" in unread.err


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "127.0.0.1 answered 404"),
        (Reply(body=b"Rate exceeded."), "127.0.0.1 sent no Atom feed"),
        (Reply(body=b"<html><body>Down</body></html>"), "127.0.0.1 sent no Atom feed"),
        (Reply(body=feed(["2410.10125"])[:-50]), "127.0.0.1 sent no Atom feed"),
        (Reply(body=BOMB), "127.0.0.1 sent no Atom feed"),
        (Reply(body=feed([])), "127.0.0.1 has no such id"),
        (Reply(body=(RECORDED / "complaint.xml").read_bytes()), "127.0.0.1 has no such id"),
        (Reply(400, (RECORDED / "complaint.xml").read_bytes()), "127.0.0.1 has no such id"),
    ],
)
def test_an_arxiv_id_without_an_answer_is_one_line(
    reply: Reply, reason: str, services: Loopback, medsynth: Medsynth
) -> None:
    services.say("/api/query", reply)
    ran = medsynth("resolve", "2313.00001", NEW, code=1)
    assert (ran.out, ran.err) == ("", f"2313.00001: {reason}\n")


def test_a_busy_service_is_asked_again_later(services: Loopback, waits: list[float], medsynth: Medsynth) -> None:
    services.say("/10.1016", Reply(429, headers={"Retry-After": "7"}), Reply(503), FOUND)
    assert medsynth("resolve", ARTICLE, NEW, "-f", "keys").out == "alcaraz2023diffusion\n"
    told, own = waits
    assert told == 7
    assert 2 * Client.pause <= own <= 2.25 * Client.pause
    assert len(services.asked) == 3


def test_redirects_are_followed_and_their_end_is_named(services: Loopback, medsynth: Medsynth) -> None:
    services.say("/10.1016", Reply(302, headers={"Location": f"/v1/works/{ARTICLE}"}))
    services.say("/v1/works", FOUND)
    assert medsynth("resolve", ARTICLE, NEW, "-f", "keys").out == "alcaraz2023diffusion\n"
    accepted = [asked.headers["Accept"] for asked in services.asked]
    assert accepted == ["application/vnd.citationstyles.csl+json"] * 2
    services.say("/10.1016", Reply(302, headers={"Location": f"http://localhost:{free_port()}/"}))
    ran = medsynth("resolve", ARTICLE, NEW, "--refresh")
    assert ran.err.startswith(f"{ARTICLE}: localhost can't be reached: {refusal()}; its answer of 20")


def test_a_service_that_is_not_there(services: Loopback, medsynth: Medsynth) -> None:
    ran = medsynth(
        *("resolve", ARTICLE, PROCEEDINGS, "2410.10125", NEW, "-f", "keys"),
        *("--doi-service", f"http://127.0.0.1:{free_port()}"),
        code=1,
    )
    assert ran.out == "abbott2024generative\n"
    assert ran.err.splitlines() == [f"{doi}: 127.0.0.1 can't be reached: {refusal()}" for doi in (ARTICLE, PROCEEDINGS)]


def test_a_preprint_whose_publication_is_out_of_reach(services: Loopback, medsynth: Medsynth) -> None:
    ran = medsynth("resolve", "2409.09831", NEW, "--doi-service", f"http://127.0.0.1:{free_port()}", code=1)
    assert "kind: preprint\n" in ran.out
    assert (
        "notes: arXiv names the publication NAACL Student Research Workshop, 2025, doi:10.18653/v1/2025.naacl-srw.20.\n"
        in ran.out
    )


def test_ids_go_in_one_request_and_batches_are_kept_apart(
    services: Loopback, waits: list[float], medsynth: Medsynth
) -> None:
    ids = ["2410.10125", "2409.09831", *(f"2399.{number:05}" for number in range(58))]
    ran = medsynth("resolve", *ids, NEW, "-f", "keys", code=1)
    assert ran.out == "abbott2024generative\nbelkadi2025generating\n"
    asked = [asked.path.partition("id_list=")[2] for asked in services.asked if "id_list" in asked.path]
    assert asked == [f"{','.join(ids[:50])}&max_results=50", f"{','.join(ids[50:])}&max_results=10"]
    assert len(waits) == 1
    assert waits[0] <= Client.pause
    ran = medsynth("resolve", "2409.09831", NEW, "-f", "keys", "--offline")
    assert (ran.out, ran.err) == ("belkadi2025generating\n", "")


def test_an_id_that_arxiv_refuses_does_not_spoil_the_batch(services: Loopback, medsynth: Medsynth) -> None:
    services.say("/api/query?id_list=2410.10125,2313.00001", Reply(body=(RECORDED / "complaint.xml").read_bytes()))
    ran = medsynth("resolve", "2410.10125", "2313.00001", NEW, "-f", "keys", code=1)
    assert (ran.out, ran.err) == ("abbott2024generative\n", "2313.00001: 127.0.0.1 has no such id\n")
    services.say("/api/query", Reply(body=(RECORDED / "complaint.xml").read_bytes()))
    ran = medsynth("resolve", "2410.00001", "2410.00002", NEW, code=1)
    assert ran.err.splitlines()[1] == "2410.00002: 127.0.0.1 reports: incorrect id format for 2313.00001"


def test_the_cache(services: Loopback, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    call = ("resolve", ARTICLE, "2410.10125", NEW)
    assert medsynth(*call, "--offline", code=1).err.splitlines() == [
        f"{ARTICLE}: 127.0.0.1 is not asked with --offline, and has no answer in the cache",
        "2410.10125: 127.0.0.1 is not asked with --offline, and has no answer in the cache",
    ]
    assert services.asked == []
    first = medsynth(*call)
    assert len(services.asked) == 2
    assert medsynth(*call) == medsynth(*call, "--offline") == first
    assert len(services.asked) == 2
    assert medsynth(*call, "--refresh") == first
    assert len(services.asked) == 4
    monkeypatch.setattr(store, "FRESH", timedelta(0))
    assert medsynth(*call) == first
    assert len(services.asked) == 6
    services.say("/", Reply(503))
    stale = medsynth(*call)
    assert stale.out == first.out
    assert stale.err.startswith(f"{ARTICLE}: 127.0.0.1 answered 503 after 3 tries; its answer of 20")
    assert "127.0.0.1 is not asked with --offline; its answer of 20" in medsynth(*call, "--offline").err


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"address": 5}', b"[" * 100_000])
def test_a_damaged_cache_is_rebuilt(damage: bytes, services: Loopback, medsynth: Medsynth) -> None:
    first = medsynth("resolve", ARTICLE, NEW)
    (file,) = cached("online").iterdir()
    file.write_bytes(damage)
    assert medsynth("resolve", ARTICLE, NEW) == first
    assert medsynth("resolve", ARTICLE, NEW, "--offline") == first


def test_a_cache_that_cannot_be_written_is_none(services: Loopback, medsynth: Medsynth) -> None:
    cached("online").write_text("in the way", encoding="utf-8")
    try:
        medsynth("resolve", ARTICLE, NEW)
        medsynth("resolve", ARTICLE, NEW)
    finally:
        cached("online").unlink()
    assert len(services.asked) == 2


def test_who_asks_is_said(services: Loopback, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    medsynth("resolve", ARTICLE, NEW)
    monkeypatch.setenv("MEDSYNTH_CONTACT", "group@example.org")
    medsynth("resolve", ARTICLE, NEW, "--refresh")
    assert [asked.headers["User-Agent"] for asked in services.asked] == [
        f"medsynth/{VERSION}",
        f"medsynth/{VERSION} (mailto:group@example.org)",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("alcaraz2023difusion",), "not a DOI, arXiv id or key: 'alcaraz2023difusion': did you mean alcaraz2023diffusion?"),
        ((ARTICLE, "--offline", "--refresh"), "--offline and --refresh exclude each other: leave one out"),
        ((ARTICLE, "--timeout", "nan"), "invalid timeout nan: write seconds, such as --timeout 30"),
        ((ARTICLE, "--timeout", "0"), "invalid timeout 0: write seconds, such as --timeout 30"),
        ((ARTICLE, "--contact", "me\nX: y"), "invalid mail address 'me X: y': see --contact"),
        (
            (ARTICLE, "--doi-service", "file:///etc"),
            "invalid service address 'file:///etc': it begins with http:// or https://",
        ),
        ((ARTICLE, "-f", "bibtx"), "unknown format 'bibtx': did you mean bibtex?"),
        ((ARTICLE, "-f", "json", "--to", "."), "--to writes paper files only: leave --format or --to out"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_asked(
    arguments: tuple[str, ...], said: str, services: Loopback, medsynth: Medsynth
) -> None:
    ran = medsynth("resolve", *arguments, code=2)
    assert (ran.out, ran.err, services.asked) == ("", f"medsynth: {said}\n", [])


def test_a_paper_without_ids_cannot_be_resolved(services: Loopback, medsynth: Medsynth) -> None:
    key = next(paper.key for paper in load_catalogue().papers if not paper.doi and not paper.arxiv)
    assert medsynth("resolve", key, code=1).err == f"{key}: has neither a DOI nor an arXiv id\n"


def test_control_codes_are_shown_as_pictures(services: Loopback, medsynth: Medsynth) -> None:
    services.say("/10.1016", altered("article.json", title="\x1b[31mA title", volume="\x1b[0m"))
    assert "not a DOI, arXiv id or key: '10.1000/␛[31m'" in medsynth("resolve", "10.1000/\x1b[31m", NEW, code=2).err
    assert "\x1b" not in "".join(medsynth("resolve", ARTICLE, NEW, "-f", "biblatex")[:2])


def test_no_other_command_uses_the_network(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket is made")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    file = tmp_path / "x.bib"
    file.write_text("@article{x, title={A GAN of my own}, doi={10.1000/x}, year=2026}", encoding="utf-8")
    for line in (
        "search ecg",
        "list",
        "show alcaraz2023diffusion",
        "export -m ecg",
        "terms",
        "info",
        "check --quiet",
        "open alcaraz2023diffusion --print",
    ):
        medsynth(*line.split(" "))
    medsynth("add", str(file), "--print")
    with pytest.raises(AssertionError, match="a socket is made"):
        medsynth("resolve", ARTICLE, "--refresh")


def test_a_person_who_waits_is_told_and_may_stop(services: Loopback, medsynth: Medsynth) -> None:
    """On a terminal of its own; Ctrl-C then ends it quietly."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    medsynth("info")  # compiles the catalogue, which would be told too
    services.say("/", Reply(silent=True))
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "medsynth_catalog", "resolve", ARTICLE, NEW, "--timeout", "60"],
        stdout=subprocess.DEVNULL,
        stderr=follower,
        env=os.environ,
    ) as process:
        os.close(follower)
        said = os.read(leader, 65536)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    with suppress(OSError):  # which is how the end of a terminal reads
        while more := os.read(leader, 65536):
            said += more
    os.close(leader)
    assert said.decode().splitlines() == [f"asking 127.0.0.1 for {ARTICLE} ..."]


_texts = st.none() | st.text(max_size=20) | st.integers() | st.lists(st.text(max_size=5), max_size=2)
_names = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("family", "given", "literal", "name", "suffix"), st.text(max_size=9))
)
_items = st.fixed_dictionaries(
    {"title": st.text(max_size=20)},
    optional={
        **dict.fromkeys(("type", "subtitle", "container-title", "volume", "issue", "page", "publisher", "DOI"), _texts),
        "author": st.lists(_names, max_size=3),
        "issued": st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.none() | st.integers() | st.text()))}),
    },
)  # fmt: skip


@given(_items)
def test_whatever_is_sent_makes_a_draft_or_a_reason(item: dict[str, Any]) -> None:
    try:
        clean = read_csl(json.dumps(item).encode())
    except InvalidResponseError:
        return
    assert isinstance(draft_facts(Facts(clean, {"doi": "10.1000/x"}, "", "", "")), (DraftedFacts, Refused))


@given(st.binary() | st.text().map(str.encode))
def test_whatever_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidResponseError):
        read_feed(body)


def free_port() -> int:
    """A port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def refusal() -> str:
    """What this system says when nobody answers at a port."""
    with pytest.raises(ConnectionRefusedError) as refused:
        socket.create_connection(("127.0.0.1", free_port()))
    return str(refused.value.strerror)


def test_a_fact_of_no_sense_is_left_out_and_told(services: Loopback, medsynth: Medsynth) -> None:
    services.say("/", altered("article.json", issued={"date-parts": [[12]]}, author="Neifar"))
    ran = medsynth("resolve", ARTICLE, "--only-catalog", "-f", "csv")
    assert ran.out.splitlines()[1].startswith("unknowndiffusion,,Diffusion-based")
    assert f"{ARTICLE}: ignored year '12': " in ran.err
    assert f"{ARTICLE}: ignored author 'Neifar': not a list\n" in ran.err
