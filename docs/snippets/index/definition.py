from mpcore import Scenario

edges = [("A", "B"), ("A", "C"), ("B", "D"), ("B", "E"), ("C", "D"), ("C", "E"), ("C", "F")]
graph = Scenario(nodes=list("ABCDEF"), edges=edges, start={"A": 5}, aggregate="mean")
run = graph.run(3)
for k in range(4):
    print(run.explain(k, "D").text)
