from fractions import Fraction
from itertools import combinations_with_replacement

values, most = range(4), 3
boxes = [box for size in range(most + 1) for box in combinations_with_replacement(values, size)]

raw = {sum(box) for box in boxes}
spelled = {sum(Fraction(1, most + 1) ** x for x in box) for box in boxes}
print(f"{len(boxes)} neighbourhoods of up to {most} values from 0 to {max(values)}")
print(f"sum of the values:       {len(raw)} different results")
print(f"sum of {most + 1}^-value:         {len(spelled)} different results")
