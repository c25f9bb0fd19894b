"""The compiled form of a catalogue folder: one checked file that is read in a few milliseconds. Never the truth; the YAML files are.

Layout: a line with the check sums of the rest, a line with the fingerprint of what was compiled, the records as MessagePack.
"""

import os
import zlib
from pathlib import Path

import msgspec

from medsynth_catalog.catalogue import Part
from medsynth_catalog.records import Listing, Paper, Preprint, Rejection, Source, Term, Venue

# A compiled form from before a change to the records is foreign, whatever version it carries.
_SHAPE = ",".join(
    name for cls in (Paper, Preprint, Listing, Term, Source, Venue, Rejection, Part) for name in cls.__struct_fields__
)


def encode(part: Part, fingerprint: str) -> bytes:
    """Compile `part` under the fingerprint of the files that it was read from."""
    body = f"{fingerprint}\n".encode() + msgspec.msgpack.encode(part)
    return f"{digest(body)}\n".encode() + body


def decode(data: bytes, fingerprint: str) -> Part | None:
    """Return the compiled records, or `None` when the data are damaged, foreign or of other files."""
    checks, known = data.find(b"\n"), data.find(b"\n", data.find(b"\n") + 1)
    if (
        data[checks + 1 : known] != fingerprint.encode()
        or data[:checks] != digest(memoryview(data)[checks + 1 :]).encode()
    ):
        return None
    try:
        return msgspec.msgpack.decode(memoryview(data)[known + 1 :], type=Part)
    except msgspec.MsgspecError:
        return None


def digest(data: bytes | memoryview) -> str:
    """Two quick check sums: they guard against accidents, nobody gains by forging one in their own cache."""
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def fingerprint(folder: Path, context: str) -> str:
    """Describe the state of the files of a catalogue folder, read together with `context`, without opening them."""
    state = [_SHAPE, context]
    for place in (folder / "papers", folder / "vocabulary", folder):
        if place.is_dir():
            with os.scandir(place) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    facts = entry.stat()
                    state.append(f"{place.name}/{entry.name} {facts.st_size} {facts.st_mtime_ns}")
    return digest("\n".join(state).encode())


def shipped_fingerprint(version: str) -> str:
    """The fingerprint of the form inside a wheel, whose files don't change once installed."""
    return f"shipped with {version} {digest(_SHAPE.encode())}"
