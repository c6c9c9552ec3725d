"""The engine's scalar functions, written a second time.

They follow the standards and docs/methods.md, not the Rust code: a shared implementation
could not show a fault. Only the list of legal forms is the same, because it is the rule.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, wraps
from pathlib import Path

import duckdb

# The list is the rule, and no second one.
FORMS = [
    line
    for line in (
        Path(__file__).resolve().parents[2] / "crates/fisc-stats/src/matching/legal_forms.txt"
    )
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
HAN_FORMS = sorted((f for f in FORMS if not f.isascii()), key=lambda f: (-len(f), f))
OTHER_FORMS = frozenset(f for f in FORMS if f.isascii())
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def luhn_valid(card: str) -> bool:
    """ISO/IEC 7812-1, of 13 to 19 digits."""
    if not re.fullmatch(r"[0-9]{13,19}", card):
        return False
    digits = [int(c) for c in reversed(card)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])) % 10 == 0


def person_id_valid(number: str) -> bool:
    """GB 11643-1999: ISO 7064 MOD 11-2 over 18 places, and a real date of birth."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    try:
        # Python has no year 0; it is a leap year, as 2000 is.
        date(int(number[6:10]) or 2000, int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    values = [10 if c == "X" else int(c) for c in number]
    return sum(v * pow(2, 17 - i, 11) for i, v in enumerate(values)) % 11 == 1


def credit_code_valid(code: str) -> bool:
    """GB 32100-2015: the weighted sum of all 18 characters is a multiple of 31."""
    if len(code) != 18 or any(c not in CREDIT_ALPHABET for c in code):
        return False
    weights = [pow(3, i, 31) for i in range(17)] + [1]
    return sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(code, weights)) % 31 == 0


HAN = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)


def is_han(c: str) -> bool:
    return any(first <= ord(c) <= last for first, last in HAN)


def words_of(name: str) -> list[str]:
    """The words of a name in normal form (docs/matching.md). Brackets part words and no more here:
    only similarity asks which words stand in one.

    Character by character, because Python lowers a final sigma by its context. Combining
    vowel signs, which Unicode counts as alphabetic, are no letters to Python: a ledger in
    Tibetan or Devanagari would need the Unicode property here.
    """
    words: list[tuple[str, bool, int]] = []  # text, of initials, bracket
    text, initials, bracket, brackets = "", False, 0, 0

    def flush() -> None:
        nonlocal text
        if not text:
            return
        single = len(text) == 1 and not is_han(text)
        last = words[-1] if words else ("", False, 0)
        if initials and single and last[1] and last[2] == bracket:
            words[-1] = (last[0] + text, True, bracket)
        else:
            words.append((text, single, bracket))
        text = ""

    for c in "".join(c.lower() for c in unicodedata.normalize("NFKC", name)):
        if c.isalnum():
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
            words.append(("and", False, bracket))
        elif c in "([{【〔「『<《":
            brackets += 1
            bracket = brackets
        elif c in ")]}】〕」』>》":
            bracket = 0
    flush()
    return [word for word, _, _ in words]


@cache
def name_key(name: str) -> str:
    """The words of a name together, without the legal forms at its end; never nothing."""
    words = words_of(name)
    dropped = False
    while words:
        last, alone = words[-1], len(words) == 1
        for form in HAN_FORMS:
            if last.endswith(form):
                rest = last.removesuffix(form)
                if not (rest.endswith(("分", "子")) or (alone and not rest)):
                    break
        else:
            rest = None
        if rest is not None:
            words[-1:] = [rest] if rest else []
        elif not alone and (last in OTHER_FORMS or (dropped and last == "and")):
            words.pop()
        else:
            break
        dropped = True
    return "".join(words)


def days_between(first: date, last: date) -> int:
    """Natural days, negative when `last` is the earlier one."""
    return (last - first).days


class Calendars:
    """Working days by the packs; outside the years a calendar covers, no answer."""

    def __init__(self, packs: Path) -> None:
        self.kinds: dict[str, dict[date, str]] = {}
        for file in sorted(packs.glob("*/holiday.csv")):
            pack = tomllib.loads(file.with_name("pack.toml").read_text("utf-8"))
            with file.open(encoding="utf-8", newline="") as lines:
                self.kinds[pack["jurisdiction"]] = {
                    date.fromisoformat(row["on_date"]): row["kind"] for row in csv.DictReader(lines)
                }
        self.years = {name: {d.year for d in days} for name, days in self.kinds.items()}

    def is_working_day(self, day: date, calendar: str) -> bool | None:
        """A make-up day is one whatever the weekday, a holiday is none."""
        if day.year not in self.years[calendar]:
            return None
        kind = self.kinds[calendar].get(day)
        return kind == "make_up_day" or (kind is None and day.isoweekday() < 6)

    def working_days(self, first: date, last: date, calendar: str) -> int | None:
        """After `first` up to `last`, negative when `last` is the earlier one."""
        if last < first:
            backwards = self.working_days(last, first, calendar)
            return None if backwards is None else -backwards
        if not self.years[calendar].issuperset(range(first.year, last.year + 1)):
            return None
        days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
        return sum(bool(self.is_working_day(d, calendar)) for d in days)


def strict(function: Callable) -> Callable:
    """NULL for NULL. DuckDB's own handling would refuse NULL for a day outside a calendar."""

    @wraps(function)
    def guarded(*arguments):
        return None if None in arguments else function(*arguments)

    return guarded


def register(connection: duckdb.DuckDBPyConnection, packs: Path) -> None:
    """Makes the functions known to SQL under the names the methods use."""
    calendars = Calendars(packs)
    for function, arguments, result in (
        (luhn_valid, ["VARCHAR"], "BOOLEAN"),
        (person_id_valid, ["VARCHAR"], "BOOLEAN"),
        (credit_code_valid, ["VARCHAR"], "BOOLEAN"),
        (name_key, ["VARCHAR"], "VARCHAR"),
        (days_between, ["DATE", "DATE"], "BIGINT"),
        (calendars.is_working_day, ["DATE", "VARCHAR"], "BOOLEAN"),
        (calendars.working_days, ["DATE", "DATE", "VARCHAR"], "BIGINT"),
    ):
        connection.create_function(
            function.__name__, strict(function), arguments, result, null_handling="special"
        )
