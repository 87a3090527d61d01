from mpcore import datasets, simulate

playground = datasets.playground()
start = [5.0, 0, 0, 0, 0, 0]
for include_self in (True, False):
    values = simulate(playground, start, "mean", include_self, rounds=101)[:, :, 0]
    print("with self   " if include_self else "without self", values[100].round(3), values[101].round(3))
