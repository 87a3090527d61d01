"""The list of all claims, as Markdown: sentence, evidence, source and check of each. No date, so two builds are the same."""

from __future__ import annotations

import re

from explainers.cells import coloured
from explainers.claims import FOLDER, Entry, groups, ledger, outcome
from mpcore.evidence import Comparison
from mpcore.render import tag, text

BIBLIOGRAPHY = FOLDER.parent / "bibliography.md"
KEY = re.compile(r'<span id="([a-z0-9-]+)">\*\*(.+?)\.?\*\*')


def listing() -> list[str]:
    """Lines of Markdown: a heading a group, an article a claim."""
    names = works()
    lines: list[str] = [tag("p", text(f"{len(ledger())} claims, {sum(len(outcome(i).comparisons) for i in ledger())} comparisons, all of them hold.")), ""]
    for group, module in groups().items():
        lines += [f"## {title(module.__doc__)}", ""]
        for entry in ledger().values():
            if entry.group == group:
                lines += [*article(entry, names), ""]
    return lines


def title(docstring: str | None) -> str:
    """The first line of a module's docstring, without its full stop."""
    return (docstring or "Other").strip().splitlines()[0].rstrip(".")


def works() -> dict[str, str]:
    """Names of the works in the bibliography, by key."""
    return dict(KEY.findall(BIBLIOGRAPHY.read_text("utf-8")))


def article(entry: Entry, names: dict[str, str]) -> list[str]:
    """One claim. The sentence stays Markdown, so that its formulas are set as everywhere."""
    one, result = entry.claim, outcome(entry.claim.identifier)
    unknown = [key for key in one.sources if key not in names]
    if unknown:
        raise ValueError(f"claim {one.identifier!r}: no {', '.join(unknown)} in docs/bibliography.md")
    read = ", ".join(f"[{names[key]}](bibliography.md#{key})" for key in one.sources)
    return [
        f'<article class="mp-entry" id="claim-{one.identifier}" markdown="block">',
        "",
        f'<div class="mp-entry__sentence" markdown="block">{one.sentence}</div>',
        "",
        tag("div", tag("mp-check", data_group=entry.group, data_claim=one.identifier, class_="mp-check"), class_="mp-entry__again"),
        "",
        tag("details", tag("summary", count(result.comparisons)), evidence(result.comparisons), class_="mp-entry__evidence"),
        "",
        f'<div class="mp-entry__source" markdown="block">{f"Read more: {read}." if read else "It follows from the definitions."}</div>',
        "",
        tag("details", tag("summary", "The check"), tag("div", tag("pre", tag("code", coloured(entry.code)), tabindex=0, role="group", aria_label="Source of the check"),
            class_="highlight no-copy"), class_="mp-entry__check"),
        "",
        "</article>",
    ]  # fmt: skip


def count(lines: tuple[Comparison, ...]) -> str:
    """How much was compared."""
    return "1 comparison, and it holds" if len(lines) == 1 else f"{len(lines)} comparisons, and all hold"


def evidence(lines: tuple[Comparison, ...]) -> str:
    """What was compared, as a table; docs/runtime/claim.js draws the same from a check in the browser."""
    names = ("compared", "computed", tag("span", "relation", class_="mp-sr"), "expected", "tolerance")
    head = tag("tr", *(tag("th", name, scope="col") for name in names))
    body = (
        tag("tr", tag("th", text(line.what), scope="row"), tag("td", text(line.computed)), tag("td", line.relation), tag("td", text(line.expected)),
            tag("td", text(line.within)))
        for line in lines
    )  # fmt: skip
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="mp-table mp-evidence")
    return tag("div", table, class_="mp-scroll", tabindex=0, role="region", aria_label="Evidence")
