import numpy as np

from mpcore import datasets, simulate, spectral

for name in ("playground", "karate_club", "cycle", "star", "complete"):
    graph = datasets.DATASETS[name]()
    start = np.random.default_rng(1).normal(size=graph.num_nodes)
    values = simulate(graph, start, how="mean", rounds=24)[:, :, 0]
    spread = np.ptp(values, axis=1)
    measured = (spread[24] / spread[16]) ** (1 / 8) if spread[16] > 1e-12 else 0
    print(f"{name:12} foretold {spectral.smoothing_rate(graph):.4f}   measured {measured:.4f}")
