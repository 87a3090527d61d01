from mpcore import Scenario, twins


def readout(graph, how):
    edges = [(str(j), str(i)) for j, i in graph.edge_index.T if j < i]
    start = {str(node): int(degree) for node, degree in enumerate(graph.in_degree)}
    scenario = Scenario(nodes=list(start), edges=edges, start=start, aggregate=how, include_self=True)
    return sum(scenario.run(6).values[6].values())


for name, make in twins.PAIRS.items():
    left, right = make()
    told = [how for how in ("sum", "mean", "max") if readout(left, how) != readout(right, how)]
    print(f"{name:28}", "told apart by:", ", ".join(told) or "none")
