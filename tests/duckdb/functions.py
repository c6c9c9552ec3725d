"""The engine's own functions, written a second time.

They follow the standards and docs/methods.md, not the Rust code: a shared implementation
could not show a fault. Names are in names.py and similarity.py.
"""

import csv
import math
import re
import tomllib
import unicodedata
from collections.abc import Callable
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from pathlib import Path

import duckdb

from names import name_key
from rounding import rounded, stored
from similarity import name_similarity

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


def anagram_key(text: str) -> str:
    """Letters and digits in normal form, sorted."""
    normal = "".join(c.lower() for c in unicodedata.normalize("NFKC", text))
    return "".join(sorted(c for c in normal if c.isalnum()))


def transposed_digits(a: str, b: str) -> bool:
    """One exchange of two neighbouring, different digits, and nothing else."""
    a, b = ("".join(c for c in unicodedata.normalize("NFKC", t) if c.isalnum()) for t in (a, b))
    if len(a) != len(b):
        return False
    places = [i for i, (x, y) in enumerate(zip(a.lower(), b.lower())) if x != y]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    i, j = places
    return a[i] == b[j] and a[j] == b[i] and a[i] in "0123456789" and a[j] in "0123456789"


def match_weight(m: float, u: float) -> Decimal | None:
    """log2(m/u), of two shares."""
    shares = 0 < m <= 1 and 0 < u <= 1
    return stored(math.log2(m / u), 6) if shares else None


def bunching_p(below: int, above: int) -> Decimal | None:
    """Of as many below or more, each side being as likely: sums of binomial coefficients."""
    if min(below, above) < 0:
        return None
    n = below + above
    return stored(sum(math.comb(n, k) for k in range(below, n + 1)) / 2**n, 18)


def deviation_limit(n: int, k: int, confidence: Decimal) -> Decimal:
    """Clopper and Pearson's upper limit, by halving: the largest rate at which k or fewer of n
    would still be found with a chance above 1 - confidence."""
    if k == n:
        return Decimal(1)
    low, high, risk = k / n, 1.0, float(1 - confidence)
    while (middle_rate := (low + high) / 2) not in (low, high):
        chance = math.fsum(
            math.comb(n, i) * middle_rate**i * (1 - middle_rate) ** (n - i) for i in range(k + 1)
        )
        low, high = (middle_rate, high) if chance > risk else (low, middle_rate)
    return stored(low, 12)


def leading_digits(amount: Decimal, n: int) -> int | None:
    """The first significant digits, of 1 to 18 of them, filled with zeros."""
    digits = "".join(map(str, amount.as_tuple().digits)).lstrip("0")
    return int(digits[:n].ljust(n, "0")) if digits and 1 <= n <= 18 else None


# The aggregates, each as a scalar over the list of values: `list(x)` has them in any order.


def present(values: list) -> list[Fraction]:
    """Those that are there, exactly, in order."""
    return sorted(Fraction(v) for v in values if v is not None)


def benford_mad_of(values: list, n: int) -> Decimal | None:
    """Mean distance of the shares of the first digits from Benford's."""
    digits = [leading_digits(v, n) for v in values if v is not None]
    seen = Counter(d for d in digits if d is not None)
    rows = seen.total()
    if not rows:
        return None
    every = range(10 ** (n - 1), 10**n)
    far = sum(abs(seen[d] / rows - math.log10(1 + 1 / d)) for d in every)
    return stored(far / len(every), 18)


def middle(values: list[Fraction]) -> Fraction:
    """The median of sorted values."""
    return (values[len(values) // 2] + values[(len(values) - 1) // 2]) / 2


def exact_median_of(values: list) -> Decimal | None:
    numbers = present(values)
    return rounded(middle(numbers), 4) if numbers else None


def quartile_of(values: list, k: int) -> Decimal | None:
    """Type 7 of Hyndman and Fan."""
    numbers = present(values)
    if not numbers:
        return None
    at = Fraction((len(numbers) - 1) * k, 4)
    low = numbers[int(at)]
    high = numbers[min(int(at) + 1, len(numbers) - 1)]
    return rounded(low + (at - int(at)) * (high - low), 4)


def mad_scaled_of(values: list) -> Decimal | None:
    """Median absolute deviation / 0.6745."""
    numbers = present(values)
    if not numbers:
        return None
    centre = middle(numbers)
    return rounded(middle(sorted(abs(v - centre) for v in numbers)) / Fraction("0.6745"), 6)


def hhi_of(values: list) -> Decimal | None:
    """Sum of the squared shares."""
    numbers = present(values)
    total = sum(numbers)
    return rounded(sum(v * v for v in numbers) / total**2, 12) if total else None


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
        (name_similarity, ["VARCHAR", "VARCHAR"], "DECIMAL(18,6)"),
        (days_between, ["DATE", "DATE"], "BIGINT"),
        (calendars.is_working_day, ["DATE", "VARCHAR"], "BOOLEAN"),
        (calendars.working_days, ["DATE", "DATE", "VARCHAR"], "BIGINT"),
        (anagram_key, ["VARCHAR"], "VARCHAR"),
        (transposed_digits, ["VARCHAR", "VARCHAR"], "BOOLEAN"),
        (match_weight, ["DOUBLE", "DOUBLE"], "DECIMAL(18,6)"),
        (bunching_p, ["BIGINT", "BIGINT"], "DECIMAL(20,18)"),
        (deviation_limit, ["BIGINT", "BIGINT", "DECIMAL(18,6)"], "DECIMAL(18,12)"),
        (leading_digits, ["DECIMAL(38,6)", "BIGINT"], "BIGINT"),
        (benford_mad_of, ["DECIMAL(38,6)[]", "BIGINT"], "DECIMAL(20,18)"),
        (exact_median_of, ["DECIMAL(18,2)[]"], "DECIMAL(20,4)"),
        (quartile_of, ["DECIMAL(18,2)[]", "BIGINT"], "DECIMAL(20,4)"),
        (mad_scaled_of, ["DECIMAL(18,2)[]"], "DECIMAL(28,6)"),
        (hhi_of, ["DECIMAL(38,6)[]"], "DECIMAL(18,12)"),
    ):
        connection.create_function(
            function.__name__, strict(function), arguments, result, null_handling="special"
        )
    for name, more in (
        ("benford_mad", ", n"),
        ("exact_median", ""),
        ("quartile", ", k"),
        ("mad_scaled", ""),
        ("hhi", ""),
    ):
        connection.execute(f"CREATE MACRO {name}(x{more}) AS {name}_of(list(x){more})")
