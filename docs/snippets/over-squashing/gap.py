from mpcore import datasets, diagnostics, rewiring

playground = datasets.playground()
gap, total = diagnostics.spectral_gap(playground), diagnostics.total_resistance(playground)
print(f"as it is    gap {gap:.4f}   total resistance {total:.3f}")
for j in range(6):
    for i in range(j + 1, 6):
        more = rewiring.with_edge(playground, j, i)
        if more.in_degree.sum() == len(set(zip(more.source.tolist(), more.target.tolist()))):  # no edge was doubled
            gap, total = diagnostics.spectral_gap(more), diagnostics.total_resistance(more)
            print(f"with {'ABCDEF'[j]}-{'ABCDEF'[i]}    gap {gap:.4f}   total resistance {total:.3f}")
