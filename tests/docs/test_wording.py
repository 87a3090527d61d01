"""No page repeats a mistake of the well-known sources, except inside a block that marks it as one.

A page may quote a mistake in an admonition of type `myth` (`!!! myth "…"` or `??? myth "…"`), which then sets it right.
"""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MYTH = re.compile(r"^(?P<indent> *)(?:!!!|\?\?\?\+?) +myth\b")
MOVES = re.compile(r"</?(?:span|em|strong|mark)[^>]*>|\$|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")

# name -> (pattern, planted examples). The patterns see one sentence at a time, without markup, in lower case.
MISTAKES = {
    "GCN averages": (
        r"\b(gcn|graph convolution\w*|kipf\b.{0,20})( layer)?s? (simply |just |then )?(takes? the )?(average|mean)s?\b(?!.weighted)",
        ["A GCN averages the neighbours.", "A GCN layer takes the mean of its neighbours."],
    ),
    "symmetric form averages": (
        r"d\S{0,12}-1/2\S* ?\S*a\S* ?\S*-1/2\S*( h| x)?\W* (takes the |computes the |is the |is an )?(average|mean)\w*",
        ["The product $D^{-1/2} A D^{-1/2}$ takes the average."],
    ),
    "two normalisations equivalent": (
        r"(symmetric|row).{0,30}normali[sz]ation.{0,40}\b(equivalent\w*|the same (thing|operator|matrix))\b",
        ["Symmetric normalisation, or equivalently row normalisation."[:-1] + " is equivalent."],
    ),
    "converge to the average": (
        r"\b(converges?|tends?|drifts?|settles?|collapses?)( all)? (to|towards|at) the (plain |simple |global )?(average|mean)\b",
        ["The features converge to the average.", "All values drift towards the mean."],
    ),
    "features proportional to degree": (
        r"\b(features?|values?|averag\w+|mean)\b.{0,60}proportional to (its|their|the|each node's)? ?(node )?degrees?\b",
        ["With averaging, features become proportional to the degree."],
    ),
    "averaging always converges": (
        r"\b(averaging|the mean|mean aggregation)( over neighbours)? always (converges|settles)|always converges",
        ["Averaging always converges.", "The mean always settles."],
    ),
    "all nodes identical": (
        r"\b(all|every) nodes? (will )?(eventually )?(become|are|end up|is|turn)s? (exactly )?(identical|the same|indistinguishable)\b",
        ["After many layers all nodes become identical.", "In the end all nodes end up the same."],
    ),
    "max spreads": (
        r"(?<!self, )\bmax(imum)?( aggregation)? (always )?(spreads|propagates|floods) the (largest|maximum|highest|brightest)\b(?!.*\bself\b)",
        ["Max spreads the largest value through the graph."],
    ),
    "sum preserves": (
        r"\bsum( aggregation)? (preserves|keeps|retains) (all|the)?\s?(of the )?(information|everything)\b",
        ["Sum preserves information.", "The sum keeps all information."],
    ),
    "sum > mean > max": (
        r"\bsum ?(>|≻|\\succ) ?mean\b|\bsum is (strictly |always )?(more powerful|more expressive|better) than (mean|max|the mean|the max\w*)(?!.*\b(countable|encoding|encoded)\b)",
        ["In short, sum > mean > max.", "Sum is strictly more powerful than mean."],
    ),
    "GNN = 1-WL": (
        r"\b(m?gnns?|message[- ]passing( networks?)?) ?(=|equals?|(is|are) (equivalent to|as powerful as|exactly)) ?(the )?(1-?wl|weisfeiler|colou?r refinement)(?!.*\b(injective|when|if|provided)\b)",
        ["GNN = 1-WL.", "GNNs are as powerful as the Weisfeiler-Leman test."],
    ),
    "equal histograms mean isomorphic": (
        r"\b(equal|same|identical) (wl |colou?r )?histograms? (mean|imply|implies|show|prove)s?( that)?( the (two )?graphs are| two graphs are)? (isomorph|the same graph)",
        ["Equal WL histograms mean isomorphic graphs.", "Equal colour histograms imply that the graphs are isomorphic."],
    ),
    "GIN solves": (
        r"\bgin (solves|separates|distinguishes|tells apart) (the |all |these )?(hard |such |every )?(pairs?|graphs?)\b",
        ["GIN solves the hard pairs."],
    ),
    "sees its ball": (
        r"\b(a|each|every|the) node (can )?(sees?|knows?|receives?|hears?)( from)? (its|the|all of its|everything in its)( (whole|entire|full))? \S{0,3}k\S{0,3}[- ]hop",
        ["After k layers a node sees its k-hop neighbourhood.", "Each node knows its entire $k$-hop ball."],
    ),
    "over-smoothing inevitable": (
        r"over-?smoothing (is|becomes) (inevitable|unavoidable|a fate|certain)|inevitabl[ey] over-?smooth",
        ["Over-smoothing is inevitable.", "Deep networks inevitably over-smooth."],
    ),
    "residuals prevent": (
        r"\b(residuals?|residual connections?|skip connections?) (prevents?|solves?|avoids?|stops?|eliminates?|cures?) over-?smoothing",
        ["Residual connections prevent over-smoothing."],
    ),
    "depth hurts, hence": (
        r"depth (hurts|harms).{0,30}over-?smooth|accuracy (falls|drops) with depth.{0,30}(so|hence|which is|because of).{0,20}over-?smooth",
        ["Depth hurts, hence over-smoothing.", "Accuracy drops with depth, which is over-smoothing."],
    ),
    "negative curvature causes": (
        r"negative(ly)?( |-)curv\w+( edges?)? (causes?|creates?|is the cause of|leads? to|produces?) (the )?(over-?squashing|bottleneck)",
        ["Negative curvature causes over-squashing.", "Negatively curved edges create bottlenecks."],
    ),
    "rewiring raises the gap": (
        r"(rewiring|adding (an )?edges?|a new edge) (always )?(increases|raises|improves|widens) the (spectral )?gap",
        ["Rewiring increases the spectral gap.", "Adding edges always raises the spectral gap."],
    ),
    "transformers solve": (
        r"(graph )?transformers? (solves?|fix(es)?|eliminates?|cures?|removes?) (it|this|all|over-?squashing|over-?smoothing|the problem|the limit|everything)",
        ["Graph transformers solve it.", "Transformers fix over-squashing."],
    ),
    "virtual node fixes": (
        r"virtual node (fixes|solves|improves|raises|restores|cures) (the )?(expressiv\w+|expressive power)",
        ["A virtual node fixes expressiveness."],
    ),
    "W is psi": (
        r"\bw is (simply |just |the )?(\\?message\W*)?(ψ|\\psi|psi|the message function)(?!.*linear)",
        ["Here W is ψ.", "In a GCN, $W$ is $\\psi$."],
    ),
    "must be differentiable": (
        r"(aggregat\w+|⊕|\\bigoplus)\W*( function)? (must|has to|needs to|should) be differentiable|differentiable,? (and )?permutation[- ]invariant",
        ["The aggregator must be differentiable.", "a differentiable, permutation-invariant function"],
    ),
    "invariant layer": (
        r"permutation[- ]invariant (gnn )?layers?|layers? (is|are) (permutation[- ])?invariant",
        ["It is a permutation-invariant layer.", "GNN layers are permutation invariant."],
    ),
    "message passing = convolution": (
        r"message[- ]passing (is|=|equals) (just |simply |a |the same as )*(graph )?convolution|convolution is (just |simply )?message[- ]passing",
        ["Message passing is just convolution.", "message passing = convolution"],
    ),
    "one include self": (
        r"(adding|with) self[- ]loops?.{0,40}(is|are) (the same as|equivalent to) (a )?(residual|skip|separate weight)",
        ["Adding self-loops is equivalent to a residual connection."],
    ),
    "degrees without self": (
        r"\\hat ?a\S* ?= ?\S*(?<!tilde )(?<!tilde)\bd\^\{?-1/2",
        [r"$\hat A = D^{-1/2} \tilde A D^{-1/2}$"],
    ),
    "rounded with equals": (
        r"(?<![≈<>!:=])=\s*-?\d*\.\d{5,}|=\s*-?\d+\.\d*\s?(…|\.\.\.)",
        ["the rate is λ = 0.61162564", "which gives x = 0.333…"],
    ),
}  # fmt: skip


