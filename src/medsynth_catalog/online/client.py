"""A polite HTTP client: the one home of requests and urllib3. Knows addresses and answers, nothing of papers."""

import time
from io import BytesIO
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import HTTPError, ReadTimeoutError

from medsynth_catalog.text import printable
from medsynth_catalog.version import VERSION

TRIES = 3
LONGEST_WAIT = 60
LARGEST = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_BUSY = frozenset({429, 500, 502, 503, 504})


class UnansweredError(Exception):
    """No answer that can be used; `str()` of it says who did what."""


class UnreachableError(UnansweredError):
    """A host that isn't there at all, so that another question to it would fail like this one."""


class Fetched(Struct, frozen=True):
    """An answer, whatever it says."""

    status: int
    body: bytes


class Client:
    """Asks for addresses one after another over connections that stay open. A context manager.

    `timeout` is how many seconds a host may stay silent; the whole of an answer may take three times as long.
    `contact` is the mail address of the reader, told to the hosts when there is one, as they ask for.
    """

    # Seconds before a busy host is asked again, doubled with each try, and between requests that a service wants apart.
    # It is what arXiv asks for: https://info.arxiv.org/help/api/tou.html
    pause = 3.0

    def __init__(self, timeout: float = 10, contact: str | None = None) -> None:
        self._timeout = timeout
        self._asked: dict[str, float] = {}
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"medsynth/{VERSION}" + (f" (mailto:{contact})" if contact else "")
        for scheme in ("http://", "https://"):  # redirects to any other are refused
            self._session.mount(scheme, _Adapter(timeout, _retry(self.pause)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def get(self, address: str, accept: str, apart: bool = False) -> Fetched:
        """Return the answer of an address, redirects followed, once its host isn't too busy to give one.

        With `apart`, such requests to one host come no faster than `pause`. Raises UnansweredError.
        """
        if apart:
            self._keep_apart(_host(address))
        try:
            answer = self._session.get(address, headers={"Accept": accept}, timeout=self._timeout)
        except requests.Timeout as error:
            raise UnansweredError(f"{_asked(error, address)} sent nothing in {self._timeout:g} s") from error
        except requests.ConnectionError as error:
            asked = _asked(error, address)
            kind = UnreachableError if asked == _host(address) else UnansweredError
            raise kind(f"{asked} can't be reached: {_innermost(error)}") from error
        except (requests.RequestException, ValueError, OverflowError) as error:
            # The latter two come of addresses and dates in headers that make no sense.
            raise UnansweredError(f"{_asked(error, address)} sent no answer: {printable(str(error))}") from error
        if answer.status_code in _BUSY:
            raise UnansweredError(f"{_host(answer.url)} answered {answer.status_code} after {TRIES} tries")
        return Fetched(answer.status_code, answer.content)

    def _keep_apart(self, host: str) -> None:
        if host in self._asked:
            time.sleep(max(0, self._asked[host] + self.pause - time.monotonic()))
        self._asked[host] = time.monotonic()


class _Adapter(HTTPAdapter):
    """Reads every answer here to its end, those that redirect as well, so that none is too large or drips for ever."""

    def __init__(self, timeout: float, retries: Retry) -> None:
        super().__init__(max_retries=retries)
        self._timeout = timeout

    def send(self, request: requests.PreparedRequest, *rest: Any, **options: Any) -> requests.Response:
        host = _host(str(request.url))
        try:
            answer = super().send(request, *rest, **options)
        except _RebuffError as error:
            raise UnansweredError(f"{host} {error}") from error
        raw, deadline, body = answer.raw, time.monotonic() + 3 * self._timeout, bytearray()
        try:
            while chunk := raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > LARGEST:
                    raise UnansweredError(f"{host} sent more than {LARGEST // 2**20} MB")
                if time.monotonic() > deadline:
                    raise UnansweredError(f"{host} sent no whole answer in {3 * self._timeout:g} s")
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, request=request) from error
        except HTTPError as error:
            raise UnansweredError(f"{host} sent a broken answer") from error
        finally:
            raw.close()
        answer.raw = BytesIO(body)
        return answer


class _RebuffError(Exception):
    """A host that wants to be left alone for longer than anybody would wait."""


class _Retry(Retry):
    """Waits before the first repetition too, and gives up on a host that is silent or wants to be left alone for long."""

    def get_backoff_time(self) -> float:
        return super().get_backoff_time() or self.backoff_factor

    def sleep_for_retry(self, response: BaseHTTPResponse) -> bool:
        wait = self.get_retry_after(response)
        if wait and wait > LONGEST_WAIT:
            raise _RebuffError(f"answered {response.status} and wants to be left alone for {wait:.0f} s")
        return super().sleep_for_retry(response)

    def increment(self, *rest: Any, **options: Any) -> Self:
        if isinstance(options.get("error"), ReadTimeoutError):
            raise options["error"]
        return super().increment(*rest, **options)


def _retry(pause: float) -> _Retry:
    """A host that refuses the connection is told at once; one that is busy, or that breaks off, is asked again."""
    return _Retry(
        total=TRIES - 1,
        connect=0,
        status_forcelist=_BUSY,
        raise_on_status=False,
        backoff_factor=pause,
        backoff_jitter=pause / 4,
    )


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _asked(error: Exception, address: str) -> str:
    """The host that failed, which is another one after a redirect."""
    request = getattr(error, "request", None)
    return _host(str(request.url) if request is not None else address)


def _innermost(error: BaseException) -> str:
    """What the system says of the failure, below the layers that wrapped it."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return printable(getattr(error, "strerror", None) or str(error))
