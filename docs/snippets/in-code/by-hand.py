import numpy as np

source = np.array([0, 1, 0, 2, 1, 3, 1, 4, 2, 3, 2, 4, 2, 5])
target = np.array([1, 0, 2, 0, 3, 1, 4, 1, 3, 2, 4, 2, 5, 2])
x = np.array([[5.0], [0], [0], [0], [0], [0]])  # [N, F]

for k in range(1, 4):
    messages = x[source]  # message: [E, F]
    aggregated = np.zeros_like(x)
    np.add.at(aggregated, target, messages)  # aggregate: [N, F]
    x = aggregated  # update
    print(k, x.ravel())
