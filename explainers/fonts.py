"""The site's typefaces: copied from pinned npm packages, the one for formulas cut to what formulas use; served by the site itself.

Text is set in Source Serif, figures and navigation in Source Sans, code in Source Code, formulas in STIX Two Math.
"""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "assets" / "generated" / "fonts"
PACKAGES = ROOT / "node_modules" / "@fontsource-variable"

# family → (npm package, {style: (the installed fallback, its size and ascent and descent, measured so that lines break alike)})
FAMILIES = {
    "MP Serif": ("source-serif-4", {
        "normal": (("Times New Roman", "Liberation Serif"), ("119.4%", "86.8%", "28.1%")),
        "italic": (("Times New Roman Italic", "Liberation Serif Italic"), ("108.6%", "95.4%", "30.8%")),
    }),
    "MP Sans": ("source-sans-3", {
        "normal": (("Arial", "Liberation Sans"), ("94.6%", "108.2%", "42.3%")),
        "italic": (("Arial Italic", "Liberation Sans Italic"), ("94.6%", "108.2%", "42.3%")),
    }),
    "MP Mono": ("source-code-pro", {"normal": (("Courier New", "Liberation Mono"), ("100%", "98.4%", "27.3%"))}),
}  # fmt: skip
SUBSETS = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, "
    "U+2190-2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, "
    "U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113",
    "greek": "U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF",
}
# Letters, Greek, arrows, operators, brackets; the slanted, bold, script and blackboard alphabets.
MATH_RANGES = ((0x20, 0x7E), (0xA0, 0xFF), (0x2C6, 0x2DD), (0x302, 0x304), (0x391, 0x3F6), (0x2010, 0x2063), (0x20D7, 0x20D7),
               (0x2102, 0x2134), (0x2190, 0x2194), (0x21A6, 0x21A6), (0x21D0, 0x21D4), (0x2200, 0x2265), (0x226A, 0x226B),
               (0x2282, 0x228B), (0x2295, 0x2299), (0x22A4, 0x22A5), (0x22C0, 0x22C5), (0x22EE, 0x22F1), (0x2308, 0x230B),
               (0x23DE, 0x23DF), (0x27E8, 0x27E9), (0x2A00, 0x2A02), (0x1D400, 0x1D467), (0x1D49C, 0x1D4B5), (0x1D538, 0x1D551),
               (0x1D6A4, 0x1D6A5), (0x1D6E2, 0x1D71B))  # fmt: skip


def main() -> None:
    """Write the fonts and their style sheet, unless this very recipe has written them already."""
    recipe = hashlib.sha256(Path(__file__).read_bytes() + (ROOT / "package-lock.json").read_bytes())
    recipe.update(version("ziamath").encode())
    stamp = OUT / "recipe"
    if stamp.exists() and stamp.read_text() == recipe.hexdigest():
        return
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    rules = [rule for family in FAMILIES for rule in text_family(family)]
    (OUT / "fonts.css").write_text("\n".join([*rules, math_family(), ""]), encoding="utf-8")
    stamp.write_text(recipe.hexdigest())


def text_family(family: str) -> list[str]:
    """Copy one family; its rules, subset by subset, and those of the fallback that stands in while it loads."""
    package, styles = FAMILIES[family]
    folder = PACKAGES / package
    shutil.copy(folder / "LICENSE", OUT / f"{package}.LICENSE.txt")
    rules = []
    for style, (installed, (size, ascent, descent)) in styles.items():
        for subset, characters in SUBSETS.items():
            name = f"{package}-{subset}-wght-{style}.woff2"
            shutil.copy(folder / "files" / name, OUT / name)
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: 200 900; font-display: optional;\n'
                f'  src: url("{name}") format("woff2"); unicode-range: {characters}; }}'
            )
        local = ", ".join(f'local("{name}")' for name in installed)
        rules.append(
            f'@font-face {{ font-family: "{family} Fallback"; font-style: {style}; src: {local};\n'
            f"  size-adjust: {size}; ascent-override: {ascent}; descent-override: {descent}; line-gap-override: 0%; }}"
        )
    return rules


def math_family() -> str:
    """Cut STIX Two Math down, keep what stretches roots and brackets, and write its rule."""
    import ziamath
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["ssty", "ss04"], notdef_outline=True, drop_tables=["DSIG"])
    font = subset.load_font(str(Path(ziamath.__file__).parent / "fonts" / "STIXTwoMath-Regular.ttf"), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in MATH_RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    font["head"].modified = font["head"].created  # the same bytes in every build
    subset.save_font(font, str(OUT / "stix-two-math.woff2"), options)
    (OUT / "stix-two-math.LICENSE.txt").write_text(
        "Copyright 2001-2020 The STIX Fonts Project Authors. SIL Open Font License, Version 1.1. Cut to a subset for this site.\n"
    )
    return '@font-face { font-family: "MP Math"; font-display: optional; src: url("stix-two-math.woff2") format("woff2"); }'


if __name__ == "__main__":
    main()
