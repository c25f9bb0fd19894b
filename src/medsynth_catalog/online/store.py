"""Facts that services have given, a file for each question in the user's cache, so that nobody is asked twice in a month.

Facts are cached, not responses: a batch fills the cache work by work, and nothing unreadable gets in.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec

from medsynth_catalog import cache
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.opening import open_regular

FRESH = timedelta(days=30)


class CachedFacts(msgspec.Struct, frozen=True):
    """Facts in the cache.

    Attributes:
        address: The address that gave them.
        asked: When it was asked.
        found: What it gave: a work, several for a search, or none.
    """

    address: str
    asked: Annotated[datetime, msgspec.Meta(tz=True)]
    found: tuple[Facts, ...]

    @property
    def fresh(self) -> bool:
        """Whether they are recent enough not to ask again."""
        return abs(datetime.now(UTC) - self.asked) < FRESH  # a clock that went back makes none fresh for ever


def load_facts(address: str) -> CachedFacts | None:
    """Return the cached facts of an address; `None` if there are none, or their file is damaged or of another release."""
    try:
        with open_regular(_place(address)) as file:
            kept = msgspec.json.decode(file.read(), type=CachedFacts)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return kept if kept.address == address else None


def save_facts(address: str, found: tuple[Facts, ...]) -> None:
    """Cache the facts that an address has just given."""
    cache.write(_place(address), msgspec.json.encode(CachedFacts(address, datetime.now(UTC), found)))


def _place(address: str) -> Path:
    return cache.cached(f"online/{sha256(address.encode()).hexdigest()[:32]}.json")
