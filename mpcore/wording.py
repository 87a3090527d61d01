"""Sentences with numbers in them: each is a row of pieces, so that one wording serves every round and every medium.

A piece is plain text, a Word (text that belongs to one of the three moves) or a Ref (the value of a node in a round).
`expand` fills the numbers in and keeps one promise: no sign says "=" in a line that shows a rounded number before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

ROLES = (None, "message", "aggregate", "update")
FORMS = ("x", "d", "=")
SHOWN_TERMS = 12  # a node that hears more than this gets the first ones, a count, and the last one

VERBS = {
    "sum": "sum", "mean": "mean", "max": "largest", "min": "smallest", "gcn": "GCN-weighted sum",
}  # fmt: skip


@dataclass(frozen=True)
class Ref:
    """The value of `node` in `round`, written in one of three forms.

    "x": exact if that is short, else the decimal. "d": the decimal. "=": a sign and the whole chain, "= 3/4 = 0.75".
    """

    node: str
    round: int
    form: str = "x"
    role: str | None = None


@dataclass(frozen=True)
class Word:
    """Text that belongs to one of the three moves."""

    text: str
    role: str | None = None


@dataclass(frozen=True)
class Part:
    """One message as a sentence needs it: who sends it, and the factors that stand around its value."""

    node: str
    kind: str  # "edge", "loop" (an edge from the node to itself) or "self" (include self)
    weight: str = ""  # "" for 1
    roots: tuple[str, ...] = ()  # the two degrees under the square root

    @property
    def around(self) -> str:
        """The factors, with "{}" for the value: "{}", "2·{}", "{}/√(3·4)"."""
        return (f"{self.weight}·" if self.weight else "") + "{}" + (f"/√({'·'.join(self.roots)})" if self.roots else "")


Piece = str | Ref | Word
Lookup = Callable[[str, int], str]


def marked(pieces: Sequence[Piece], lookup: Lookup) -> list[tuple[str, str | None]]:
    """The pieces with their numbers filled in, each with its role. `lookup(node, round)` gives the cell text.

    In one line, the sign before a chain turns from "=" into "≈" as soon as any number shown as a term is rounded.
    A negative number after "+ " or "·" gets brackets.
    """
    cells = {piece: lookup(piece.node, piece.round) for piece in pieces if isinstance(piece, Ref)}
    rounded = has_rounded(pieces, lookup)
    line: list[tuple[str, str | None]] = []
    for piece in pieces:
        if isinstance(piece, str):
            line.append((piece, None))
        elif isinstance(piece, Word):
            line.append((piece.text, piece.role))
        else:
            text = written(cells[piece], piece.form, rounded)
            if piece.form != "=" and text.startswith("-") and line and line[-1][0].endswith(("+ ", "·")):
                text = f"({text})"
            line.append((text, piece.role))
    return line


def expand(pieces: Sequence[Piece], lookup: Lookup) -> str:
    """The pieces as one line of text.

    >>> cells = {("A", 0): "5", ("B", 0): "≈ 0.7512", ("C", 1): "23/8 = 2.875"}
    >>> line = ["(", Ref("A", 0), " + ", Ref("B", 0), ") / 2 ", Ref("C", 1, "=")]
    >>> expand(line, lambda node, round: cells[node, round])
    '(5 + 0.7512) / 2 ≈ 23/8 = 2.875'
    """
    return "".join(text for text, _ in marked(pieces, lookup))


def written(cell: str, form: str, rounded: bool = False) -> str:
    """One cell text in one form; `rounded` says whether its line shows a rounded term.

    >>> [written("3/4 = 0.75", form) for form in FORMS], written("1/3 ≈ 0.3333", "=", rounded=True)
    (['3/4', '0.75', '= 3/4 = 0.75'], '≈ 1/3 ≈ 0.3333')
    """
    if form == "=":
        return cell if cell.startswith("≈") else f"{'≈' if rounded else '='} {cell}"
    words = cell.split(" ")  # "5" | "3/4", "=", "0.75" | "≈", "0.7512"
    return words[0] if form == "x" and words[0] != "≈" else words[-1]


def has_rounded(pieces: Sequence[Piece], lookup: Lookup) -> bool:
    """Whether the line shows a term with digits dropped (a chain says so itself)."""
    refs = [(piece, lookup(piece.node, piece.round)) for piece in pieces if isinstance(piece, Ref)]
    return any(isinstance(piece, str) and "(≈ " in piece for piece in pieces) or any(
        cell.startswith("≈") if ref.form == "x" else ref.form == "d" and "≈" in cell for ref, cell in refs
    )


def beginning(node: str, cell: str) -> list[Piece]:
    """The pieces of round 0, in which nothing is computed yet."""
    return [f"{node} starts at {'about ' if cell.startswith('≈') else ''}", Ref(node, 0, "x", "update")]


def sentence(how: str, node: str, round: int, parts: Sequence[Part], total: str, silent: Sequence[str]) -> list[Piece]:
    """The pieces of what `node` computes in `round` from `parts`; `total` is the sum of weights, as text.

    The structure does not depend on the round, so one sentence per node, with its rounds shifted, serves all of them.
    `silent` names the senders whose degree is 0, which the GCN weights switch off.
    """
    result = Ref(node, round, "=", "update")
    if not parts:
        return ["nothing arrives, so ", replace(result, form="x"), " by convention"]
    verb, alone = Word(VERBS[how], "aggregate"), len(parts) == 1
    names = [name(group) for group in _grouped(parts)]
    if alone and parts[0].around == "{}":
        return [verb, " of ", Word(f"{names[0]} alone", "message"), " ", result]
    opened, joint, closed = {
        "sum": ("", " + ", " "), "gcn": ("", " + ", " "), "mean": ("(", " + ", f") / {total} "),
        "max": ("max(", ", ", ") "), "min": ("min(", ", ", ") "),
    }[how]  # fmt: skip
    if alone:
        opened, closed = "", f" / {total} " if how == "mean" else " "
    line: list[Piece] = [verb, f" of {in_words(names)}{' alone' if alone else ''}: {opened}"]
    kept = parts if len(parts) <= SHOWN_TERMS else [*parts[: SHOWN_TERMS - 2], parts[-1]]
    for index, part in enumerate(kept):
        before, after = part.around.split("{}")
        dots = f"…{joint}" if len(kept) < len(parts) and part is kept[-1] else ""
        form = "d" if how == "gcn" else "x"  # a fraction over a square root would read as two divisions
        line += [f"{joint if index else ''}{dots}{before}", Ref(part.node, round - 1, form, "message"), after]
    note = f"; {in_words(silent)} {'hears' if len(silent) == 1 else 'hear'} nobody: degree 0, so weight 0" if silent else ""
    return [piece for piece in (*line, closed, result, note) if piece != ""]


def _grouped(parts: Sequence[Part]) -> list[list[Part]]:
    return [list(group) for _, group in groupby(parts, key=lambda part: (part.node, part.kind))]


def name(group: Sequence[Part]) -> str:
    """Who sends, in words: "B", "B twice", "D through its loop", "D itself"."""
    often = {1: "", 2: " twice"}.get(len(group), f" {len(group)} times")
    how = {"edge": "", "loop": " through its loop", "self": " itself"}[group[0].kind]
    return f"{group[0].node}{how}{often}" if group[0].kind == "loop" else f"{group[0].node}{often}{how}"


def in_words(names: Sequence[str]) -> str:
    """A row of names as one would say it, the middle of a long one counted.

    >>> in_words(["B", "C", "D itself"]), in_words(["B"])
    ('B, C and D itself', 'B')
    """
    if len(names) > SHOWN_TERMS:
        hidden = len(names) - SHOWN_TERMS + 1
        names = [*names[: SHOWN_TERMS - 2], f"{hidden} more", names[-1]]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
