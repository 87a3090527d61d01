r"""One computed value as a line of LaTeX, from the same number texts as the sentence beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SHOWN_TERMS = 12

_SPECIAL = {
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    **{character: f"\\{character}" for character in "{}$&#_%"},
}  # fmt: skip


def label(text: str) -> str:
    r"""A node's name as upright text that no character of it can break out of.

    >>> print(label("A"), label("a_{1}$"))
    \text{A} \text{a\_\{1\}\$}
    """
    return "\\text{" + "".join(_SPECIAL.get(character, character) for character in text) + "}"


def number(text: str) -> str:
    r"""A number text as LaTeX: fractions stacked, powers of ten raised.

    >>> print(number("-3/4"), number("1.235e8"), number("(1/3)"), number("0.75"))
    -\frac{3}{4} 1.235 \times 10^{8} \frac{1}{3} 0.75
    """
    text = text.strip("(≈ )")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    if "/" in text:
        above, below = text.split("/")
        return f"{sign}\\frac{{{above}}}{{{below}}}"
    if "e" in text:
        digits, power = text.split("e")
        return f"{sign}{digits} \\times 10^{{{power}}}"
    return f"{sign}{text}"


def chain(text: str) -> str:
    r"""A sign and its chain of numbers.

    >>> print(chain("= 1/3 ≈ 0.3333"))
    = \frac{1}{3} \approx 0.3333
    """
    return " ".join({"=": "=", "≈": r"\approx"}.get(word) or number(word) for word in text.split(" "))


def formula(
    how: str, node: str, round: int, parts: Sequence[Any], cells: Mapping[str, str], total: str, result: str
) -> str:
    r"""The whole line: `parts` and `cells` are the messages and their values, `result` a chain with its sign.

    >>> print(formula("mean", "D", 2, [], {}, "", "= 0"))
    h_{\text{D}}^{(2)} = 0
    """
    left = _state(node, round)
    if not parts:
        return f"{left} {chain(result)}"
    if len(parts) == 1 and parts[0].around == "{}":
        return f"{left} = {_state(parts[0].node, round - 1)} {chain(result)}"
    terms = [_term(part, cells[part.node], index > 0) for index, part in enumerate(parts)]
    if len(terms) > SHOWN_TERMS:
        terms = [*terms[: SHOWN_TERMS - 2], r"\dots", terms[-1]]
    body = (", " if how in ("max", "min") else " + ").join(terms)
    if how in ("max", "min"):
        body = f"\\{how}\\left({body}\\right)"
    elif how == "mean":
        body = f"\\frac{{{body}}}{{{number(total)}}}"
    return f"{left} = {body} {chain(result)}"


def _state(node: str, round: int) -> str:
    return f"h_{{{label(node)}}}^{{({round})}}"


def _term(part: Any, cell: str, follows: bool) -> str:
    """One message: its value, weighted, over the square root of the two degrees if there are any."""
    words = cell.split(" ")
    value = words[-1] if part.roots or words[0] == "≈" else words[0]
    text = number(value)
    if part.roots:
        product = r" \cdot ".join(map(number, part.roots))
        text = f"\\frac{{{text}}}{{\\sqrt{{{product}}}}}"
    elif value.startswith("-") and (part.weight or follows):
        text = f"\\left({text}\\right)"
    return f"{number(part.weight)} \\cdot {text}" if part.weight else text
