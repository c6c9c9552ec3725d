"""How numbers are kept: twelve significant digits, then the decimals of their type."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)


def twelve_digits(value: float | Decimal) -> Decimal:
    """What is left of a computation in floats, whatever the order of its additions."""
    return TWELVE_DIGITS.create_decimal(value if isinstance(value, Decimal) else repr(value))


def stored(value: float | Decimal, places: int) -> Decimal:
    """A statistic: twelve significant digits, then so many decimals, half up."""
    return twelve_digits(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from zero."""
    scaled = abs(value) * 10**places
    units = int(scaled + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)
