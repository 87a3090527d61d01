"""The last step of a build: every page gets its content-security policy, and the finished site is searched for what must not be in it.

    python -m explainers.seal site

Instant navigation keeps the first page's policy for the whole visit, so every page carries the same one: the union of
what all pages need.  Whatever is wrong is listed, all of it, and the build fails.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from explainers.pages import Page, read_page

LIMIT = 13_000_000  # bytes of one file: Pyodide's wasm is the largest thing here
META = re.compile(r'\n *<meta http-equiv="Content-Security-Policy"[^>]*>')
CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)
CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


def main(folder: str) -> int:
    """Seal the site in `folder`; 0 when nothing is wrong."""
    problems = seal(Path(folder))
    for problem in problems:
        print(f"seal: {problem}", file=sys.stderr)
    if problems:
        print(f"seal: {len(problems)} problem(s); the site must not be published like this.", file=sys.stderr)
    return 1 if problems else 0


def seal(site: Path) -> list[str]:
    """Write the policy into every page and return everything that is wrong."""
    files = sorted(site.rglob("*.html"))
    if not files:
        return [f"{site} holds no page; run `make build`"]
    pages = {file.relative_to(site).as_posix(): read_page(file.read_text(encoding="utf-8")) for file in files}
    line = policy(pages.values())
    problems = []
    for file in files:
        text = META.sub("", file.read_text(encoding="utf-8"))
        sealed, found = CHARSET.subn(lambda match: f'{match[0]}\n      <meta http-equiv="Content-Security-Policy" content="{line}">', text, count=1)
        if not found:
            problems.append(f"{file.relative_to(site)}: no <meta charset> to put the policy after")
        file.write_text(sealed, encoding="utf-8")
    for name, page in pages.items():
        problems += [f"{name}: {text}" for text in [*page.problems, *foreign(page), *dangling(name, pages, site)]]
    return problems + heavy(site) + styles(site)


def policy(pages: object) -> str:
    """The one policy of all pages: own files, the inline scripts and styles that are there, and nothing else.

    `data:` images are Material's icons.  No `wasm-unsafe-eval`: Python runs in a worker, which has a policy of its own.
    """
    scripts = {hashed(text) for page in pages for text in page.scripts}  # type: ignore[attr-defined]
    sheets = {hashed(text) for page in pages for text in page.styles}  # type: ignore[attr-defined]
    parts = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(scripts)],
        "style-src": ["'self'", *sorted(sheets)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in parts.items())


def hashed(text: str) -> str:
    """A source expression that allows exactly this text.

    >>> hashed("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def foreign(page: Page) -> list[str]:
    """Addresses of other hosts that a browser would load without being asked."""
    return [f"loads from another host: {address}" for address in page.loads if host(address)]


def host(address: str) -> str:
    """The host that an address names, or nothing."""
    return "" if address.startswith(("data:", "#")) else urlsplit(address).netloc


def dangling(name: str, pages: dict[str, Page], site: Path) -> list[str]:
    """Links and files that lead nowhere, and anchors that no page has."""
    problems = []
    for address in [*pages[name].links, *pages[name].loads]:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        if name == "404.html" and parts.path.startswith("/"):
            continue  # this page is shown at any depth, so MkDocs writes its addresses from the root of the host
        target = resolve(name, unquote(parts.path), site)
        if target is None:
            problems.append(f"leads nowhere: {address}")
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            problems.append(f"no such anchor: {address}")
    return problems


def resolve(name: str, path: str, site: Path) -> str | None:
    """The file in the site that a relative path on a page means, or None."""
    target = (site / name).parent / path if path else site / name
    target = target.resolve()
    if target.is_dir():
        target /= "index.html"
    root = site.resolve()
    return target.relative_to(root).as_posix() if target.is_file() and target.is_relative_to(root) else None


def heavy(site: Path) -> list[str]:
    """Files that are larger than anything here should be."""
    return [
        f"{file.relative_to(site)}: {file.stat().st_size} bytes, more than {LIMIT}"
        for file in sorted(site.rglob("*")) if file.is_file() and file.stat().st_size > LIMIT
    ]  # fmt: skip


def styles(site: Path) -> list[str]:
    """Style sheets, scripts' manifests and the search index name no other host and no missing file either."""
    problems = []
    for file in sorted(site.rglob("*.css")):
        for match in CSS_ADDRESS.finditer(file.read_text(encoding="utf-8")):
            address = (match[1] or match[2]).strip()
            if host(address):
                problems.append(f"{file.relative_to(site)}: loads from another host: {address}")
            elif not address.startswith(("data:", "#")) and not (file.parent / unquote(urlsplit(address).path)).exists():
                problems.append(f"{file.relative_to(site)}: no such file: {address}")
    for file in sorted(site.rglob("*.json")):
        try:
            json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            problems.append(f"{file.relative_to(site)}: not JSON: {error}")
    return problems


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["site"]))
