"""The normal form of a name (docs/matching.md, 1): words, key, stem and regions.

The lists of legal forms and of regions are read where the engine has them, because they are the
rule. The few words that the page itself lists are written here again.
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

LISTS = Path(__file__).resolve().parents[2] / "crates/fisc-stats/src/matching"


def entries(file: str) -> list[str]:
    lines = (LISTS / file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


FORMS = entries("legal_forms.txt")
HAN_FORMS = sorted((f for f in FORMS if not f.isascii()), key=lambda f: (-len(f), f))
OTHER_FORMS = frozenset(f for f in FORMS if f.isascii())
REGIONS = sorted(entries("regions.txt"), key=lambda r: (-len(r), r))

# Before 公司, 子 makes a subsidiary, unless it ends one of these.
WORDS_IN_ZI = ("电子", "種子", "种子", "量子", "离子", "粒子", "原子", "光子")
RANKS = (
    *("维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区"),
    *("自治区", "自治州", "自治县", "地区", "省", "市", "州", "盟"),
)
RANKS_OF_ANY = "省县市"
RANKS_AFTER_A_RANK = RANKS_OF_ANY + "区旗镇乡"
NO_REGION_ENDS_IN = tuple("超门城都夜股小园社校厂景")

HAN = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)


def is_han(c: str) -> bool:
    return any(first <= ord(c) <= last for first, last in HAN)


class Word(NamedTuple):
    """A word, and the number of the bracket it stands in; 0 outside."""

    text: str
    bracket: int


def words_of(name: str) -> list[Word]:
    """The words of a name in normal form.

    Character by character, because Python lowers a final sigma by its context. Combining
    vowel signs, which Unicode counts as alphabetic, are no letters to Python: a ledger in
    Tibetan or Devanagari would need the Unicode property here. The newest Han characters are
    letters whether or not this Python knows them.
    """
    words: list[tuple[Word, bool]] = []  # with whether it is of initials
    text, initials, bracket, brackets = "", False, 0, 0

    def flush() -> None:
        nonlocal text
        if not text:
            return
        single = len(text) == 1 and not is_han(text)
        last, of_initials = words[-1] if words else (Word("", 0), False)
        if initials and single and of_initials and last.bracket == bracket:
            words[-1] = (Word(last.text + text, bracket), True)
        else:
            words.append((Word(text, bracket), single))
        text = ""

    for c in "".join(c.lower() for c in unicodedata.normalize("NFKC", name)):
        if c.isalnum() or is_han(c):
            if text and is_han(text[-1]) != is_han(c):
                flush()
                initials = False
            text += c
            continue
        if c in "'\u2019`":
            continue
        ended = bool(text)
        flush()
        if c == ".":
            initials = ended
        elif c != " ":
            initials = False
        if c == "&":
            words.append((Word("and", bracket), False))
        elif c in "([{【〔「『<《":
            brackets += 1
            bracket = brackets
        elif c in ")]}】〕」』>》":
            bracket = 0
    flush()
    return [word for word, _ in words]


def is_branch(text: str) -> bool:
    """分公司 and 子公司, but not 电子公司."""
    rest = text.removesuffix("公司")
    return text.endswith(("分公司", "子公司")) and not rest.endswith(WORDS_IN_ZI)


def without_form(text: str, alone: bool) -> str | None:
    """A word in Han characters without the longest form at its end that it can do without."""
    for form in HAN_FORMS:
        if text.endswith(form) and not (alone and text == form):
            if not (form == "公司" and is_branch(text)):
                return text.removesuffix(form)
    return None


def without_forms(words: list[Word]) -> list[Word]:
    """What is left when the legal forms at the end are dropped; never nothing."""
    words, dropped = words.copy(), False
    while words:
        last, alone = words[-1], len(words) == 1
        rest = without_form(last.text, alone)
        if rest is not None:
            words[-1:] = [last._replace(text=rest)] if rest else []
        elif not alone and (last.text in OTHER_FORMS or (dropped and last.text == "and")):
            words.pop()
        else:
            break
        dropped = True
    return words


def joined(words: list[Word]) -> str:
    return "".join(word.text for word in words)


@cache
def name_key(name: str) -> str:
    """The words of a name together, without the legal forms at its end."""
    return joined(without_forms(words_of(name)))


def listed_region(text: str, after_a_rank: bool) -> tuple[str, str, bool] | None:
    """The longest listed region the text begins with, what follows it and its rank, and whether
    it has one. In Latin letters it is the whole text."""
    ranks = RANKS_AFTER_A_RANK if after_a_rank else RANKS_OF_ANY
    for region in REGIONS:
        if text == region or (text.startswith(region) and not region.isascii()):
            after = text.removeprefix(region)
            rank = next((r for r in (*RANKS, *ranks) if after.startswith(r)), "")
            return region, after.removeprefix(rank), bool(rank)
    return None


def ranked_region(text: str, after_a_rank: bool) -> tuple[str, str, bool] | None:
    """One to three Han characters before the first rank; before any rank, two at least."""
    ranks = RANKS_AFTER_A_RANK if after_a_rank else RANKS_OF_ANY
    at = next((i for i in (1, 2, 3) if text[i : i + 1] and text[i] in ranks), None)
    if at is None or (at == 1 and not after_a_rank):
        return None
    region = text[:at]
    if not all(map(is_han, region)) or region.endswith(NO_REGION_ENDS_IN):
        return None
    return region, text[at + 1 :], True


def split_regions(text: str, keep: int) -> tuple[list[str], str]:
    """The regions a text begins with, and the rest, of at least `keep` characters."""
    regions: list[str] = []
    has_rank = False
    while found := listed_region(text, has_rank) or ranked_region(text, has_rank):
        region, after, has_rank = found
        if len(after) < keep:
            break
        regions.append(region)
        text = after
    return regions, text


class Name(NamedTuple):
    """A name, taken apart: its key, the words of its stem, and its regions."""

    key: str
    words: list[str]
    regions: frozenset[str]

    @property
    def stem(self) -> str:
        return "".join(self.words)


@cache
def name_of(name: str) -> Name:
    """Regions alone in brackets go first, then legal forms at the end, then regions in front."""
    words = words_of(name)
    regions: list[str] = []
    for bracket in sorted({w.bracket for w in words} - {0}):
        outside = [w for w in words if w.bracket != bracket]
        found, rest = split_regions(joined([w for w in words if w.bracket == bracket]), 0)
        if outside and not rest:
            regions += found
            words = outside
    words = without_forms(words)
    if words:
        found, rest = split_regions(words[0].text, 2 if len(words) == 1 else 0)
        regions += found
        words[:1] = [words[0]._replace(text=rest)] if rest else []
    return Name(name_key(name), [word.text for word in words], frozenset(regions))
