"""Evidence: a claim is a sentence with a check, and a check yields what it computed beside what the sentence says.

Comparisons work on numbers, fractions, texts and arrays alike, without importing numpy. Their texts are rounded, so that
they are the same wherever the check runs; what is compared is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import zip_longest
from math import isclose
from typing import Any

__all__ = ["Claim", "Comparison", "Outcome", "at_least", "at_most", "claim", "claims_of", "close", "differs", "equal"]

SHOWN = 4  # entries of an array that are written out
NOISE = 12  # decimals kept in texts: what comes after them differs between machines
MISSING = object()


@dataclass(frozen=True)
class Comparison:
    """One line of evidence; `within` is the tolerance, in words, or empty."""

    what: str
    computed: str
    relation: str  # "=", "≈", "≤", "≥" or "≠"
    expected: str
    within: str
    holds: bool


@dataclass(frozen=True)
class Outcome:
    """What a check came to. Without any comparison nothing was shown, so nothing holds."""

    comparisons: tuple[Comparison, ...]
    error: str = ""

    @property
    def holds(self) -> bool:
        return not self.error and bool(self.comparisons) and all(line.holds for line in self.comparisons)

    def to_dict(self) -> dict[str, Any]:
        return {"holds": self.holds, "error": self.error, "comparisons": [asdict(line) for line in self.comparisons]}


@dataclass(frozen=True)
class Claim:
    """A sentence that is checked: `sources` are keys of the bibliography; none means that it is about our own definitions."""

    identifier: str
    sentence: str
    sources: tuple[str, ...]
    check: Callable[[], Iterable[Comparison]]

    def outcome(self) -> Outcome:
        """Run the check; an exception in it is an outcome too."""
        lines: list[Comparison] = []
        try:
            for line in self.check():
                lines.append(line)  # noqa: PERF402  what was compared before an exception is kept
        except Exception as error:  # noqa: BLE001  whatever went wrong, the claim has not been shown
            return Outcome(tuple(lines), f"{type(error).__name__}: {error}")
        return Outcome(tuple(lines))


def claim(identifier: str, sentence: str, *sources: str) -> Callable[[Callable[[], Iterable[Comparison]]], Claim]:
    """Make a claim of a function that yields comparisons.

    >>> @claim("two-and-two", "Two and two are four.")
    ... def two_and_two():
    ...     yield equal("2 + 2", 2 + 2, 4)
    >>> two_and_two.outcome().holds
    True
    """
    return lambda check: Claim(identifier, " ".join(sentence.split()), sources, check)


def claims_of(module: Any) -> dict[str, Claim]:
    """The claims of a module, in their order."""
    found = [value for value in vars(module).values() if isinstance(value, Claim)]
    twice = {one.identifier for one in found if sum(one.identifier == other.identifier for other in found) > 1}
    if twice:
        raise ValueError(f"{module.__name__} has claims of the same name: {', '.join(sorted(twice))}")
    return {one.identifier: one for one in found}


def equal(what: str, computed: Any, expected: Any) -> Comparison:
    """Exactly the same, entry by entry.

    >>> from fractions import Fraction
    >>> equal("half of 3", Fraction(3, 2), 1.5).holds, equal("shape", [1, 2], [1]).holds
    (True, False)
    """
    return _compare(what, computed, "=", expected, "", lambda a, b: bool(a == b))


def close(what: str, computed: Any, expected: Any, within: float = 1e-9) -> Comparison:
    """Differing by at most `within`, entry by entry.

    >>> close("a third", 0.333, 1 / 3, within=0.001)
    Comparison(what='a third', computed='0.333', relation='≈', expected='0.333333', within='within 0.001', holds=True)
    """
    note = f"within {within:g}"
    return _compare(what, computed, "≈", expected, note, lambda a, b: isclose(a, b, rel_tol=0, abs_tol=within))


def at_most(what: str, computed: Any, bound: Any, within: float = 0.0) -> Comparison:
    """No entry above the bound (one for all, or one for each); `within` forgives rounding."""
    note = f"within {within:g}" if within else ""
    return _compare(what, computed, "≤", bound, note, lambda a, b: bool(a <= b + within))


def at_least(what: str, computed: Any, bound: Any, within: float = 0.0) -> Comparison:
    """No entry below the bound."""
    note = f"within {within:g}" if within else ""
    return _compare(what, computed, "≥", bound, note, lambda a, b: bool(a >= b - within))


def differs(what: str, computed: Any, other: Any, by: float = 1e-6) -> Comparison:
    """At least one entry differs by more than `by`: the evidence of a counterexample.

    >>> differs("sum and max of 1, 1", 2, 1).holds, differs("sum and max of 1", 1, 1).holds
    (True, False)
    """
    left, right = _flat(computed), _flat(other)
    apart = len(left) != len(right) or any(_apart(a, b, by) for a, b in zip(left, right))
    return Comparison(what, _text(computed), "≠", _text(other), f"by more than {by:g}", apart)


def _apart(a: Any, b: Any, by: float) -> bool:
    return a != b if isinstance(a, str) or isinstance(b, str) else abs(float(a) - float(b)) > by


def _compare(what: str, left: Any, relation: str, right: Any, note: str, fits: Callable[[Any, Any], bool]) -> Comparison:
    """All entries at once; where one does not fit, the texts are of that entry."""
    computed, expected = _flat(left), _flat(right)
    if len(expected) == 1 and relation != "=":
        expected = expected * len(computed)
    pairs = list(zip_longest(computed, expected, fillvalue=MISSING))
    for place, (a, b) in enumerate(pairs):
        if a is MISSING or b is MISSING:
            counts = f"{len(computed)} entries", f"{len(expected)} entries"
            return Comparison(what, counts[0], relation, counts[1], note, False)
        if not fits(a, b):
            where = f" (entry {place})" if len(pairs) > 1 else ""
            return Comparison(what + where, _exactly(a), relation, _exactly(b), note, False)
    return Comparison(what, _text(left), relation, _text(right), note, bool(pairs))


def _flat(value: Any) -> list[Any]:
    return list(_entries(value))


def _entries(value: Any) -> Iterator[Any]:
    value = value.tolist() if hasattr(value, "tolist") else value  # numpy, recognised without importing it
    if isinstance(value, (list, tuple, set, frozenset)):
        for item in sorted(value) if isinstance(value, (set, frozenset)) else value:
            yield from _entries(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _entries(item)
    else:
        yield value


def _exactly(value: Any) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, float):
        return str(value)
    return f"{round(value, NOISE) + 0.0:.6g}"


def _text(value: Any) -> str:
    entries = _flat(value)
    texts = [_number(entry) for entry in entries[:SHOWN]]
    if len(entries) == 1:
        return texts[0]
    more = f", … ({len(entries)} in all)" if len(entries) > SHOWN else ""
    return f"{', '.join(texts)}{more}"
