import numpy as np
from mpcore import adjacency, datasets

A = adjacency(datasets.playground())
X = np.array([[5], [0], [0], [0], [0], [0]])
for matrix in (X, A @ X, A @ (A @ X)):
    print(matrix.ravel())
