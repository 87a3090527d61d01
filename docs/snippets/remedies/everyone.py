import numpy as np

from mpcore import datasets, mean_matrix, twins, walks, wl

start = np.array([5.0, 0, 0, 0, 0, 0])
print("one round of equal weights:", (mean_matrix(datasets.complete(6)) @ start).round(4))

pair = twins.hexagon_and_triangles()
joined = [datasets.complete(graph.num_nodes) for graph in pair]
print("equal when everyone hears everyone:", wl.equivalent(*joined))

distances = [np.sort(walks.hops(graph).clip(max=9), axis=1)[0] for graph in pair]
print("told apart by an encoding of distances:", not np.array_equal(*distances))
