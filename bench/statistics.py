"""What a part returns: series of samples, side by side, and what they come to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Spread:
    """A median and the smallest and largest of what it is the median of."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: tuple[float, ...]) -> Spread:
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True)
class Series:
    """One number a round, of one contestant."""

    name: str
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.name}: not one sample was taken")

    @property
    def spread(self) -> Spread:
        return Spread.of(self.values)


@dataclass(frozen=True)
class Goal:
    """At most this much: of the ratio ours / first peer, or of our own value where `absolute`."""

    limit: float
    absolute: bool = False
    words: str = ""


@dataclass(frozen=True)
class Comparison:
    """One question, our answer and the others'."""

    what: str
    unit: str  # "ms", "us" or "bytes"
    ours: Series
    peers: tuple[Series, ...] = ()
    goal: Goal | None = None
    beside: tuple[Series, ...] = ()  # for the picture; compared with nothing
    note: str = ""

    def ratio(self, peer: Series) -> Spread:
        """Ours over theirs, round by round: what slows the machine for one round slows both.

        >>> Comparison("", "ms", Series("a", (1, 2, 4)), (Series("b", (2, 8, 8)),)).ratio(Series("b", (2, 8, 8)))
        Spread(middle=0.5, low=0.25, high=0.5)
        """
        if len(peer.values) != len(self.ours.values):
            raise ValueError(f"{self.what}: {len(self.ours.values)} rounds of ours, {len(peer.values)} of {peer.name}")
        return Spread.of(tuple(a / b for a, b in zip(self.ours.values, peer.values, strict=True)))

    @property
    def measured(self) -> float | None:
        """The number that the goal is about."""
        if self.goal is None:
            return None
        return self.ours.spread.middle if self.goal.absolute else self.ratio(self.peers[0]).middle

    @property
    def met(self) -> bool | None:
        return None if self.goal is None else self.measured <= self.goal.limit

    def to_dict(self) -> dict[str, Any]:
        """Every sample and what was made of them, for a file."""
        ratios = {peer.name: asdict(self.ratio(peer)) for peer in self.peers}
        return asdict(self) | {"ratios": ratios, "measured": self.measured, "met": self.met}
