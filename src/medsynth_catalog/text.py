"""How words are compared, counted and made safe to print. Knows nothing of papers."""

import re
import unicodedata

# Letters that stay whole under NFKD although readers type them without the stroke or ligature.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
# Where a compound name has a seam: "CycleGAN" is also "Cycle" and "GAN".
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIBILANT_PLURALS = ("sses", "xes", "ches", "shes")
# British endings and stems with their American ones.
_BRITISH = (
    (r"is(e|ed|er|ing|able|ation)$", r"iz\1"), (r"yse(d|r)?$", r"yze\1"), (r"our(ed|ing|al)?$", r"or\1"),
    (r"ll(ed|ing|er)$", r"l\1"), (r"([bt])re$", r"\1er"), (r"ogue$", "og"), ("aem", "em"), ("aesth", "esth"),
    ("paed", "ped"), ("oedem", "edem"), ("oesoph", "esoph"), ("foet", "fet"), ("oestr", "estr"), ("aetiol", "etiol"),
)  # fmt: skip
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
        word = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(_SIBILANT_PLURALS) else word[:-1]
    if len(word) > 5:
        for british, american in _BRITISH:
            word = re.sub(british, american, word)
    return word


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


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "paper"), counted(2, "paper"), counted(0, "entry", "entries")
    ('1 paper', '2 papers', '0 entries')
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


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
