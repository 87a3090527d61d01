"""What aggregates make of two neighbourhoods, exactly: values, sums written out, and which of them are equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, sqrt

from ..notation import canonical, show

Vector = tuple[Fraction, ...]

ENCODINGS = {"raw": "none: f(x) = x", "onehot": "one-hot", "digits": "digits: f(x) = b⁻ˣ"}


@dataclass(frozen=True)
class Aggregate:
    """An aggregate of numbers."""

    name: str
    apply: Callable[[Sequence[Fraction]], Fraction]
    written: str  # how it is written out; {} stands for the values


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _variance(values: Sequence[Fraction]) -> Fraction:
    middle = _mean(values)
    return _mean([(value - middle) ** 2 for value in values])


#: std is compared by its square, the variance, which is a fraction.
MENU = (
    Aggregate("sum", lambda values: sum(values, Fraction(0)), "{}"),
    Aggregate("mean", _mean, "({}) / {n}"),
    Aggregate("max", max, "max({})"),
    Aggregate("min", min, "min({})"),
    Aggregate("std", _variance, "√ of the mean of (x − {m})²"),
)


def encode(values: Sequence[Fraction], encoding: str, letters: Sequence[Fraction], base: int) -> list[Vector]:
    """f(x) of every value: itself, a 1 in the place of its letter, or one digit.

    >>> encode([Fraction(2)], "onehot", [Fraction(1), Fraction(2)], 3)
    [(Fraction(0, 1), Fraction(1, 1))]
    >>> encode([Fraction(2)], "digits", [], 3)
    [(Fraction(1, 9),)]
    """
    if encoding == "onehot":
        return [tuple(Fraction(value == letter) for letter in letters) for value in values]
    if encoding == "digits":
        return [(Fraction(1, base ** int(value)),) for value in values]
    return [(value,) for value in values]


def fold(one: Aggregate, vectors: Sequence[Vector], width: int) -> Vector:
    """The aggregate, coordinate by coordinate. Nothing received gives 0.

    >>> fold(MENU[1], [(Fraction(1),), (Fraction(2),)], 1)
    (Fraction(3, 2),)
    """
    if not vectors:
        return (Fraction(0),) * width
    return tuple(one.apply([vector[i] for vector in vectors]) for i in range(width))


def written(one: Aggregate, result: Vector) -> str:
    """The result as a cell or, with several coordinates, as a vector; a standard deviation is the root of what was folded."""
    texts = [show(_root(value)) if one.name == "std" else show(value) for value in result]
    if len(texts) == 1:
        return texts[0].cell
    rounded = any(text.exact is None and text.rounded for text in texts)
    return f"{'≈ ' if rounded else ''}({', '.join(text.exact or text.decimal for text in texts)})"


def _root(value: Fraction) -> Fraction | float:
    """√value, exactly if it is a fraction."""
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(above, below) if above**2 == value.numerator and below**2 == value.denominator else sqrt(value)


def arithmetic(one: Aggregate, vectors: Sequence[Vector], result: Vector) -> str:
    """How one result came about: "(1 + 2) / 2 = 3/2 = 1.5"."""
    if not vectors:
        return "nothing arrives, so 0 by convention"
    texts = [vector_text(vector) for vector in vectors]
    joined = (", " if one.name in ("max", "min") else " + ").join(
        f"({text})" if i and text.startswith("-") and one.name not in ("max", "min") else text for i, text in enumerate(texts)
    )
    middle = vector_text(fold(MENU[1], vectors, len(result)))
    left = one.written.replace("{n}", str(len(vectors))).replace("{m}", middle).replace("{}", joined)
    shown = written(one, result)
    return f"{left} {shown}" if shown.startswith("≈") else f"{left} = {shown}"


def vector_text(vector: Vector) -> str:
    """A number, or a vector in brackets.

    >>> vector_text((Fraction(1, 2),)), vector_text((Fraction(0), Fraction(1)))
    ('1/2', '(0, 1)')
    """
    texts = [show(value).exact or canonical(value) for value in vector]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def proportions(values: Sequence[Fraction]) -> dict[Fraction, Fraction]:
    """Which share of the neighbourhood each value has."""
    return {value: Fraction(list(values).count(value), len(values)) for value in sorted(set(values))}
