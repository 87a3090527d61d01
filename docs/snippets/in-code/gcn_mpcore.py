# the layer
import numpy as np
from mpcore import MessagePassing
from mpcore.matrices import gcn_edges


class GCN(MessagePassing):
    # aggregate: which one; and the weights
    how = "sum"

    def __init__(self, weight):
        self.weight = weight

    # routing: self loops, and 1/√(d_i·d_j) for every edge
    def routes(self, graph):
        return gcn_edges(graph)

    # message: what j tells i
    def message(self, x_i, x_j, edge_weight):
        sent = x_j @ self.weight
        return edge_weight * sent

    # update: what i makes of the sum
    def update(self, x, aggregated):
        return np.maximum(aggregated, 0)
