"""The picture of README.md: the playground after rounds 0, 1 and 2, drawn by the engine, in one file that needs no style sheet.

    python -m explainers.picture     writes docs/assets/playground.svg; a test holds the file to what this draws
"""

from __future__ import annotations

import re
from pathlib import Path

from explainers.ramp import background, ink
from mpcore.labs.playground import view
from mpcore.render import paint

OUT = Path(__file__).resolve().parents[1] / "docs" / "assets" / "playground.svg"
ROUNDS = (0, 1, 2)
WIDTH, HEIGHT = 560, 390

STYLE = """
.mp-edge__line{fill:none;stroke:#a39c90;stroke-width:2}.mp-edge--self .mp-edge__line{stroke-dasharray:2 4}
.mp-node__reach{fill:none;stroke:none}.mp-node[data-on] .mp-node__reach{stroke:#5c574f;stroke-width:2;stroke-dasharray:1 4;stroke-linecap:round}
.mp-node__disc{stroke:#1d1b18;stroke-width:1.5}text{font-family:system-ui,sans-serif;text-anchor:middle}.mp-node__label{text-anchor:end}
.mp-node__value{font-size:16px;font-weight:600}.mp-node__label,.round{font-size:17px;font-weight:700;fill:#5c574f}.round{font-size:22px}
.paper{fill:#fcfbf8}
"""


def picture() -> str:
    """The SVG: three drawings side by side on the page's paper."""
    data = view({})
    drawings = []
    for column, k in enumerate(ROUNDS):
        painted = paint(data, "graph", k)
        inner = re.sub(r"^<svg[^>]*>|<title.*?</title>|<desc.*?</desc>", "", painted[: painted.index("</svg>")], flags=re.DOTALL)
        inner = re.sub(r' (?:data-(?:set|label|key|flow|since|level-of|v)|role|tabindex|aria-label|aria-hidden)="[^"]*"', "", inner)
        drawings.append(f'<g transform="translate({column * WIDTH} 44)">{inner}<text class="round" x="{WIDTH // 2}" y="-12">round {k}</text></g>')
    used = sorted(set(re.findall(r'data-level="(\d+)"', "".join(drawings))), key=int)
    fills = "".join(
        f'[data-level="{n}"] .mp-node__disc{{fill:{background(int(n), "default")}}}[data-level="{n}"] .mp-node__value{{fill:{ink(int(n), "default")}}}'
        for n in used
    )
    values = "; ".join(
        f"round {k}: " + ", ".join(f"{label} {data['series'][f'n{i}'][k].split(' ')[-1]}" for i, label in enumerate("ABCDEF")) for k in ROUNDS
    )
    size = f"0 0 {WIDTH * len(ROUNDS)} {HEIGHT + 44}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" aria-labelledby="t d"><title id="t">Message passing, three rounds</title>'
        f'<desc id="d">Mean with self on six nodes, the signal 5 starts at A. {values}</desc><style>{STYLE}{fills}</style>'
        f'<rect class="paper" width="100%" height="100%" rx="12"/>{"".join(drawings)}</svg>\n'
    )


def main() -> None:
    OUT.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