def sentences(text: str) -> list[tuple[int, str]]:
    """Every sentence of a page's prose with its first line: no fences, no front matter, no myth blocks, no markup."""
    prose: list[str] = []
    fence, myth = "", None
    for line in re.sub(r"\A---\n.*?\n---\n", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL).splitlines():
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        found = MYTH.match(line)
        if fence or mark:
            fence = "" if fence and mark and mark[1].startswith(fence) else fence or mark[1]
            line = ""
        elif found:
            myth, line = len(found["indent"]), ""
        elif myth is not None and line.strip():
            if len(line) - len(line.lstrip()) > myth:
                line = ""
            else:
                myth = None
        prose.append(line)
    out, at = [], 1
    for block in re.split(r"(\n\s*\n)", "\n".join(prose)):
        flat = MOVES.sub("", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)).replace("\n", " ")
        out += [(at, part.strip().lower()) for part in re.split(r"(?<=[.!?:])\s+", flat) if part.strip()]
        at += block.count("\n")
    return out


def mistakes(text: str) -> list[str]:
    return [
        f"{line}: {name}: {sentence}"
        for line, sentence in sentences(text)
        for name, (pattern, _) in MISTAKES.items()
        if re.search(pattern, sentence)
    ]


@pytest.mark.parametrize(("name", "example"), [(name, e) for name, (_, es) in MISTAKES.items() for e in es])
def test_a_planted_mistake_is_found(name, example):
    assert any(f" {name}: " in found for found in mistakes(f"# Page\n\nText before. {example}\n"))


def test_markup_and_line_ends_hide_nothing():
    assert mistakes('The <span class="mp-aggregate">features</span> *converge*\nto the **average**.')
    assert mistakes("[GNN](index.md) = 1-WL.")


def test_a_myth_block_may_quote_it_and_the_text_after_may_not():
    quoted = '!!! myth "Folklore"\n    Averaging always converges.\n\n    Not so.\n\n'
    assert not mistakes(quoted)
    assert mistakes(quoted + "Averaging always converges.")


def test_fences_and_front_matter_are_not_prose():
    assert not mistakes("---\ntitle: GNN = 1-WL\n---\n```text\nGNN = 1-WL\n```\n")


def test_exact_statements_pass():
    assert not mistakes(
        "All six drift towards one number. It is the degree-weighted mean. Max with self spreads the largest value. "
        "After k rounds it has heard from at most the nodes within k hops. Over-smoothing is a tendency with conditions. "
        "In the limit a node's value is proportional to the square root of its degree. Here x = 0.75."
    )


PAGES = sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_page(page):
    assert not mistakes(page.read_text(encoding="utf-8"))
