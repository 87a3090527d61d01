from mpcore import datasets

print(datasets.playground().edge_index)
