"""Fences: what they show, and that one which fails stops the build with page, line and cause."""

from __future__ import annotations

import markdown
import pytest
from markdown.treeprocessors import Treeprocessor

from explainers import fences

EXTENSIONS = ["md_in_html", "pymdownx.superfences"]
CONFIG = {
    "pymdownx.superfences": {
        "custom_fences": [
            {"name": "lab", "class": "mp-lab", "format": fences.lab},
            {"name": "python", "class": "python", "validator": fences.executes, "format": fences.execute},
        ]
    }
}


def convert(text: str, path: str = "") -> str:
    md = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIG)
    if path:
        resolver = Treeprocessor(md)
        resolver.file = type("File", (), {"src_uri": path})()
        resolver.run = lambda root: None
        md.treeprocessors.register(resolver, "relpath", 0)
    return md.convert(text)


def test_a_lab_is_painted_and_carries_its_view():
    html = convert("```lab\nname: playground\naggregate: max\n```")
    assert "<mp-lab" in html and "</mp-lab>" in html
    assert '<template class="mp-view">' in html
    assert "style=" not in html.split("<template")[0]


def test_blocks_of_a_page_share_names_and_pages_do_not():
    block = '```python exec="1"\n{}\n```\n\n'
    assert "42" in convert(block.format("x = 42") + block.format("print(x)"))
    with pytest.raises(fences.FenceError, match="NameError"):
        convert(block.format("print(x)"))


def test_a_plain_block_of_code_is_only_shown():
    assert "<code" in convert("```python\nraise SystemExit\n```")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```lab\nname: nowhere\n```", "nowhere"),
        ("```lab\naggregate: max\n```", "names no lab"),
        ("```lab\nplayground\n```", "not `key: value`"),
        ("```lab\nname: playground\naggregate: median\n```", "median"),
        ('```python exec="1"\n1 / 0\n```', "ZeroDivisionError"),
        ('```python exec="1"\nraise SystemExit(3)\n```', "SystemExit"),
    ],
)
def test_a_fence_that_fails_stops_the_build(text, words):
    with pytest.raises(fences.FenceError, match=words):
        convert(text)


def test_the_error_names_page_and_line():
    with pytest.raises(fences.FenceError, match=r"docs/notation\.md:\d+: the `lab` fence failed"):
        convert("```lab\nname: nowhere\n```", "notation.md")
