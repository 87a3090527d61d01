"""Stacks whose hand-written Jacobian is compared with automatic differentiation."""

from __future__ import annotations

import numpy as np
from laws import UNDIRECTED, WILD, features

from mpcore.diagnostics import jacobian
from mpcore.matrices import gcn_matrix

RNG = np.random.default_rng(11)
WEIGHTS = [RNG.normal(size=shape) for shape in ((3, 4), (4, 4), (4, 2))]
CASES = {
    f"{name}, {depth} layers, {'relu' if activated else 'linear'}": (graph, WEIGHTS[:depth], activated)
    for name, graph in (("wild", WILD), ("playground", UNDIRECTED))
    for depth in (1, 2, 3)
    for activated in (True, False)
}


def ours(case: str) -> np.ndarray:
    graph, weights, activated = CASES[case]
    return jacobian(graph, features(graph, 3), weights, activated)


def theirs(case: str) -> np.ndarray:
    import torch

    graph, weights, activated = CASES[case]
    step = torch.tensor(gcn_matrix(graph))

    def stack(h):
        for weight in weights:
            h = step @ h @ torch.tensor(weight)
            h = torch.relu(h) if activated else h
        return h

    return torch.autograd.functional.jacobian(stack, torch.tensor(features(graph, 3))).numpy()
