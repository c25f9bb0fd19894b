"""Sets of papers as integers: bit n stands for paper n, so that "and", "or" and "not" of a whole catalogue cost microseconds."""

from array import array
from collections.abc import Callable, Iterable, Iterator

_BITS, _NUMBERS = b"b", b"n"


def bitset(numbers: Iterable[int]) -> int:
    """Return the set of some numbers.

    >>> bin(bitset([0, 2]))
    '0b101'
    """
    wanted = list(numbers)
    data = bytearray(max(wanted, default=-1) // 8 + 1)
    for number in wanted:
        data[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(data, "little")


def members(bits: int) -> Iterator[int]:
    """Yield the numbers in a set, smallest first.

    >>> list(members(0b101))
    [0, 2]
    """
    digits = bin(bits)[:1:-1]  # the lowest bit first, without "0b"
    number = digits.find("1")
    while number >= 0:
        yield number
        number = digits.find("1", number + 1)


def membership(bits: int) -> Callable[[int], bool]:
    """Return a function that tells whether a number is in a set; for many questions of a large one.

    >>> list(map(membership(0b101), range(4)))
    [True, False, True, False]
    """
    data = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    most = len(data) * 8
    return lambda number: number < most and bool(data[number >> 3] >> (number & 7) & 1)


def packed(numbers: Iterable[int]) -> bytes:
    """Write a set in the shorter of two forms: a bit for each paper, or the number of each member."""
    listed = array("I", numbers)
    bits = max(listed, default=-1) // 8 + 1
    if bits < len(listed) * listed.itemsize:
        return _BITS + bitset(listed).to_bytes(bits, "little")
    return _NUMBERS + listed.tobytes()


def unpacked(data: bytes) -> int:
    """Read a set that `packed` wrote."""
    if data[:1] == _BITS:
        return int.from_bytes(data[1:], "little")
    listed = array("I")
    listed.frombytes(data[1:])
    return bitset(listed)
