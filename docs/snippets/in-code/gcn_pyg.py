# the layer
import torch
from torch_geometric.nn import MessagePassing
from torch_geometric.nn.conv import gcn_conv


class GCN(MessagePassing):
    # aggregate: which one; and the weights
    def __init__(self, weight):
        super().__init__(aggr="sum")
        self.weight = weight

    # routing: self loops, and 1/√(d_i·d_j) for every edge
    def forward(self, x, edge_index):
        edges, scale = gcn_conv.gcn_norm(
            edge_index, num_nodes=len(x),
            dtype=x.dtype,
        )
        return self.propagate(edges, x=x, scale=scale)

    # message: what j tells i
    def message(self, x_j, scale):
        sent = x_j @ self.weight
        return scale[:, None] * sent

    # update: what i makes of the sum
    def update(self, aggregated):
        return torch.relu(aggregated)
