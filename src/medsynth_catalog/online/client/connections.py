"""Connections to a server that must come to an end: the timeout of a socket is one for each byte, and bytes can drip."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

PATIENCE = 3
"""How many times the timeout a server may take for the whole of a response, and before that for its headers."""


class LateError(Exception):
    """A server wasn't done in time."""


class _InTime:
    """A connection that is cut off unless it is made, and the headers of a response are there, in time."""

    timeout: Any
    sock: Any

    def connect(self) -> None:
        with self._cut_off_late():
            super().connect()  # type: ignore[misc]

    def getresponse(self) -> Any:
        with self._cut_off_late():
            return super().getresponse()  # type: ignore[misc]

    @contextmanager
    def _cut_off_late(self) -> Iterator[None]:
        late = threading.Event()

        def cut_off() -> None:
            late.set()
            if self.sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # not that of TLS, which is in use

        timer = threading.Timer(PATIENCE * self.timeout, cut_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception as error:
            if late.is_set():
                raise LateError from error
            raise
        finally:
            timer.cancel()
        if late.is_set():  # headers that are cut off look complete
            raise LateError


class _Connection(_InTime, HTTPConnection):
    """A connection without TLS."""


class _SecureConnection(_InTime, HTTPSConnection):
    """A connection with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS = {"http": _Pool, "https": _SecurePool}
