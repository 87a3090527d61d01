"""How a number is written: exactly while that is short, then as a decimal, and with ≈ as soon as digits are dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import isfinite, isnan

Number = int | float | Fraction

DIGITS = 4  # significant digits of a decimal, and the longest numerator or denominator that is still easy to read
PLAIN = 6  # integer digits up to which a decimal is written without a power of ten
EXACT = 15  # digits up to which a whole number is written in full

LARGEST = 10**40  # for the numerator and denominator of an input; beyond it every later round would be slow
# The exponent is short because Fraction("1e999999999") would fill the memory.
NUMERAL = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,2})?|[+-]?\d{1,40}/\d{1,40}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """One number as text. `exact` is None when the exact value is unknown or too long to read."""

    exact: str | None
    decimal: str  # ASCII, and a valid number for Python's float() and for JavaScript's Number()
    rounded: bool  # whether the decimal is not exactly the value

    @property
    def cell(self) -> str:
        """What a table shows: "5", "3/4 = 0.75", "1/3 ≈ 0.3333" or "≈ 0.7512"."""
        if self.exact is None:
            return f"≈ {self.decimal}" if self.rounded else self.decimal
        if self.exact == self.decimal:
            return self.exact
        return f"{self.exact} {'≈' if self.rounded else '='} {self.decimal}"


def show(value: Number) -> Shown:
    """The three texts of a number. A float is never called exact, except for a small whole number.

    >>> [show(x).cell for x in (5, Fraction(3, 4), Fraction(1, 3), 0.7512345, 2.0, 123456789)]
    ['5', '3/4 = 0.75', '1/3 ≈ 0.3333', '≈ 0.7512', '2', '123456789 ≈ 1.235e8']
    """
    if isinstance(value, float):
        if not isfinite(value):  # spelled as JavaScript's Number() reads it
            return Shown(None, "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity", False)
        if value != int(value) or abs(value) >= 10**PLAIN:
            return Shown(None, _decimal(Fraction(repr(float(value))))[0], True)
        value = int(value)
    value = Fraction(value)
    decimal, rounded = _decimal(value)
    if value.denominator == 1:
        short = abs(value.numerator) < 10**EXACT
    else:
        short = max(abs(value.numerator), value.denominator) < 10**DIGITS
    return Shown(str(value) if short else None if rounded else decimal, decimal, rounded)


def _decimal(value: Fraction) -> tuple[str, bool]:
    """The value to four significant digits (whole numbers of up to six digits in full), and whether digits were lost."""
    if value.denominator == 1 and abs(value.numerator) < 10**PLAIN:
        return str(value.numerator), False
    quotient = Context(prec=40).divide(Decimal(value.numerator), Decimal(value.denominator))
    whole = quotient.adjusted() + 1
    digits = max(DIGITS, whole) if whole <= PLAIN else DIGITS  # 12345.5 becomes 12346, not 12350
    text = _plain(Context(prec=digits, rounding=ROUND_HALF_UP).plus(quotient))
    return text, Fraction(text) != value


def _plain(number: Decimal) -> str:
    """Shortest spelling: no trailing zeros; a power of ten only from 10^6 up and below 10^-4."""
    if not number:
        return "0"
    sign, digits, _ = number.as_tuple()
    figures, power = "".join(map(str, digits)).rstrip("0"), number.adjusted()
    minus = "-" if sign else ""
    if power >= PLAIN or power < -4:
        return f"{minus}{figures[0]}{'.' if figures[1:] else ''}{figures[1:]}e{power}"
    if power < 0:
        return f"{minus}0.{'0' * (-power - 1)}{figures}"
    whole, rest = figures[: power + 1].ljust(power + 1, "0"), figures[power + 1 :]
    return f"{minus}{whole}{'.' if rest else ''}{rest}"


def parse(value: object) -> Fraction:
    """The exact value of a number or of its text: the float 0.1 means 1/10, as it is written.

    >>> parse(0.1), parse("3/4"), parse("1e3")
    (Fraction(1, 10), Fraction(3, 4), Fraction(1000, 1))
    """
    if hasattr(value, "item") and not isinstance(value, (int, float)):  # a numpy scalar, recognised without numpy
        try:
            value = value.item()
        except (TypeError, ValueError):
            pass
    if isinstance(value, float) and isfinite(value):
        result = Fraction(repr(float(value)))
    elif isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        result = Fraction(value)
    elif isinstance(value, (str, Decimal)) and NUMERAL.fullmatch(text := str(value).strip()):
        if not int(text.partition("/")[2] or 1):
            raise ValueError("nothing can be divided by 0. Write a number such as 5, 1/2 or 0.25.")
        result = Fraction(text)
    else:
        raise ValueError("allowed is a finite number. Write one such as 5, 1/2 or 0.25.")
    if max(abs(result.numerator), result.denominator) >= LARGEST:
        raise ValueError("allowed are at most 40 digits above and below the fraction bar. Round it, or scale all values.")
    return result


def canonical(value: Fraction) -> str:
    """The shortest text that means exactly this fraction, as addresses and JSON spell it.

    >>> [canonical(Fraction(n, d)) for n, d in ((5, 1), (1, 2), (1, 10), (-7, 3))]
    ['5', '1/2', '0.1', '-7/3']
    """
    ratio, twos, rest = str(value), 0, value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        twos = max(twos, count)
    if rest != 1 or twos == 0:
        return ratio
    digits = str(abs(value.numerator) * 10**twos // value.denominator).rjust(twos + 1, "0")
    decimal = f"{'-' if value < 0 else ''}{digits[:-twos]}.{digits[-twos:]}"
    return decimal if len(decimal) < len(ratio) else ratio


def factor(value: Fraction) -> str:
    """The number as one factor of a product: "2", "0.5", "(1/3)" when no short decimal is exact, or "(≈ 0.1235)".

    >>> [factor(Fraction(n, d)) for n, d in ((2, 1), (1, 2), (1, 3), (12345, 100000))]
    ['2', '0.5', '(1/3)', '(≈ 0.1235)']
    """
    shown = show(value)
    if not shown.rounded:
        return shown.decimal
    return f"(≈ {shown.decimal})" if shown.exact is None else f"({shown.exact})" if "/" in shown.exact else shown.exact
