"""The ledger: every sentence of the site that states a number or a theorem, with the check that holds it to be true.

Claims are written in docs/claims/<group>.py, in the order in which the Claims page lists them. The first line of the module's
docstring is the group's title. A check is a generator that yields comparisons (`equal`, `close`, `at_most`, `at_least`, `differs`):

    from mpcore.evidence import claim, close

    @claim("mean-self-limit", r"On a connected graph $P^k x$ tends to …", "kipf-welling-2017")
    def mean_self_limit():
        yield close("playground, start at A: value of every node after 400 rounds", x, 3 / 4, within=1e-12)

The sentence is Markdown of one paragraph: formulas, emphasis and the spans of the three moves, but no links (the sources, keys of
bibliography.md, say where to read on) and no `|` (it would end a table's cell; write \\lvert). Checks run in CPython and in the
reader's browser, so they use the standard library, numpy and mpcore only, pass their own rng, and take a fraction of a second.

On a page

    [[claim:mean-self-limit]]    is the sentence, from here, with its quiet mark: page and ledger cannot differ
    [[mark:mean-self-limit]]     is the mark alone, where the page needs words of its own; opening it shows the sentence
    ```claims                    is the list of all claims
    ```

A claim that does not hold stops the build with its id, its sentence and the numbers; so does one that nobody wrote.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from mpcore.evidence import Claim, Outcome, claims_of

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "claims"
ORDER = ("propagation", "many_rounds", "layers", "aggregators", "over_smoothing", "over_squashing", "expressiveness", "learning")  # others come after
REFERENCE = re.compile(r"\[\[claim:([a-z0-9-]+)\]\]")
MARK = r"[ \n]*\[\[mark:([a-z0-9-]+)\]\]"  # the space before it goes, so that no line begins with a mark
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(.*)$")
BEFORE_NUMBERS = 29  # explainers.numbers is at 28, fences are taken away at 25
PAGE = "claims.md"


class ClaimError(ValueError):
    """A claim that is false, twice there, or not there at all."""


@dataclass(frozen=True)
class Entry:
    """A claim and where it stands."""

    group: str
    claim: Claim

    @property
    def code(self) -> str:
        return inspect.getsource(self.claim.check).rstrip()


@cache
def groups() -> dict[str, types.ModuleType]:
    """The modules of docs/claims by name, importable as claims.<name> as they are in the browser."""
    if "claims" not in sys.modules:
        spec = ModuleSpec("claims", None, is_package=True)
        spec.submodule_search_locations = [str(FOLDER)]
        sys.modules["claims"] = module_from_spec(spec)
    names = [file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_")]
    names.sort(key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return {name: importlib.import_module(f"claims.{name}") for name in names}


@cache
def ledger() -> dict[str, Entry]:
    """Every claim by its id, in order."""
    entries: dict[str, Entry] = {}
    for group, module in groups().items():
        for identifier, one in claims_of(module).items():
            if identifier in entries:
                raise ClaimError(f"the claim {identifier!r} is in docs/claims/{entries[identifier].group}.py and {group}.py")
            entries[identifier] = Entry(group, one)
    return entries


@cache
def outcome(identifier: str) -> Outcome:
    """Check a claim, once for the whole build; a false one is an error."""
    entry = find(identifier)
    result = entry.claim.outcome()
    if not result.holds:
        raise ClaimError(refutation(entry, result))
    return result


def find(identifier: str) -> Entry:
    """The entry of an id."""
    if identifier not in ledger():
        raise ClaimError(f"there is no claim {identifier!r} in docs/claims; write it, or use one of: {', '.join(ledger())}")
    return ledger()[identifier]


def refutation(entry: Entry, result: Outcome) -> str:
    """Id, sentence and numbers of a claim that does not hold."""
    wrong = [line for line in result.comparisons if not line.holds]
    lines = [f"the claim {entry.claim.identifier!r} (docs/claims/{entry.group}.py) is not shown.", f"  {entry.claim.sentence}"]
    lines += [f"  {line.what}: computed {line.computed}, but should be {line.relation} {line.expected} {line.within}".rstrip() for line in wrong]
    lines += [f"  {result.error}"] if result.error else []
    lines += ["  The check compared nothing."] if not result.comparisons and not result.error else []
    return "\n".join(lines)


class Sentences(Preprocessor):
    """Puts sentences where a page refers to them, and the whole ledger where it asks for it; leaves other fences alone."""

    def run(self, lines: list[str]) -> list[str]:
        from explainers.claims_page import listing  # which needs this module

        out: list[str] = []
        fence, whole = "", False
        for line in lines:
            mark = FENCE.match(line)
            if not fence and not mark:
                out.append(REFERENCE.sub(sentence, line))
                continue
            if not fence:
                fence, whole = mark[1], mark[2].strip() == "claims"
                out += listing() if whole else []
            elif mark and not mark[2].strip() and mark[1].startswith(fence):
                fence = ""
            if not whole:
                out.append(line)
        return out


def sentence(found: re.Match[str]) -> str:
    """The sentence of a claim that holds, and its mark."""
    outcome(found[1])
    return f"{find(found[1]).claim.sentence} [[mark:{found[1]}]]"


class Marks(InlineProcessor):
    """`[[mark:id]]`: a link to the claim's entry, which docs/runtime/claim.js turns into a button that opens it in place."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:
        outcome(m[1])
        mark = Element("mp-claim", {"class": "mp-claim", "data-claim": m[1]})
        name = f"Claim {m[1].replace('-', ' ')}: checked"
        link = SubElement(mark, "a", {"class": "mp-claim__mark", "href": f"{up(self.md)}{PAGE}#claim-{m[1]}", "aria-label": name})
        mark.text, link.text = "\u202f", "✓"
        return mark, m.start(0), m.end(0)


def up(md: Markdown) -> str:
    """The way from the page to the folder docs."""
    resolver = next((item for item in md.treeprocessors if hasattr(item, "file")), None)
    path = getattr(getattr(resolver, "file", None), "src_uri", "") or ""
    return "../" * path.count("/")


def check_all() -> Iterator[str]:
    """What is wrong, of all claims at once."""
    for identifier in ledger():
        try:
            outcome(identifier)
        except ClaimError as error:
            yield str(error)


class ClaimsExtension(Extension):
    """Registers both syntaxes."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Sentences(md), "mp-claims", BEFORE_NUMBERS)
        md.inlinePatterns.register(Marks(MARK, md), "mp-claim-marks", 175)


def makeExtension(**options: Any) -> ClaimsExtension:
    return ClaimsExtension(**options)


if __name__ == "__main__":
    faults = list(check_all())
    print("\n".join(faults) or f"all {len(ledger())} claims hold", file=sys.stderr if faults else sys.stdout)
    sys.exit(1 if faults else 0)
