"""Everything that the site needs besides its pages, made before MkDocs starts; what is up to date is left alone."""

from __future__ import annotations

import importlib
import sys
import time

STEPS = ("fonts", "ramp", "editor", "runtime_assets", "scenarios")  # each a module of this package with a main()


def main() -> None:
    """Run every step and say which ones took time."""
    for name in STEPS:
        began = time.monotonic()
        importlib.import_module(f"explainers.{name}").main()
        if (took := time.monotonic() - began) > 1:
            print(f"assets: {name} ({took:.0f} s)", file=sys.stderr)


if __name__ == "__main__":
    main()
