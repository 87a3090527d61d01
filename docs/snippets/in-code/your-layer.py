from mpcore import MessagePassing, datasets, stepped


class Surprise(MessagePassing):
    """Each node keeps its value and adds how far its neighbours are from it, on average."""

    how = "mean"

    def message(self, x_i, x_j, edge_weight):
        return abs(x_j - x_i)

    def update(self, x, aggregated):
        return x + aggregated


stepped(Surprise(), datasets.playground(), [5, 0, 0, 0, 0, 0], rounds=6)
