from mpcore import datasets, diagnostics, rewiring, spectral

barbell = datasets.barbell(4, 1)
changed = {
    "barbell": barbell,
    "one edge more": rewiring.with_edge(barbell, 0, 8),
    "virtual node": rewiring.with_virtual_node(barbell),
    "complete graph": datasets.complete(9),
}
for name, graph in changed.items():
    far = diagnostics.sensitivity(graph, 4)[4, 8, 0]
    print(f"{name:15} far signal {far:.4f}   smoothing rate {spectral.smoothing_rate(graph):.4f}")
