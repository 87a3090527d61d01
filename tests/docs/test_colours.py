"""The colours keep their promises: readable text, moves told apart by every common kind of colour vision, a ramp that is one."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

from explainers import ramp

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = ("default", "slate")
TEXT, LINES = 4.5, 3.0  # contrast ratios of WCAG 2.2, AA
MOVES = ("message", "aggregate", "update")

# Machado, Oliveira, Fernandes 2009, severity 1, for linear light.
VISION = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def tokens(scheme: str) -> dict[str, str]:
    """The custom properties that tokens.css sets for a scheme, as far as they are plain colours."""
    text = (ROOT / "docs/assets/css/tokens.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\n\}}', text, re.DOTALL)
    assert block
    return dict(re.findall(r"--mp-([\w-]+): (#[0-9a-f]{6});", block[1]))


def perceived(colour: str, vision: str) -> tuple[float, float, float]:
    """OKLab of a colour as someone with that vision sees it."""
    light = ramp.from_hex(colour)
    red, green, blue = (min(1.0, max(0.0, sum(w * c for w, c in zip(row, light, strict=True)))) for row in VISION[vision])
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_readable_on_every_ground(scheme):
    colours = tokens(scheme)
    words = ["ink", "ink-soft", "accent", "bad", *MOVES, *(name for name in colours if name.startswith("series-"))]
    for ground in ("paper", "panel", "sunken"):
        for name in words:
            assert ramp.contrast(colours[name], colours[ground]) >= TEXT, f"{name} on {ground}"
    for name in (name for name in colours if name.startswith("code-")):
        assert ramp.contrast(colours[name], colours["sunken"]) >= TEXT, name
    assert ramp.contrast(colours["on-accent"], colours["accent"]) >= TEXT
    assert ramp.contrast(colours["ink"], colours["mark"]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_that_matter_are_visible(scheme):
    colours = tokens(scheme)
    for ground in ("paper", "panel"):
        for name in ("control", "focus"):
            assert ramp.contrast(colours[name], colours[ground]) >= LINES, f"{name} on {ground}"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISION)
def test_the_three_moves_can_be_told_apart(scheme, vision):
    colours = tokens(scheme)
    for one, other in combinations(MOVES, 2):
        assert dist(perceived(colours[one], vision), perceived(colours[other], vision)) > 0.09, (one, other)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_level_carries_readable_text(scheme):
    for level in ramp.levels():
        assert ramp.contrast(ramp.ink(level, scheme), ramp.background(level, scheme)) >= TEXT, level


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("vision", VISION)
def test_more_is_always_further_from_the_ground(scheme, sign, vision):
    lightness = [perceived(ramp.background(sign * step, scheme), vision)[0] for step in range(11)]
    assert lightness == sorted(lightness, reverse=scheme == "default")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISION)
def test_the_sign_of_a_large_value_is_seen(scheme, vision):
    assert dist(perceived(ramp.background(10, scheme), vision), perceived(ramp.background(-10, scheme), vision)) > 0.1


def test_the_style_sheet_has_a_rule_for_every_level_and_a_second_mark_for_what_colour_cannot_say():
    css = ramp.css()
    for scheme in SCHEMES:
        for level in ramp.levels():
            assert f'[data-md-color-scheme="{scheme}"] [data-level="{level}"] ' in css
    assert "--mp-level-hatch" in css and "--mp-level-rim" in css


def test_print_uses_the_light_colours_in_either_scheme():
    printed = (ROOT / "docs/assets/css/print.css").read_text(encoding="utf-8")
    light = tokens("default")
    coloured = [name for name in light if name.startswith(("message", "aggregate", "update", "series", "code"))]
    assert coloured
    for name in coloured:
        assert f"--mp-{name}: {light[name]};" in printed, name
    assert "@media print {" in ramp.css()
