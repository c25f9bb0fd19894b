"""How words are compared and made safe to show. Knows nothing of papers."""

import re
import unicodedata

# Letters that stay whole under NFKD although readers type them without the stroke or ligature.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
# Where a compound name has a seam: "CycleGAN" is also "Cycle" and "GAN".
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Categories: Cc control, Cf format (of which a few have a use in text), Cs surrogate, Zl and Zp line separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Joiners that scripts and emoji need; they move nothing on a screen.
_JOINERS = frozenset("\u200c\u200d")


def fold(text: str) -> str:
    """Lower-case `text` without accents, so that `Núñez` and `nunez` are one.

    >>> fold("Núñez–Łukasz")
    'nunez–lukasz'
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def squash(text: str) -> str:
    """Reduce `text` to its folded letters and digits, the form in which spellings of a term are compared.

    >>> squash("Diffusion Models") == squash("diffusion-models")
    True
    """
    return "".join(_WORD.findall(fold(text)))


def words(text: str) -> list[str]:
    """List the folded words of `text` in order.

    >>> words("TTS-GAN and CycleGAN")
    ['tts', 'gan', 'and', 'cyclegan']
    """
    return _WORD.findall(fold(text))


def compounds(text: str) -> list[str]:
    """List what else the compound names of `text` may be called: joined, or by the parts between their seams.

    >>> compounds("TTS-GAN and CycleGAN")
    ['ttsgan', 'cycle', 'gan']
    """
    found: list[str] = []
    for chunk in text.split():
        # Most words have neither a seam nor a joint, and are done with.
        if chunk.isalpha() and (chunk.islower() or chunk.istitle() or chunk.isupper()):
            continue
        parts = _WORD.findall(chunk.strip(",.:;()"))
        if len(parts) > 1:
            found.append(fold("".join(parts)))
        for part in parts:
            pieces = _SEAM.split(part)
            if len(pieces) > 1:
                found.extend(map(fold, pieces))
    return found


def printable(text: str) -> str:
    """Make `text` one harmless line: white space is folded, control and direction codes become visible pictures.

    >>> printable("a\\x1b[31m\\n b")
    'a␛[31m b'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return "".join(_visible(letter) for letter in " ".join(text.split()))


def _visible(letter: str) -> str:
    if letter in _JOINERS or unicodedata.category(letter) not in _UNSAFE:
        return letter
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode block of control pictures
    return "\u2421" if code == 0x7F else "\ufffd"
