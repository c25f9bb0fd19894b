"""Sound input made unsound: bytes changed, cut, doubled, exchanged, and signs put in that readers take for their own."""

from collections.abc import Iterator, Sequence
from random import Random

# What readers of text stumble over, whatever the form: ends of lines, marks, escapes, numbers, half of a letter.
_ODD = [
    b"\0", b"\x1b[31m", b"\r", b"\n", b"\r\n", b"\t", b"\x85", b"\xa0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\xf0\x9f\x98\x80",
    "\u202e".encode(), "\u2028".encode(), "\u0661".encode(), "\u0130".encode(), b"9" * 30, b"-1", b"1e999", b"", b" " * 50, b"%", b"\\", b"'", b'"', b"&", b"<", b">",
    b"#", b"@", b"{", b"}", b"[", b"]", b"(", b")", b",", b":", b";", b"=", b"|", b"*", b"_", b"`", b"~", b"$", b"^", b"!", b"/", b"..",
]  # fmt: skip
_LONGEST = 20_000


def cases(seeds: Sequence[bytes], tokens: Sequence[bytes], number: int, seed: int) -> Iterator[bytes]:
    """Yield so many inputs, the seeds first; those behind them are changed in one to eight places.

    Args:
        seeds: Sound inputs.
        tokens: What the form has of words and signs.
        number: How many inputs.
        seed: The same number gives the same inputs.
    """
    random = Random(seed)
    known = [*tokens, *_ODD]
    yield from seeds[:number]
    for _ in range(number - len(seeds)):
        data = random.choice(seeds)
        for _ in range(random.choice((1, 1, 1, 2, 3, 5, 8))):
            data = _changed(data, seeds, known, random)[:_LONGEST]
        yield data


def _changed(data: bytes, seeds: Sequence[bytes], known: Sequence[bytes], random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((0, 1, 1, 2, 4, 16, 64, 256)))
    way = random.randrange(8)
    if way == 0:
        return data[:start]
    if way == 1:
        return data[:start] + data[end:]
    if way == 2:
        return data[:start] + bytes([random.randrange(256)]) + data[start + 1 :]
    if way == 3:
        return data[:end] + data[start:end] * random.choice((1, 2, 9, 300)) + data[end:]
    if way == 4:
        other = random.choice(seeds)
        cut = random.randrange(len(other) + 1)
        return data[:start] + other[cut : cut + random.choice((1, 8, 64, 512))] + data[end:]
    return data[:start] + random.choice(known) * random.choice((1, 1, 1, 1, 2, 40)) + data[end if way == 5 else start :]
