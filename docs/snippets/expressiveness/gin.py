import numpy as np

from mpcore import GINLayer, twins

for name, make in twins.PAIRS.items():
    outputs = []
    for graph in make():
        h = np.ones((graph.num_nodes, 1))
        for _ in range(4):
            h = GINLayer(network=lambda x: x**2 % 9973, epsilon=1.0)(graph, h)  # whole numbers, so equal means equal
        outputs.append(np.sort(h.ravel()))
    print(f"{name:28}", "equal" if np.array_equal(*outputs) else "told apart")
