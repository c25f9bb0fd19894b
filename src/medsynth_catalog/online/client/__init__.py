"""A polite HTTP client: the one home of requests and urllib3. Knows addresses and responses, nothing of papers."""

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

from medsynth_catalog.online.client.connections import PATIENCE, POOLS, LateError
from medsynth_catalog.text import printable
from medsynth_catalog.version import VERSION

TRIES = 3
LONGEST_WAIT = 60
LARGEST = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_BUSY = frozenset({429, 500, 502, 503, 504})


class ServiceError(Exception):
    """A service gave no usable response; `str()` of it names the host and the reason."""


class UnreachableHostError(ServiceError):
    """The host can't be reached at all, so that any other request to it would fail too."""


class BusyHostError(ServiceError):
    """The host asks for patience, or fails however often it is asked."""


class Response(Struct, frozen=True):
    """A response.

    Attributes:
        status: The HTTP status.
        body: The whole body.
    """

    status: int
    body: bytes


class Client:
    """Sends requests one after another over connections that stay open. A context manager.

    Attributes:
        pause: Seconds before a busy host is asked again, doubled with each try.
    """

    pause = 3.0

    def __init__(self, timeout: float = 10, contact: str | None = None) -> None:
        """Prepare a session.

        Args:
            timeout: How many seconds a host may send nothing; a whole response may take three times as long.
            contact: The user's mail address, sent to the hosts if given, as they ask for.
        """
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

    def get(self, address: str, accept: str, pause: float = 0) -> Response:
        """Return the response of an address. Redirects are followed, and a busy host is asked again.

        Args:
            address: What is requested.
            accept: The media type that is asked for.
            pause: How many seconds there are at least between two such requests to one host.

        Raises:
            ServiceError: There is no response, or none that can be used.
        """
        if pause:
            self._wait_for_turn(_host(address), pause)
        try:
            answer = self._session.get(address, headers={"Accept": accept}, timeout=self._timeout)
        except requests.Timeout as error:
            raise ServiceError(f"{_asked(error, address)} did not respond within {self._timeout:g} s") from error
        except requests.ConnectionError as error:
            asked = _asked(error, address)
            kind = UnreachableHostError if asked == _host(address) else ServiceError
            raise kind(f"{asked} can't be reached: {_innermost(error)}") from error
        except (requests.RequestException, ValueError, OverflowError) as error:
            # The latter two are raised for invalid addresses and dates in headers.
            raise ServiceError(f"{_asked(error, address)} sent no valid response: {printable(str(error))}") from error
        if answer.status_code in _BUSY:
            raise BusyHostError(f"{_host(answer.url)} answered {answer.status_code} after {TRIES} tries")
        return Response(answer.status_code, answer.content)

    def _wait_for_turn(self, host: str, pause: float) -> None:
        if host in self._asked:
            time.sleep(max(0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()


class _Adapter(HTTPAdapter):
    """Reads every response to its end, redirects included, within limits of size and time."""

    def __init__(self, timeout: float, retries: Retry) -> None:
        super().__init__(max_retries=retries)
        self._timeout = timeout

    def init_poolmanager(self, *rest: Any, **options: Any) -> None:
        super().init_poolmanager(*rest, **options)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, *rest: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*rest, **options)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def send(self, request: requests.PreparedRequest, *rest: Any, **options: Any) -> requests.Response:
        host = _host(str(request.url))
        try:
            answer = super().send(request, *rest, **options)
        except _LongWaitError as error:
            raise BusyHostError(f"{host} {error}") from error
        except LateError as error:
            raise self._late(host) from error
        raw, deadline, body = answer.raw, time.monotonic() + PATIENCE * self._timeout, bytearray()
        try:
            while chunk := raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > LARGEST:
                    raise ServiceError(f"{host} sent more than {LARGEST // 2**20} MB")
                if time.monotonic() > deadline:
                    raise self._late(host)
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, request=request) from error
        except HTTPError as error:
            raise ServiceError(f"{host} sent a broken response") from error
        finally:
            raw.close()
        answer.raw = BytesIO(body)
        return answer

    def _late(self, host: str) -> ServiceError:
        return ServiceError(f"{host} did not finish its response within {PATIENCE * self._timeout:g} s")


class _LongWaitError(Exception):
    """A host asks to wait for longer than is sensible before the next try."""


class _Retry(Retry):
    """Waits before the first retry too, and gives up on a host that is silent or asks for a long wait."""

    def get_backoff_time(self) -> float:
        return super().get_backoff_time() or self.backoff_factor

    def sleep_for_retry(self, response: BaseHTTPResponse) -> bool:
        wait = self.get_retry_after(response)
        if wait and wait > LONGEST_WAIT:
            raise _LongWaitError(f"answered {response.status} and asks to wait {wait:.0f} s")
        return super().sleep_for_retry(response)

    def increment(self, *rest: Any, **options: Any) -> Self:
        if isinstance(options.get("error"), ReadTimeoutError):
            raise options["error"]
        return super().increment(*rest, **options)


def _retry(pause: float) -> _Retry:
    """A refused connection fails at once; a host that is busy, or that breaks off, is asked again."""
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
    """What the operating system says about the failure, below the exceptions that wrap it."""
    while inner := error.__cause__ or error.__context__:
        error = inner
    return printable(getattr(error, "strerror", None) or str(error))
