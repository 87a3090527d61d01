"""Measured numbers as cells, so that every machine writes the same: the last digits of floating point never show."""

from __future__ import annotations

from fractions import Fraction

from ..notation import show

NOISE = 1e-12  # relative to the size of what is measured: below it a number is rounding and not result
LONGEST = 999  # denominator up to which a number that is known to be a fraction is shown as one


def measured(value: float, size: float = 1.0, exact: bool = False) -> str:
    """A floating-point result as a cell; `size` is how large such values get, `exact` says that a 0 is one by construction.

    What lies within a 10⁻¹² of `size` around 0 is written "≈ 0"; twelve digits are kept before four are shown.

    >>> [measured(v) for v in (0.75123, 3e-17, 0.9999999999999999, 123456.7)], measured(0.0, exact=True)
    (['≈ 0.7512', '≈ 0', '1', '≈ 123457'], '0')
    """
    value = float(value)
    if exact and value == 0:
        return "0"
    if abs(value) <= NOISE * size:
        return "≈ 0"
    text = f"{value:.12g}"
    if 1e-4 <= abs(value) < 9999 and len(text.lstrip("-0.").replace(".", "")) > 5:  # no tie to break: show(value) says the same, slowly
        return f"≈ {value:.4g}"
    return show(float(text)).cell


def ratio(value: float) -> str:
    """A number that theory knows to be a fraction (a resistance, a curvature), as one while that is short.

    >>> ratio(0.75), ratio(2 / 3), ratio(float("inf")), ratio(1234.5 / 1237.3)
    ('3/4 = 0.75', '2/3 ≈ 0.6667', 'Infinity', '≈ 0.9977')
    """
    value = float(value)
    if value in (float("inf"), float("-inf")):
        return show(value).cell
    near = Fraction(value).limit_denominator(LONGEST)
    return show(near).cell if abs(float(near) - value) <= 1e-11 * max(1.0, abs(value)) else measured(value)
