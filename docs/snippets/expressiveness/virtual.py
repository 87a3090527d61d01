from mpcore import rewiring, twins, wl

for name, make in twins.PAIRS.items():
    left, right = make()
    plain = wl.equivalent(left, right)
    joined = wl.equivalent(rewiring.with_virtual_node(left), rewiring.with_virtual_node(right))
    print(f"{name:28} equal: {plain!s:5}   with a virtual node: {joined!s:5}")
