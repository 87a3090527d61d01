import numpy as np

from mpcore import datasets, mean_matrix, twins, wl

start = np.array([5.0, 0, 0, 0, 0, 0])
print("one round of equal weights:", (mean_matrix(datasets.complete(6)) @ start).round(4))
print("hexagon and triangles, all pairs joined, are equal:", wl.equivalent(*(datasets.complete(g.num_nodes) for g in twins.hexagon_and_triangles())))

distances = [np.array([[min(abs(i - j), 6 - abs(i - j)) for j in range(6)] for i in range(6)]), np.kron(np.eye(2), 1 - np.eye(3))]
print("told apart again by an encoding of distance:", sorted(distances[0].sum(1)) != sorted(distances[1].sum(1)))
