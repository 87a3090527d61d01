# the layer
import torch
from torch_geometric.nn import MessagePassing
from torch_geometric.nn.conv.gcn_conv import gcn_norm


class GCN(MessagePassing):
    # aggregate: which one; and the weights
    def __init__(self, weight):
        super().__init__(aggr="sum")
        self.weight = weight

    # routing: self loops, and 1/√(d_i·d_j) for every edge
    def forward(self, x, edge_index):
        edge_index, edge_weight = gcn_norm(edge_index, num_nodes=len(x), dtype=x.dtype)
        return self.propagate(edge_index, x=x, edge_weight=edge_weight)

    # message: what j tells i
    def message(self, x_j, edge_weight):
        return edge_weight[:, None] * (x_j @ self.weight)

    # update: what i makes of the sum
    def update(self, aggregated):
        return torch.relu(aggregated)
