"""How like two names are (docs/matching.md, 2), with other people's libraries for what is not ours:
pypinyin for the readings, RapidFuzz for Jaro-Winkler."""

from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from pypinyin import Style, pinyin
from rapidfuzz.distance import JaroWinkler

from names import Name, is_han, name_of
from rounding import stored, twelve_digits


@cache
def reading(c: str) -> str:
    """The first reading without its tone, ü as v; what has none, or is no Han character, stays."""
    return pinyin(c, style=Style.NORMAL, heteronym=False)[0][0] if is_han(c) else c


def letters(text: str) -> str:
    # One by one: pypinyin reads words it knows as words.
    return "".join(map(reading, text))


def has_han(text: str) -> bool:
    return any(map(is_han, text))


def jaro_winkler(a: str, b: str) -> Decimal:
    """The smaller text first: which characters are common depends on the order. RapidFuzz, too,
    counts a common beginning only above a Jaro similarity of 0.7, and of 4 characters at most."""
    return twelve_digits(JaroWinkler.similarity(*sorted((a, b)), prefix_weight=0.1))


def bigram_dice(a: str, b: str) -> Decimal:
    """Twice the common pairs of neighbours over all pairs; without pairs, equal or not."""
    of_a, of_b = Counter(pairwise(a)), Counter(pairwise(b))
    if a == b or not of_a or not of_b:
        return Decimal(a == b)
    return twelve_digits(2 * (of_a & of_b).total() / (of_a.total() + of_b.total()))


def likeness(a: str, b: str) -> Decimal:
    """Sign and sound of what is left of names."""
    sound = jaro_winkler(letters(a), letters(b))
    if has_han(a) and has_han(b):
        return twelve_digits((bigram_dice(a, b) + sound) / 2)
    return sound


def alphabetical(name: Name) -> str:
    return "".join(sorted(map(letters, name.words)))


def similarity(a: Name, b: Name) -> Decimal:
    """From 0 to 1, in twelve digits."""
    if a.key == b.key:
        return Decimal(1)
    if not (a.regions <= b.regions or b.regions <= a.regions):
        return likeness(a.key, b.key)
    straight = likeness(a.stem, b.stem)
    if (has_han(a.stem) and has_han(b.stem)) or min(len(a.words), len(b.words)) < 2:
        return straight
    return max(straight, jaro_winkler(alphabetical(a), alphabetical(b)))


def name_similarity(a: str, b: str) -> Decimal:
    """As SQL has it: DECIMAL(18,6)."""
    return stored(similarity(name_of(a), name_of(b)), 6)


def table_of(page: Path) -> list[tuple[str, str, str]]:
    """The pairs of names in docs/matching.md with their similarity, which the engine is held to."""
    rows = page.read_text("utf-8").split("| first name | second name |")[1].split("\n\n")[0]
    cells = ([c.strip() for c in row.split("|")[1:4]] for row in rows.splitlines()[2:])
    return [(a, b, value) for a, b, value in cells]
