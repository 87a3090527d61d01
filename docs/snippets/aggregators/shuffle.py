import numpy as np
from mpcore import aggregate


def recurrent(messages, target, num_nodes):
    """Reads its messages one after the other: order-dependent."""
    state = np.zeros((num_nodes, messages.shape[1]))
    for message, node in zip(messages, target):
        state[node] = np.tanh(0.5 * state[node] + message)
    return state


inbox, order = np.array([[1.0], [0.0], [-1.0]]), [2, 0, 1]
for how in ("sum", "mean", "max", recurrent):
    one, two = aggregate(inbox, [0, 0, 0], 1, how), aggregate(inbox[order], [0, 0, 0], 1, how)
    print(getattr(how, "__name__", how), one.round(3).item(), two.round(3).item())
