"""A server on loopback in place of doi.org, arXiv and Crossref, which answers as they do: what it is told, or recorded shapes."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from shell import HERE

RECORDED = HERE / "online"
DOIS = {
    "10.1016/j.compbiomed.2023.107115": "article.json",
    "10.1038/s41598-021-01295-2": "published.json",
    "10.18653/v1/2025.naacl-srw.20": "proceedings.json",
    "10.1101/2021.04.27.21256189": "posted.json",
    "10.5281/zenodo.1214456": "dataset.json",
}
_ENTRY = re.compile(r"  <entry>.*?</entry>\n", re.DOTALL)


class Reply(NamedTuple):
    """An answer: with `silent`, none comes; with `drips`, it comes in small pieces and never ends,
    and with `drips_headers` so do its headers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    silent: bool = False
    drips: bool = False
    drips_headers: bool = False


class Asked(NamedTuple):
    """A request that came."""

    path: str
    headers: Message


class Loopback(ThreadingHTTPServer):
    """Answers DOIs at `/` and `/works/`, searches at `/works?` with nothing found, and arXiv ids at `/api/query`; `say` puts something else there, answer by answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[Asked] = []
        self.said: dict[str, list[Reply]] = {}
        self.closing = Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, path: str, *replies: Reply) -> None:
        """Answer requests whose path begins so with these, one after another; the last one stays."""
        self.said[path] = list(replies)

    def reply(self, path: str) -> Reply:
        for beginning, replies in self.said.items():
            if unquote(path).startswith(beginning):
                return replies.pop(0) if len(replies) > 1 else replies[0]
        if path.startswith("/api/query?"):
            return Reply(body=feed(re.search(r"id_list=([^&]*)", path)[1].split(",")))  # type: ignore[index]
        if path.startswith("/works?"):
            return works()
        if path.startswith("/works/"):
            recorded = DOIS.get(unquote(path).removeprefix("/works/"))
            if recorded is None or recorded == "dataset.json":  # not one of Crossref's DOIs
                return Reply(404, b"Resource not found.")
            return work(crossref(recorded))
        name = DOIS.get(unquote(path)[1:])
        return Reply(body=(RECORDED / name).read_bytes()) if name else Reply(404, b"<html>DOI not found</html>")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, as some tests want, is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Loopback

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, self.headers))
        reply = self.server.reply(self.path)
        if reply.silent:
            self.server.closing.wait()
            self.close_connection = True
            return
        self.send_response(reply.status)
        if reply.drips_headers:
            self.flush_headers()
            while not self.server.closing.wait(0.02):
                self.wfile.write(b"X")
        for name, text in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.drips and not self.server.closing.wait(0.02):
            self.wfile.write(b" ")

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def feed(ids: list[str]) -> bytes:
    """The feed that arXiv sends for ids: an entry for each that it has, and none for others."""
    text = (RECORDED / "feed.xml").read_text(encoding="utf-8")
    return _ENTRY.sub(lambda entry: entry[0] if any(f"/{id}v" in entry[0] for id in ids) else "", text).encode()


def crossref(name: str, **fields: Any) -> dict[str, Any]:
    """A recorded work as the Crossref REST API has it, whose titles are lists, with other fields.

    The format is that of https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.
    """
    item: dict[str, Any] = json.loads((RECORDED / name).read_text(encoding="utf-8"))
    listed = {key: [item[key]] for key in ("title", "container-title") if isinstance(item.get(key), str)}
    return item | listed | fields


def work(message: dict[str, Any]) -> Reply:
    """Crossref's answer for one DOI, a "singleton"."""
    return _message("work", message)


def works(*items: dict[str, Any]) -> Reply:
    """Crossref's answer to a search, a "list"."""
    return _message("work-list", {"total-results": len(items), "items-per-page": 5, "items": items})


def _message(type: str, message: dict[str, Any]) -> Reply:
    sent = {"status": "ok", "message-type": type, "message-version": "1.0.0", "message": message}
    return Reply(body=json.dumps(sent).encode())


@contextmanager
def serving() -> Iterator[Loopback]:
    """A server that runs meanwhile."""
    with Loopback() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
