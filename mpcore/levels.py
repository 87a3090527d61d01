"""The order of the package: a module imports only from modules of a lower level.

The architecture test reads this table, and the site's *How it works* page draws it, so neither can go stale.
"""

LEVELS: dict[str, int] = {
    "levels": 0,
    "definition": 0,
    "errors": 0,
    "evidence": 0,
    "formula": 0,
    "notation": 0,
    "wording": 0,
    "activations": 1,
    "address": 1,
    "aggregators": 1,
    "checks": 1,
    "conversions": 1,
    "exact": 1,
    "entries": 2,
    "graph": 2,
    "families": 3,
    "matrices": 3,
    "rewiring": 3,
    "scenario": 3,
    "walks": 3,
    "bottlenecks": 4,
    "datasets": 4,
    "message_passing": 4,
    "spectral": 4,
    "twins": 4,
    "wl": 4,
    "diagnostics": 5,
    "gcn": 5,
    "layers": 5,
    "render": 7,
    "labs": 8,
    "stepping": 8,
    "cell": 9,
    "bridge": 10,
}

#: The exact world: these modules import only the standard library, so a browser need not fetch numpy for them.
EXACT_WORLD: tuple[str, ...] = (
    "levels", "definition", "errors", "evidence", "formula", "notation", "wording", "exact", "address", "entries", "scenario",
    "render", "cell", "labs.playground", "labs.matrix", "labs._layers", "labs._layer_words", "labs._layer_drawing",
    "labs.multisets", "labs._menu", "labs.shuffle", "bridge",
)  # fmt: skip
