import numpy as np

from mpcore import GCNLayer, datasets, diagnostics, spectral

playground = datasets.playground()
rate = spectral.smoothing_rate(playground, "S")
for s in (0.5, 1.0, 2.0, 4.0):
    rng, x = np.random.default_rng(3), np.random.default_rng(0).normal(size=(6, 8))
    for _ in range(30):
        rotation = np.linalg.qr(rng.normal(size=(8, 8)))[0]
        x = GCNLayer(s * rotation)(playground, x)  # the largest singular value is s
    energy = diagnostics.dirichlet_energy(playground, x)
    print(f"s = {s}   s x rate = {s * rate:.2f}   energy after 30 layers {energy:.1e}")
