from mpcore import datasets, diagnostics

for name, graph in {"binary tree": datasets.tree(2, 3), "path": datasets.path(8), "ring": datasets.cycle(8)}.items():
    curvature = diagnostics.balanced_forman(graph)
    resistance = diagnostics.effective_resistance(graph)[graph.source, graph.target]
    bridges, edges = (resistance > 0.999).sum() // 2, graph.num_edges // 2
    print(f"{name:12} lowest curvature {curvature.min():6.3f}   bridges {bridges} of {edges} edges")
