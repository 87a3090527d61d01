from mpcore import datasets, diagnostics, rewiring, spectral

barbell = datasets.barbell(4, 1)
for name, graph in {"barbell": barbell, "one edge more": rewiring.with_edge(barbell, 0, 8)}.items():
    felt = diagnostics.sensitivity(graph, rounds=8)[:, 8, 0]
    print(f"{name:14}", "rounds 1, 3, 4, 8:", felt[[1, 3, 4, 8]].round(4))
    resistance, rate = diagnostics.effective_resistance(graph)[8, 0], spectral.smoothing_rate(graph)
    print(f"{'':14}", f"resistance {resistance:.2f}   smoothing rate {rate:.4f}")
