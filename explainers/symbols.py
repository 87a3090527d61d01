"""The one table of notation: symbol, words, name in the code, shape. The page prints it; a test holds it complete and true."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """One line. `code` is an expression that runs on a graph, a layer or the steps of a round; empty where code has no name for it."""

    symbol: str
    words: str
    code: str = ""
    shape: str = ""


TABLE: dict[str, tuple[Symbol, ...]] = {
    "The loop": (
        Symbol(r"$u \to v$, $j \to i$", "an edge: sender, receiver", "graph.source, graph.target", "$(E,)$ each"),
        Symbol(r"$N(v)$", "those who send to $v$", "graph.source[graph.target == v]"),
        Symbol(r"$k$", "round; one round is one layer", "rounds"),
        Symbol(r"$h_v$, $x_v$", "features of node $v$", "x[v]", "$(F,)$"),
        Symbol(r"$h_i$ on every edge", "features of its receiver", "x_i", r"$E \times F$"),
        Symbol(r"$h_j$ on every edge", "features of its sender", "x_j", r"$E \times F$"),
        Symbol(r"$w_{u \to v}$", "weight of an edge", "edge_weight", r"$E \times 1$"),
        Symbol(r"$\message{\psi}$", "message function", "MessagePassing.message"),
        Symbol(r"$\message{m_{u \to v}}$", "what travels along an edge", "messages", r"$E \times F'$"),
        Symbol(r"$\aggregate{\bigoplus}$", "order-independent fold, a name in `AGGREGATORS`", "MessagePassing.how"),
        Symbol(r"$\aggregate{a_v}$", "what arrived at $v$", "aggregated", r"$N \times F'$"),
        Symbol(r"$\update{\phi}$", "update function", "MessagePassing.update"),
        Symbol(r"$\update{h_v'}$", "features of $v$ one round later", "out", r"$N \times F''$"),
    ),
    "Matrices": (
        Symbol("$A$", r"adjacency: $A_{ij}$ is the total weight of the edges $j \to i$", "adjacency(graph)", r"$N \times N$"),
        Symbol("$D$, $d_i$", "degrees, on the diagonal", "graph.in_degree", "$(N,)$"),
        Symbol(r"$\tilde A = A + I$", "adjacency with self", "adjacency(graph.with_self_loops())", r"$N \times N$"),
        Symbol(r"$\tilde D = D + I$", "degrees with self", "graph.with_self_loops().in_degree", "$(N,)$"),
        Symbol(r"$D^{-1} A$", "mean without self", "mean_matrix(graph, include_self=False)", r"$N \times N$"),
        Symbol(r"$P = \tilde D^{-1} \tilde A$", "mean with self", "mean_matrix(graph)", r"$N \times N$"),
        Symbol(r"$P^{\mathsf T}$, on undirected graphs", "spreading with self: each node splits what it has", "transition(graph)", r"$N \times N$"),
        Symbol(r"$S = \hat A = \tilde D^{-1/2} \tilde A \tilde D^{-1/2}$", "the GCN matrix", "gcn_matrix(graph)", r"$N \times N$"),
        Symbol("$D - A$", "Laplacian", "laplacian(graph)", r"$N \times N$"),
        Symbol("$I - S$", "normalised Laplacian, self loops counted", "normalized_laplacian(graph)", r"$N \times N$"),
        Symbol("$X$", "features before round 1", "x", r"$N \times F$"),
        Symbol("$H$, $H'$", "features before and after a layer", "x, out", r"$N \times F$, $N \times F'$"),
        Symbol("$n$, $m$", "nodes and undirected edges, in theorems", "graph.num_nodes, graph.num_edges // 2"),
    ),
    "What a layer learns or is given": (
        Symbol("$W$", "weights", "GCNLayer.weight", r"$F \times F'$"),
        Symbol(r"$W_{\text{self}}$", "weights of a node’s own features", "SAGELayer.self_weight", r"$F \times F'$"),
        Symbol("$b$", "bias", "GCNLayer.bias", "$(F',)$"),
        Symbol(r"$\sigma$", "nonlinearity, entry by entry", "GCNLayer.activation"),
        Symbol(r"$\varepsilon$", "the extra weight of a node’s own vector in GIN", "GINLayer.epsilon"),
        Symbol(r"$a_{\text{source}}$", "attention to the sender, in GAT", "GATLayer.source_attention", "$(F',)$"),
        Symbol(r"$a_{\text{target}}$", "attention to the receiver, in GAT", "GATLayer.target_attention", "$(F',)$"),
        Symbol("$Z$", "what APPNP and GCNII start from and return to", "APPNPLayer.start", r"$N \times F$"),
        Symbol("$a$", "how far they return to it", "APPNPLayer.alpha"),
    ),
}


def markdown(section: str) -> str:
    """One section as a Markdown table.

    >>> print(markdown("The loop").splitlines()[2])
    | $u \\to v$, $j \\to i$ | an edge: sender, receiver | `graph.source`, `graph.target` | $(E,)$ each |
    """
    rows = ["| symbol | in words | name in code | shape |", "|---|---|---|---|"]
    for line in TABLE[section]:
        code = ", ".join(f"`{part}`" for part in names(line)) if line.code else ""
        rows.append(f"| {line.symbol} | {line.words} | {code} | {line.shape} |")
    return "\n".join(rows)


def names(line: Symbol) -> list[str]:
    """The expressions of a line, apart: a comma outside brackets separates two.

    >>> names(Symbol("", "", "x, f(a, b=1)"))
    ['x', 'f(a, b=1)']
    """
    parts, depth = [""], 0
    for letter in line.code:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
