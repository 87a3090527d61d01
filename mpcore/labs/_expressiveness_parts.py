"""The drawing of the expressiveness lab: two graphs with a letter for each colour, the histograms so far, and what breaks the pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from ..render import EdgeMark, NodeMark, button, choice, field, graph_skeleton, menu, readout, stepper, tag, text
from ..render.facts import facts, note
from ._expressiveness import ROUNDS, Compared, what_breaks
from ._library import edges
from ._pairs import OFFERED, Side

KINDS = 8  # looks of colours; a letter tells the rest apart
ROWS = 12  # colours that a histogram lists
WORDS = {"sum": "sum", "mean": "mean", "max": "max", "gin": "GIN"}
HOW = {
    "sum": "h ← h + the sum of what arrives", "mean": "h ← the mean of h and what arrives", "max": "h ← the maximum of h and what arrives",
    "gin": "h ← x² + x with x = 3h + 2 · the sum of what arrives",
}  # fmt: skip
GIVEN = (("nothing", "nothing"), ("degrees", "their degrees"), ("triangles", "triangle counts"), ("ids", "node numbers"), ("random", "random numbers"), ("virtual", "a virtual node"))


def letter(colour: int) -> str:
    """A name for a colour: A, B, … Z, A1, …"""
    return chr(65 + colour % 26) + (str(colour // 26) if colour >= 26 else "")


def parts(lab: str, pair: Compared, sides: tuple[Side, Side], full: Mapping[str, str]) -> dict[str, str]:
    options = [(key, f"{one[1]} / {one[3]}") for key, one in OFFERED.items()]
    return {
        "left": _graph(lab, pair, sides, 0),
        "right": _graph(lab, pair, sides, 1),
        "stepper": stepper("k", ROUNDS + 1, lab, forward="Refine"),
        "controls": menu("pair", "Pair", [*options, ("own", "your own pair")], lab)
        + choice("agg", "Network aggregates by", list(WORDS.items()), lab)
        + choice("given", "Nodes start with", GIVEN, lab)
        + button("Copy link", act="share")
        + button("Embed", act="embed"),
        "history": _history(pair, sides),
        "readout": readout(label="Colour and value of the chosen node") + _readouts(pair, sides, full) + "".join(note(words, kind) for kind, words in verdicts(pair)),
        "breaks": facts(
            ["with", "told apart?", "because"], [[what, "yes" if told else "no, equal", how] for what, told, how in what_breaks(pair.left, pair.right)],
            f"What tells {sides[0].words} from {sides[1].words}, and what does not", "mp-breaks",
        ),
        "network": _network(lab, full),
    }  # fmt: skip


def verdicts(pair: Compared) -> list[tuple[str, str]]:
    """What these rounds show, in exact words."""
    split = next((k for k in range(ROUNDS + 1) if pair.readout(0, k) != pair.readout(1, k)), None)
    if pair.parted is not None and pair.given in ("ids", "random"):
        out = [("", f"The histograms differ from round {pair.parted} on. With such starts that proves nothing about the graphs: two copies of one and the same graph, numbered differently, would differ as well.")]
    elif pair.parted is not None:
        out = [("met", f"The histograms differ from round {pair.parted} on: so the graphs are not isomorphic. That is a proof.")]
    else:
        out = [("not", "The histograms agree in every round. That proves nothing about the graphs, but it binds every network: none that starts with these numbers tells them apart.")]
    if split is None and pair.parted is not None:
        out.append(("not", f"This network ({WORDS[pair.aggregate]}) does not see it: its readouts are equal in every round. Its aggregate, its update or its sum over the nodes merges what refinement keeps apart."))
    elif split is not None:
        out.append(("met", f"The readouts differ from round {split} on."))
    else:
        out.append(("not", "The readouts are equal in exact arithmetic, not nearly: the difference is 0 in every round, as refinement says."))
    return out


def _graph(lab: str, pair: Compared, sides: tuple[Side, Side], side: int) -> str:
    graph, mark, one = pair.graphs[side], "nm"[side], sides[side]
    places = list(one.places)
    if graph.num_nodes > len(places):
        places = [(x, round(0.78 * y, 3)) for x, y in places] + [(0.5, 1.0)]
    nodes = [
        NodeMark(f"{mark}{i}", "hub" if i >= one.graph.num_nodes else str(i), *places[i], series=f"{mark}{i}", kind_of=f"{mark}k{i}",
                 announce=[f"Node {i} of {one.words}, colour ", [f"{mark}{i}", 0, "d"], ", value ", [f"{mark}v{i}", 0, "d"]])
        for i in range(graph.num_nodes)
    ]  # fmt: skip
    pairs = edges(graph)
    words = f"{one.words}: {graph.num_nodes} nodes, {len(pairs)} edges. " + "; ".join(f"{j} to {i}" for j, i in pairs[:60])
    title = f"{one.words[0].upper()}{one.words[1:]}"
    return tag("h3", text(title), class_="mp-side") + graph_skeleton(nodes, [EdgeMark(f"{mark}e{k}", *ends) for k, ends in enumerate(pairs)], title, words, f"{lab}-{mark}")


def _history(pair: Compared, sides: tuple[Side, Side]) -> str:
    """One row a round, revealed as it is reached: how many nodes have which colour, on each side."""
    rows = []
    for k, (left, right) in enumerate(pair.histograms):
        same = left == right
        verdict = tag("td", text("equal" if same else "different"), class_=f"mp-verdict mp-verdict--{'same' if same else 'apart'}")
        rows.append(tag("tr", tag("th", str(k), scope="row"), _bars(left), _bars(right), verdict, data_from=k, data_at=k))
    head = tag("tr", *(tag("th", text(words), scope="col") for words in ("round", sides[0].words, sides[1].words, "verdict")))
    table = tag("table", tag("caption", "Nodes of each colour, by round"), tag("thead", head), tag("tbody", *rows), class_="mp-table mp-facts mp-history")
    return tag("div", table, class_="mp-scroll", tabindex=0, role="region", aria_label="Nodes of each colour, by round")


def _bars(counts: Mapping[int, int]) -> str:
    shown = list(counts.items())[:ROWS]
    lines = [
        tag("span", tag("b", letter(colour), class_="mp-chip", data_kind=str(colour % KINDS)), tag("i", "■" * min(n, 16), aria_hidden="true"), f" {n}", class_="mp-bar")
        for colour, n in shown
    ]
    return tag("td", *lines, tag("span", f"and {len(counts) - ROWS} more colours", class_="mp-bar") if len(counts) > ROWS else "")


def _readouts(pair: Compared, sides: tuple[Side, Side], full: Mapping[str, str]) -> str:
    return facts(
        [["after ", ["frame", 0, "d"], " rounds"], sides[0].words, sides[1].words],
        [["colours", [["same", 0, "d"]], ""], ["readout, Σ h", ("rl",), ("rr",)], ["difference", [["rd", 0, "=", "update"]], [["alike", 0, "d"]]]],
        f"The network: {HOW[full['agg']]}. Exact fractions, so equal means equal.",
    )  # fmt: skip


def _network(lab: str, full: Mapping[str, str]) -> str:
    form = tag(
        "form",
        field("left", "Left graph", full["left"], f"{lab}-net", hint="edges such as 0-1, 1-2; up to 16 nodes", width=36),
        field("right", "Right graph", full["right"], f"{lab}-net", hint="edges such as 0-1, 1-2; up to 16 nodes", width=36),
        tag("button", text("Compare these"), type="submit", class_="mp-button"),
        data_apply=urlencode({"pair": "own"}), class_="mp-form",
    )  # fmt: skip
    return tag("details", tag("summary", "Draw a pair of your own"), form)


def detail(pair: Compared, side: int, i: int) -> dict[str, Any]:
    """What the node was, what it heard, what it is now."""
    mark = "nm"[side]
    senders = pair.graphs[side].source[pair.graphs[side].target == i].tolist()
    name = f"node {i} {'left' if side == 0 else 'right'}"
    return {
        "title": [f"What {name} sees in round ", ["frame", 0, "d"]],
        "text": ["It was ", [f"{mark}{i}", -1, "x", "message"], " and heard ", [f"{mark}h{i}", 0, "x", "aggregate"], ", so it is ", [f"{mark}{i}", 0, "x", "update"],
                 ". The network holds ", [f"{mark}v{i}", 0, "d"]],
        "first_title": [f"{name[0].upper()}{name[1:]} at the start"],
        "first_text": ["Colour ", [f"{mark}{i}", 0, "x", "update"], ". The network holds ", [f"{mark}v{i}", 0, "d"]],
        "lights": [f"{mark}{j}" for j in senders],
    }  # fmt: skip
