"""The value ramp: one definition of what a value's brightness looks like, in both colour schemes, written out as CSS.

A value becomes a level from -10 to 10 (or `over`, `under` where it leaves the scale); this file says how each level looks.
Positive values glow: one amber hue, from the page's ground to full strength.  Negative values are violet *and* hatched.
Values beyond the scale take the end of the ramp *and* a double rim.  The number itself is always written beside the colour.
"""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "assets" / "generated" / "ramp.css"
STEPS = 10

AMBER, VIOLET = 64.0, 300.0  # hues of OKLCH, apart for every common kind of colour vision
# scheme → (lightness of level 0, of level 10, chroma of level 0, of level 10)
SCHEMES = {"default": (0.975, 0.64, 0.008, 0.168), "slate": (0.26, 0.82, 0.012, 0.16)}
INKS = ("#0d0a06", "#ffffff")  # text on a level is whichever of these stands out more

Colour = tuple[float, float, float]  # linear red, green, blue


def levels() -> list[int | str]:
    """Every value that the attribute `data-level` can take."""
    return ["under", *range(-STEPS, STEPS + 1), "over"]


def background(level: int | str, scheme: str) -> str:
    """The colour of a level as #rrggbb.

    >>> background(0, "default"), background(10, "default"), background("over", "default") == background(10, "default")
    ('#fbf6f1', '#c77603', True)
    """
    number = {"over": STEPS, "under": -STEPS}.get(level, level) if isinstance(level, str) else level
    low, high, pale, strong = SCHEMES[scheme]
    part = abs(number) / STEPS
    lightness, chroma = low + (high - low) * part, pale + (strong - pale) * part**0.7
    return to_hex(oklch(lightness, chroma, VIOLET if number < 0 else AMBER))


def ink(level: int | str, scheme: str) -> str:
    """Black or white, whichever reads better on the level."""
    return max(INKS, key=lambda colour: contrast(colour, background(level, scheme)))


def css() -> str:
    """Rules that set `--mp-level-bg`, `--mp-level-fg` and `--mp-level-hatch` on every element with a `data-level`."""
    parts = ["/* Written by explainers/ramp.py. */"]
    for scheme in SCHEMES:
        parts += rules(scheme, f'[data-md-color-scheme="{scheme}"]')
    parts += ["@media print {", *rules("default", "[data-md-color-scheme]"), "}"]  # paper is white in either scheme
    hatch = "repeating-linear-gradient(135deg, transparent 0 3px, color-mix(in srgb, var(--mp-level-fg) 22%, transparent) 3px 4px)"
    negative = '[data-level^="-"], [data-level="under"]'
    parts += [
        f"{negative} {{ --mp-level-hatch: {hatch}; --mp-level-dash: 3 2; }}",
        '[data-level="over"], [data-level="under"] { --mp-level-rim: 3px double var(--mp-level-fg); }',
    ]
    return "\n".join(parts) + "\n"


def rules(scheme: str, ground: str) -> list[str]:
    """One rule a level, for elements inside `ground`."""
    return [
        f'{ground} [data-level="{level}"] {{ --mp-level-bg: {background(level, scheme)}; --mp-level-fg: {ink(level, scheme)}; }}'
        for level in levels()
    ]


def main() -> None:
    """Write the style sheet if it is not already there, letter for letter."""
    text = css()
    if not OUT.exists() or OUT.read_text(encoding="utf-8") != text:
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_text(text, encoding="utf-8")


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Linear sRGB of a colour in OKLCH, with as much of its chroma as the screen can show."""
    while True:
        a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        colour = (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
        if all(-1e-4 <= channel <= 1.0001 for channel in colour) or chroma < 0.001:
            return colour
        chroma -= 0.001


def to_hex(colour: Colour) -> str:
    """#rrggbb of linear light."""

    def encode(light: float) -> int:
        light = min(1.0, max(0.0, light))
        return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{encode(channel):02x}" for channel in colour)


def from_hex(text: str) -> Colour:
    """Linear light of #rrggbb."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 3)
    21.0
    """
    dark, light = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), from_hex(x), strict=True)) for x in (one, other))
    return (light + 0.05) / (dark + 0.05)


if __name__ == "__main__":
    main()
