from mpcore import GCNLayer, datasets

layer = GCNLayer(weight=[[2.0]])
steps = layer.steps(datasets.playground(), [5, 0, 0, 0, 0, 0])
for name in ("x", "x_i", "x_j", "edge_weight", "messages", "aggregated", "out"):
    print(f"{name:12}", getattr(steps, name).shape)
print(steps.out.round(4).ravel())
