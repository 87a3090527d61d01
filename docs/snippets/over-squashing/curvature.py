from mpcore import datasets, diagnostics

for name, graph in {"binary tree": datasets.tree(2, 3), "path": datasets.path(8), "ring": datasets.cycle(8)}.items():
    curvature = diagnostics.balanced_forman(graph)
    resistance = diagnostics.effective_resistance(graph)[graph.source, graph.target]
    print(f"{name:12} lowest curvature {curvature.min():6.3f}   bridges {(resistance > 0.999).sum() // 2} of {graph.num_edges // 2} edges")
