"""What services have said, a file for each work in the user's cache, so that nobody is asked twice in a month.

Facts are kept, not answers: a batch fills it work by work, and nothing that couldn't be read gets in.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from medsynth_catalog import cache
from medsynth_catalog.online.facts import Facts

FRESH = timedelta(days=30)


class Kept(msgspec.Struct, frozen=True):
    """Facts under the address that gave them, and when it did."""

    address: str
    asked: datetime
    facts: Facts

    @property
    def fresh(self) -> bool:
        """Whether it needn't be asked again."""
        return datetime.now(UTC) - self.asked < FRESH


def recall(address: str) -> Kept | None:
    """Return what is kept of an address; a file that is damaged or of another release holds nothing."""
    try:
        kept = msgspec.json.decode(_place(address).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return kept if kept.address == address else None


def keep(address: str, facts: Facts) -> None:
    """Keep the facts that an address gave just now."""
    cache.write(_place(address), msgspec.json.encode(Kept(address, datetime.now(UTC), facts)))


def _place(address: str) -> Path:
    return cache.cached(f"online/{sha256(address.encode()).hexdigest()[:32]}.json")
