"""The page that markdown-exec makes of a stock ```pyodide fence, its CDNs replaced by this machine."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bench.setup import PeerMissing, run

NAME = "markdown-exec's pyodide fence"
CONFIG = """site_name: peer
use_directory_urls: false
theme: {name: null, custom_dir: theme}
plugins: [markdown-exec]
markdown_extensions: [pymdownx.superfences]
"""
# The least page that MkDocs can make: no theme's scripts or styles slow the fence down.
THEME = """<!doctype html><meta charset="utf-8"><title>peer</title><link rel="icon" href="data:,">
{%- for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}
<body data-md-color-scheme="default">{{ page.content }}
{%- for script in config.extra_javascript %}{{ script | script_tag }}{% endfor %}
"""
#: What its page loads from where -> the same file here, below the page's folder.
CDNS = {
    "https://cdnjs.cloudflare.com/ajax/libs/ace/1.16.0/": "../npm/ace-builds/src-min-noconflict/",
    "https://cdnjs.cloudflare.com/ajax/libs/highlight.js/11.7.0/": "../npm/@highlightjs/cdn-assets/",
    "https://cdn.jsdelivr.net/npm/highlightjs-themes@1.0.0/": "../npm/highlightjs-themes/",
}
PYODIDE = re.compile(r"https://cdn\.jsdelivr\.net/pyodide/v[\d.]+/full/")

# For the probe: its Run works once Python has started, and is then a property of the element.
SEEN = "() => document.querySelector('[id$=\"--run\"]')"
PRESS = "() => { const run = document.querySelector('[id$=\"--run\"]'); if (!run?.onclick) return false; run.click(); }"
OUTPUT = "(document.querySelector('.pyodide-output')?.textContent ?? '')"


def build(program: str, folder: Path) -> Path:
    """The folder of a page whose one fence holds the program. Mount it next to `npm/` and `pyodide/`."""
    (folder / "docs").mkdir(parents=True)
    (folder / "theme").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, "utf8")
    (folder / "theme" / "main.html").write_text(THEME, "utf8")
    (folder / "docs" / "index.md").write_text(f"```pyodide\n{program}\n```\n", "utf8")
    run([sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict"], folder, NAME)
    page = folder / "site" / "index.html"
    text = page.read_text("utf8").replace(".min.css", ".css")  # the package has only the unminified themes
    for there, here in CDNS.items():
        if there not in text:
            raise PeerMissing(f"{NAME} no longer loads {there}: look at what it loads now.")
        text = text.replace(there, here)
    text = PYODIDE.sub("../pyodide/", text)
    if foreign := re.findall(r'(?:src|href)="(https?:[^"]+)', text):
        raise PeerMissing(f"{NAME} also loads {', '.join(foreign)}.")
    page.write_text(text, "utf8")
    return folder / "site"
