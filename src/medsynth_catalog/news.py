"""What came into a catalogue or changed since a release, a day or the reader's last look. Computes; reading and showing are elsewhere."""

import re
from collections.abc import Collection
from datetime import date
from typing import Literal

from msgspec import Struct

from medsynth_catalog.errors import QueryError
from medsynth_catalog.text import printable

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
UNRELEASED = "unreleased"
"""What stands for the version of what isn't released yet."""

What = Literal["added", "published", "removed"]


class Release(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a release of a catalogue changed. Those of `history.yaml` are in order, the oldest first.

    Attributes:
        version: The version, empty for what changed after the last one.
        date: The day of the release, empty for what changed after the last one.
        added: The keys of the papers that came in.
        published: The keys of preprints that are cited as published since.
        removed: The keys that are gone, since their work stood under another key, too, or doesn't belong here.
        preprints: The keys of all preprints of the catalogue then; of the last release alone.
    """

    version: str = ""
    date: str = ""
    added: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    preprints: tuple[str, ...] = ()


History = tuple[Release, ...]


class Change(Struct, frozen=True):
    """What happened to a paper.

    Attributes:
        key: Its key.
        what: Whether it was "added", "published" since it was a preprint in the catalogue, or "removed".
        version: The release, empty for what isn't released yet.
    """

    key: str
    what: What
    version: str


class Look(Struct, frozen=True):
    """What a reader has seen.

    Attributes:
        version: The last release at the time.
        date: The day on which they looked.
        added: The keys of added papers that weren't released yet.
        published: The keys of papers that had been published after that release.
        removed: The keys that were gone after that release.
    """

    version: str
    date: str
    added: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def seen(self) -> set[tuple[str, What]]:
        """The changes that the reader has seen although no release had them: key and what happened."""
        kinds: dict[What, tuple[str, ...]] = {"added": self.added, "published": self.published, "removed": self.removed}
        return {(key, what) for what, keys in kinds.items() for key in keys}


def next_release(
    history: History, keys: Collection[str], preprints: Collection[str], version: str = "", date: str = ""
) -> Release:
    """Return what changed after the last release.

    Args:
        history: The releases.
        keys: The keys that the catalogue has.
        preprints: Which of them are preprints; at least those that were preprints in the last release.
        version: The version of the new release, if it is one.
        date: Its day.
    """
    before = _alive(history)
    return Release(
        version,
        date,
        added=tuple(sorted(set(keys) - before)),
        published=tuple(
            key for key in (history[-1].preprints if history else ()) if key in keys and key not in preprints
        ),
        removed=tuple(sorted(before - set(keys))),
        preprints=tuple(sorted(preprints)) if version else (),
    )


def changes(releases: History, look: Look | None = None) -> list[Change]:
    """Return what some releases changed altogether, the latest first, each key once: a paper that came in is new, whatever came after.

    Args:
        releases: The releases, the oldest first.
        look: What the reader has seen of them already.
    """
    found: dict[str, Change] = {}
    for release in releases:
        for key in release.added:
            found[key] = Change(key, "added", release.version)
        for key in release.published:
            found.setdefault(key, Change(key, "published", release.version))
        for key in release.removed:
            came_in = key in found and found[key].what == "added"
            found.pop(key, None)
            if not came_in:
                found[key] = Change(key, "removed", release.version)
    seen = look.seen if look else set()
    order = [release.version for release in reversed(releases)]
    kinds: list[What] = ["added", "published", "removed"]
    left = (change for change in found.values() if (change.key, change.what) not in seen)
    return sorted(left, key=lambda change: (order.index(change.version), kinds.index(change.what), change.key))


def releases_since(history: History, since: str) -> History:
    """Return the releases after a version, or those of a day, month or year and after it; what isn't released yet is after all.

    Raises QueryError for anything else, and for a version that there wasn't.
    """
    versions = [release.version for release in history]
    word = since.strip().removeprefix("v")
    if word and word in versions:
        return history[versions.index(word) + 1 :]
    if _DAY.fullmatch(word) and _is_day(word):
        return tuple(release for release in history if release.date >= word or not release.date)
    known = ", ".join(f"{release.version} ({release.date})" for release in history if release.version)
    raise QueryError(
        f"{printable(since)!r} is neither a release nor a date", f"a date is like 2026-01-31; releases: {known}"
    )


def _is_day(word: str) -> bool:
    try:
        date.fromisoformat(word + "-01-01"[len(word) - 4 :])
    except ValueError:
        return False
    return True


def _alive(history: History) -> set[str]:
    """The keys of the catalogue at the last release."""
    alive: set[str] = set()
    for release in history:
        alive = (alive | set(release.added)) - set(release.removed)
    return alive
