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

# Longest first: at most one form is dropped.
LEGAL_FORMS = (
    "股份有限责任公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司",
    "股份公司", "集团公司", "公司", "集团",
    "incorporated", "corporation", "limited", "gmbh", "corp", "inc", "llc", "ltd", "plc",
)  # fmt: skip
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


@cache
def name_key(name: str) -> str:
    """NFKC, lower case, letters and digits, without one legal form at the end.

    Character by character, because Python lowers a final sigma by its context. Combining
    vowel signs, which Unicode counts as alphabetic, are no letters to Python: a ledger in
    Tibetan or Devanagari would need the Unicode property here.
    """
    lowered = "".join(c.lower() for c in unicodedata.normalize("NFKC", name))
    key = "".join(c for c in lowered if c.isalnum())
    form = next((f for f in LEGAL_FORMS if key.endswith(f) and key != f), "")
    return key.removesuffix(form)


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
