from mpcore import MessagePassing, datasets
from mpcore.errors import MPCoreError


class TooFew(MessagePassing):
    def message(self, x_i, x_j, edge_weight):
        return x_j.sum(axis=0)

    def update(self, x, aggregated):
        return aggregated


try:
    TooFew().propagate(datasets.playground(), [5, 0, 0, 0, 0, 0])
except MPCoreError as error:
    print(error)
