from mpcore import datasets, diagnostics, walks

tree = datasets.tree(2, 4)
felt = diagnostics.sensitivity(tree, rounds=8)
for k in (1, 2, 4, 8):
    near = walks.hops(tree)[0] <= k
    print(f"{k} rounds: the root can have heard of {near.sum():2} nodes; it feels a leaf with {felt[k, 0, 30]:.5f}")
