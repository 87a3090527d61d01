from mpcore import twins, wl

hexagon, triangles = twins.hexagon_and_triangles()
for left, right in wl.refine([hexagon, triangles]):
    print(wl.histogram(left), wl.histogram(right))
print("equal in every round:", wl.equivalent(hexagon, triangles), "- and yet one is connected and the other is not")
