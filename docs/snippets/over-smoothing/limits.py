import numpy as np

from mpcore import datasets, gcn_matrix, mean_matrix, transition

two = datasets.disjoint_union(datasets.star(4), datasets.cycle(3))
start = np.array([4.0, 0, 0, 0, 1, 2, 3])
print("degree + 1", two.in_degree + 1)
for name, matrix in {"P": mean_matrix(two), "S": gcn_matrix(two), "P^T": transition(two)}.items():
    print(f"{name:10}", (np.linalg.matrix_power(matrix, 200) @ start).round(3))
