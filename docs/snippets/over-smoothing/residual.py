from mpcore import APPNPLayer, GCNLayer, Residual, datasets, diagnostics
from mpcore.activations import identity

playground = datasets.playground()
start = [[5.0], [0], [0], [0], [0], [0]]
plain = GCNLayer([[1.0]], activation=identity)
for name, layer in {"plain": plain, "residual": Residual(plain), "initial": APPNPLayer(start=start, alpha=0.1)}.items():
    h, parts = start, []
    for k in range(1, 49):
        h = layer(playground, h)
        if k in (4, 16, 48):
            parts.append(diagnostics.distance_to_kernel(playground, h) / (h**2).sum() ** 0.5)
    print(f"{name:8}", "  ".join(f"{part:.1e}" for part in parts), f"  A holds {h[0, 0]:.3g}")
