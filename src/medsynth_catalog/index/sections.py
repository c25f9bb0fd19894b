"""A file of named sections, each found and checked apart, so that it is opened without a pass over the rest.

Layout, numbers little-endian:

    header      magic with the number of this layout, state and shape (8 bytes each: what the file was made from, and the
                form of the records in it), place, length and CRC-32 of the directory, CRC-32 of the header
    sections    one behind the other
    directory   MessagePack: name -> place, length, CRC-32

A numbered section holds many small items, each read alone: the places of their ends, and the items, each behind a CRC-32
of its number and itself. Check sums guard against accidents; a reader gains nothing by forging their own cache.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from mmap import mmap
from zlib import crc32

import msgspec

MAGIC = b"medsynth1\n"
_HEADER = struct.Struct(f"<{len(MAGIC)}sQQQII")
_CHECK = struct.Struct("<I")
_HEAD = _HEADER.size + _CHECK.size
_PLACE = 8  # bytes of an item's end

Directory = dict[str, tuple[int, int, int]]


class DamagedError(Exception):
    """A file, or a part of it, that isn't what was written."""


def write_sections(
    state: int, shape: int, whole: Mapping[str, bytes], numbered: Mapping[str, Iterable[bytes]]
) -> bytes:
    """Return a file of sections.

    `state` and `shape` are 64-bit numbers that `Sections` compares; `whole` are sections read at once, `numbered` such
    whose items are read one by one.
    """
    data = bytearray(_HEAD)
    directory: Directory = {}

    def add(name: str, content: bytes | bytearray, check: int) -> None:
        directory[name] = (len(data), len(content), check)
        data.extend(content)

    for name, content in whole.items():
        add(name, content, crc32(content))
    for name, items in numbered.items():
        ends, body = array("Q"), bytearray()
        for number, item in enumerate(items):
            body += _CHECK.pack(crc32(item, number)) + item
            ends.append(len(body))
        add(f"{name} ends", ends.tobytes(), 0)
        add(name, body, 0)
    table = msgspec.msgpack.encode(directory)
    header = _HEADER.pack(MAGIC, state, shape, len(data), len(table), crc32(table))
    data[:_HEAD] = header + _CHECK.pack(crc32(header))
    return bytes(data + table)


class Sections:
    """The sections of a file, read when they are asked for. Raises DamagedError where one is not what was written."""

    def __init__(self, data: bytes | mmap) -> None:
        head = data[:_HEAD]
        if len(head) < _HEAD or _CHECK.unpack_from(head, _HEADER.size)[0] != crc32(head[: _HEADER.size]):
            raise DamagedError
        magic, state, shape, place, length, check = _HEADER.unpack_from(head)
        self.state: int = state
        self.shape: int = shape
        table = data[place : place + length]
        if magic != MAGIC or crc32(table) != check:
            raise DamagedError
        self.data = data
        self._directory = msgspec.msgpack.decode(table, type=Directory)

    def whole(self, name: str) -> bytes:
        """Return a section."""
        content = self._content(name)
        if crc32(content) != self._directory[name][2]:
            raise DamagedError
        return content

    def count(self, name: str) -> int:
        """Return how many items a numbered section has."""
        return self._directory[f"{name} ends"][1] // _PLACE

    def items(self, name: str) -> Iterator[bytes]:
        """Yield all items of a numbered section, which is quicker than to ask for each."""
        ends, section = (memoryview(self._content(part)) for part in (f"{name} ends", name))
        begin = 0
        for number, end in enumerate(ends.cast("Q")):
            if not begin + _CHECK.size <= end <= len(section):
                raise DamagedError
            item = section[begin + _CHECK.size : end]
            if _CHECK.unpack_from(section, begin)[0] != crc32(item, number):
                raise DamagedError
            yield bytes(item)
            begin = end

    def item(self, name: str, number: int) -> bytes:
        """Return an item of a numbered section."""
        ends, _, _ = self._directory[f"{name} ends"]
        start, length, _ = self._directory[name]
        here = ends + number * _PLACE
        begin = int.from_bytes(self.data[here - _PLACE : here], "little") if number else 0
        end = int.from_bytes(self.data[here : here + _PLACE], "little")
        if not begin + _CHECK.size <= end <= length:
            raise DamagedError
        item = self.data[start + begin + _CHECK.size : start + end]
        if _CHECK.unpack(self.data[start + begin : start + begin + _CHECK.size])[0] != crc32(item, number):
            raise DamagedError
        return item

    def _content(self, name: str) -> bytes:
        place, length, _ = self._directory[name]
        return self.data[place : place + length]
