"""The command: measure the parts that were asked for, print each as soon as it is done, and count the goals."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
from pathlib import Path

from bench.setup import PeerMissing
from bench.statistics import Comparison
from bench.table import table

PARTS = ("bytes", "engine", "python-ready", "first-step", "cells", "flood", "lab-update")


def measure(part: str, rounds: int) -> list[Comparison]:
    return importlib.import_module(f"bench.{part.replace('-', '_')}").samples(rounds)


def arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all of them if none is named")
    parser.add_argument("--rounds", type=int, default=7, help="interleaved rounds of each part (default 7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to this file")
    chosen = parser.parse_args(given)
    if unknown := [part for part in chosen.parts if part not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}; choose from {', '.join(PARTS)}")
    if chosen.rounds < 1:
        parser.error(f"--rounds is {chosen.rounds}, but must be 1 or more")
    return chosen


def main(given: list[str] | None = None) -> int:
    chosen = arguments(given)
    print(
        f"{chosen.rounds} interleaved rounds; median (smallest to largest); {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}.\nA ratio is ours / theirs, round by round. Only ratios mean something on another machine.\n"
    )
    found: dict[str, list[Comparison]] = {}
    for part in chosen.parts or PARTS:
        try:
            found[part] = measure(part, chosen.rounds)
        except PeerMissing as error:
            print(f"{part}: {error}", file=sys.stderr)
            return 1
        print(table(part, found[part]), end="\n\n", flush=True)
    judged = [comparison for part in found.values() for comparison in part if comparison.goal]
    missed = [comparison.what for comparison in judged if not comparison.met]
    print(f"{len(judged) - len(missed)} of {len(judged)} goals met." + "".join(f"\nNot met: {what}" for what in missed))
    if chosen.json:
        report = {part: [comparison.to_dict() for comparison in rows] for part, rows in found.items()}
        chosen.json.write_text(json.dumps(report, indent=1) + "\n", "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
