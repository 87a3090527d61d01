"""A scenario as a flat dictionary of strings: the state of a figure and the query of its URL.

    nodes=A,B,C  edges=A-B,A-C (directed: A>B)  weights=1,2 (if given)  start=A:5,B:1/2 (those that are not 0)
    aggregate=mean  self=1  rounds=24  at=0.5:0.1,… (if given; empty: none)

Separators inside a label are percent-quoted. A directed scenario without edges writes its edges as ">".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from mpcore.errors import AddressError, got, listed
from mpcore.notation import canonical

KEYS = ("nodes", "edges", "weights", "start", "aggregate", "self", "rounds", "at")
NEEDED = ("nodes", "edges", "start", "aggregate", "self", "rounds")
MAX_LENGTH = 20_000
_HALF = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SPLIT = re.compile(r"[->]")


def write(scenario: Any) -> dict[str, str]:
    """The scenario's parameters, in the order of KEYS."""
    joint = ">" if scenario.directed else "-"
    edges = ",".join(joint.join(map(quoted, edge)) for edge in scenario.edges)
    params = {"nodes": ",".join(map(quoted, scenario.nodes)), "edges": edges or (">" if scenario.directed else "")}
    if scenario.weights is not None:
        params["weights"] = ",".join(map(canonical, scenario.weights))
    params["start"] = ",".join(f"{quoted(node)}:{canonical(value)}" for node, value in scenario.start.items())
    params |= {"aggregate": scenario.aggregate, "self": str(int(scenario.include_self)), "rounds": str(scenario.rounds)}
    if scenario.positions is not None:
        params["at"] = ",".join(":".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in point)
                                for point in scenario.positions.values())  # fmt: skip
    return params


def quoted(label: str) -> str:
    """The label with everything but letters, digits, "_", "." and "~" in percent form.

    >>> quoted("x-y, z")
    'x%2Dy%2C%20z'
    """
    return quote(label, safe="").replace("-", "%2D")


def split(query: str) -> dict[str, str]:
    """The parameters of a URL or of its query; every damaged or repeated field is a problem."""
    if len(query) > MAX_LENGTH:
        raise AddressError(too_long(len(query)))
    query = query.partition("#")[0]
    query = query.partition("?")[2] if "?" in query else query
    params: dict[str, str] = {}
    problems: list[str] = []
    for field in query.split("&") if query else ():
        key, sign, text = field.partition("=")
        if not sign:
            problems.append(f"the field {got(field)} of the address has no '='; fields are key=value. {CUT}")
        elif key in params:
            problems.append(f"the address gives {got(key)} twice; each key occurs once. Take one of them out.")
        else:
            params[key] = _unquoted(text, f"the value of {got(key)} in the address", problems, plus=True)
    if problems:
        raise AddressError(*problems)
    return params


def read(params: Mapping[str, str], base: Any, problems: list[str]) -> dict[str, Any]:
    """The fields of a Scenario; what is missing comes from `base`. Texts that are not readable stay as they are."""
    for key, text in params.items():
        if key not in KEYS or not isinstance(text, str):
            problems.append(f"{got(key)} is not a parameter; allowed are {listed(KEYS)}. Take it out." if key not in KEYS
                            else f"{key} is {got(text)}; parameters are text. Put it in quotes.")  # fmt: skip
    given = {key: text for key, text in params.items() if key in KEYS and isinstance(text, str)}
    missing = [key for key in NEEDED if key not in params]
    if base is None and missing:
        problems.append(f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing; "
                        f"a complete address has {listed(NEEDED)}. {CUT}")  # fmt: skip
    fields = _inherited(given, base)
    if "nodes" in given:
        fields["nodes"] = [_unquoted(text, f"nodes[{index}]", problems) for index, text in enumerate(_parts(given["nodes"]))]
    if "edges" in given:
        fields["edges"], fields["directed"] = _edges(given["edges"], problems)
    if "weights" in given:
        fields["weights"] = _parts(given["weights"]) or None
    if "start" in given:
        fields["start"] = _start(_parts(given["start"]), problems)
    if "at" in given:
        fields["positions"] = _points(_parts(given["at"]), fields.get("nodes") or (), problems) if given["at"] else None
    if "aggregate" in given:
        fields["aggregate"] = given["aggregate"]
    if "self" in given:
        fields["include_self"] = {"1": True, "0": False}.get(given["self"])
        if fields["include_self"] is None:
            fields["include_self"] = False
            problems.append(f"self is {got(given['self'])}; allowed are 1 (include self) and 0. Choose one of them.")
    if "rounds" in given:
        plain = re.fullmatch(r"\d{1,4}", given["rounds"], re.ASCII)
        fields["rounds"] = int(given["rounds"]) if plain else given["rounds"]
    return fields


CUT = "If the address was cut off, copy it again in full."


def too_long(length: int) -> str:
    """The one problem of an input that is not even looked at."""
    return (f"the address has {length} characters; allowed are {MAX_LENGTH}. "
            "Share a scenario of this size as JSON (to_dict, from_dict) instead.")  # fmt: skip


def _inherited(given: Mapping[str, str], base: Any) -> dict[str, Any]:
    """What `base` lends: its choices always; its edges and numbers only while they still belong to the same nodes."""
    if base is None:
        return {}
    fields = {name: getattr(base, name) for name in ("nodes", "aggregate", "include_self", "rounds", "directed")}
    same = "nodes" not in given or given["nodes"] == ",".join(map(quoted, base.nodes))
    if same:
        fields |= {"edges": base.edges, "start": base.start}
    if same and "edges" not in given:
        fields["weights"] = base.weights
    if "nodes" not in given:
        fields["positions"] = base.positions
    return fields


def _parts(text: str) -> list[str]:
    return text.split(",") if text else []


def _edges(text: str, problems: list[str]) -> tuple[list[Any], bool]:
    directed = ">" in text
    pairs: list[Any] = []
    for index, part in enumerate(_parts(text) if text != ">" else ()):
        ends = _SPLIT.split(part)
        if len(ends) != 2 or not all(ends):
            pairs.append(part)  # left as it is: the check of all edges names it
            continue
        if directed and ">" not in part:
            problems.append(f"edges[{index}] is {got(part)} beside edges with a direction; all edges have one or none. "
                            "Write > in all of them, or - in all.")  # fmt: skip
        source, target = (_unquoted(end, f"edges[{index}]", problems) for end in ends)
        pairs.append((source, target))
    return pairs, directed


def _start(parts: list[str], problems: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for index, part in enumerate(parts):
        name, sign, text = part.partition(":")
        name = _unquoted(name, f"start[{index}]", problems)
        if not sign or not name or not text:
            problems.append(f"start[{index}] is {got(part)}; a start value is written A:5. {CUT}")
        elif name in values:
            problems.append(f"start gives {got(name)} twice; each node starts with one value. Take one of them out.")
        else:
            values[name] = text
    return values


def _points(parts: list[str], nodes: Any, problems: list[str]) -> dict[str, list[str]]:
    if len(parts) != len(nodes):
        problems.append(f"at has {len(parts)} points for {len(nodes)} nodes; every node needs one. {CUT}")
    return {node: part.split(":") for node, part in zip(nodes, parts, strict=False)}


def _unquoted(text: str, where: str, problems: list[str], plus: bool = False) -> str:
    try:
        if not _HALF.search(text):
            return (unquote_plus if plus else unquote)(text, errors="strict")
    except UnicodeDecodeError:
        pass
    problems.append(f"{where} is {got(text)}, with a broken percent code; allowed are codes such as %2C. {CUT}")
    return text
