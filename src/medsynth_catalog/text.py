"""How words are compared, counted and made safe to print. Knows nothing of papers."""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD doesn't decompose although people type them without the stroke or ligature.
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
# Where the case changes within a compound name: "CycleGAN" is also "Cycle" and "GAN".
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SIBILANT_PLURALS = ("sses", "xes", "ches", "shes")
# British endings and stems with their American ones.
BRITISH = (
    (r"is(e|ed|er|ing|able|ation)$", r"iz\1"), (r"yse(d|r)?$", r"yze\1"), (r"our(ed|ing|al)?$", r"or\1"),
    (r"ll(ed|ing|er)$", r"l\1"), (r"([bt])re$", r"\1er"), (r"ogue$", "og"), ("aem", "em"), ("aesth", "esth"),
    ("paed", "ped"), ("oedem", "edem"), ("oesoph", "esoph"), ("foet", "fet"), ("oestr", "estr"), ("aetiol", "etiol"),
)  # fmt: skip
# Categories: Cc control, Cf format (of which a few have a use in text), Cs surrogate, Zl and Zp line separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Joiners that some scripts and emoji need, and that are harmless on a screen.
_JOINERS = frozenset("\u200c\u200d")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, so that `Núñez` equals `nunez`.

    >>> fold("Núñez–Łukasz")
    'nunez–lukasz'
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded.translate(LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def squash(text: str) -> str:
    """Return the folded letters and digits of `text`, the form in which spellings of a name are compared.

    >>> squash("Diffusion Models") == squash("diffusion-models")
    True
    """
    return "".join(_WORD.findall(fold(text)))


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order.

    >>> words("TTS-GAN and CycleGAN")
    ['tts', 'gan', 'and', 'cyclegan']
    """
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1 << 16)  # an index is built from the same words over and over
def canonical(word: str) -> str:
    """Reduce a folded word to what its plural and its British and American spellings have in common.

    The form is for comparing only: it need be no word.

    >>> canonical("tumours") == canonical("tumor"), canonical("synthesising") == canonical("synthesizing")
    (True, True)
    >>> canonical("gans"), canonical("analysis"), canonical("ct")
    ('gan', 'analysis', 'ct')
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(SIBILANT_PLURALS) else word[:-1]
    if len(word) > 5:
        for british, american in BRITISH:
            word = re.sub(british, american, word)
    return word


def compounds(text: str) -> list[str]:
    """Return other forms of the compound names in `text`: joined, and split where the case changes.

    >>> compounds("TTS-GAN and CycleGAN")
    ['ttsgan', 'cycle', 'gan']
    """
    found: list[str] = []
    for chunk in text.split():
        # Most words are no compounds.
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


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "paper"), counted(2, "paper"), counted(0, "entry", "entries")
    ('1 paper', '2 papers', '0 entries')
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def printable(text: str) -> str:
    """Return `text` as one harmless line: white space is joined, control and direction characters are made visible.

    This is the form in which texts are kept and compared, so what has no picture becomes a sign that is no letter.

    >>> printable("a\\x1b[31m\\n b")
    'a␛[31m b'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return "".join(letter if _is_safe(letter) else _picture(letter) or "\ufffd" for letter in " ".join(text.split()))


def visible(text: str) -> str:
    """Return `text` with each character that a screen doesn't show, or takes for a command, as a picture or its number.

    >>> visible("a\\x1b[31m  b"), visible("key\\u200b"), visible("\\u202egnp.exe")
    ('a␛[31m  b', 'key<U+200B>', '<U+202E>gnp.exe')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if _is_safe(letter) else _picture(letter) or f"<U+{ord(letter):04X}>" for letter in text)


def _is_safe(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter) not in _UNSAFE


def _picture(letter: str) -> str | None:
    """The picture of a control character of ASCII (the block of control pictures in Unicode)."""
    code = ord(letter)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else None
