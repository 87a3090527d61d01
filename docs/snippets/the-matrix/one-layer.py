import numpy as np
from mpcore import GCNLayer, datasets, gcn_matrix

graph = datasets.playground()
H = np.column_stack([[5, 0, 0, 0, 0, 0], np.ones(6)])  # [N, F]
W = np.array([[1.0, -1.0], [0.0, 1.0]])  # [F, F']

as_matrix = np.maximum(gcn_matrix(graph) @ H @ W, 0)
as_messages = GCNLayer(W)(graph, H)
print(as_matrix.round(4))
print("same as sending messages:", np.allclose(as_matrix, as_messages))
