"""The seal finds what must not be published, all of it at once, and writes one policy into every page."""

from __future__ import annotations

import pytest

from explainers.seal import hashed, seal

HEAD = '<meta charset="utf-8"><title>T</title><meta name="description" content="D">'


@pytest.fixture
def build(tmp_path):
    """Writes a small site: paths and their text."""

    def write(**pages):
        for name, text in pages.items():
            file = tmp_path / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_clean_site_gets_the_same_policy_on_every_page(build):
    site = build(index_html=f'<head>{HEAD}<script>a()</script></head><a href="b/#x">b</a>',
                 b__index_html=f'<head>{HEAD}<style>i{{}}</style></head><p id="x"><a href="..">up</a></p>')  # fmt: skip
    assert seal(site) == []
    pages = [(site / name).read_text() for name in ("index.html", "b/index.html")]
    policies = {page.split('Content-Security-Policy" content="')[1].split('"')[0] for page in pages}
    assert len(policies) == 1
    policy = policies.pop()
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert hashed("a()") in policy and hashed("i{}") in policy
    assert "unsafe" not in policy


def test_sealing_twice_changes_nothing(build):
    site = build(index_html=f"<head>{HEAD}<script>a()</script></head>")
    assert seal(site) == []
    first = (site / "index.html").read_text()
    assert seal(site) == []
    assert (site / "index.html").read_text() == first


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "another host"),
        ('<img src="//cdn.example/x.png">', "another host"),
        ('<link rel="preconnect" href="https://fonts.example">', "another host"),
        ('<img srcset="https://a.example/x.png 2x">', "another host"),
        ('<a href="gone/">x</a>', "leads nowhere: gone/"),
        ('<a href="../../secret">x</a>', "leads nowhere"),
        ('<a href="#gone">x</a>', "no such anchor: #gone"),
        ('<p style="color:red">x</p>', "style attribute"),
        ('<p onclick="x()">x</p>', "inline handler"),
        ('<a href="javascript:void(0)">x</a>', "javascript:"),
        ('<i id="a"></i><i id="a"></i>', "id used twice: a"),
    ],
)
def test_what_must_not_be_there_is_found(build, body, words):
    problems = seal(build(index_html=f"<head>{HEAD}</head>{body}"))
    assert any(words in problem for problem in problems), problems


def test_titles_and_descriptions_are_wanted(build):
    problems = seal(build(index_html='<head><meta charset="utf-8"></head>'))
    assert problems == ["index.html: no title", "index.html: no description"]


def test_style_sheets_are_read_too(build):
    site = build(index_html=f"<head>{HEAD}</head>", a_css='@import "https://x.example/a.css"; b { background: url(gone.png) }')
    assert [problem.split(": ", 1)[1] for problem in seal(site)] == ["loads from another host: https://x.example/a.css", "no such file: gone.png"]


def test_ordinary_links_elsewhere_are_allowed(build):
    assert seal(build(index_html=f'<head>{HEAD}</head><a href="https://doi.org/1">paper</a><a href="mailto:a@b">m</a>')) == []


def test_data_blocks_need_no_hash(build):
    site = build(index_html=f'<head>{HEAD}<script type="application/json">{{"a":1}}</script></head>')
    assert seal(site) == []
    assert "sha256" not in (site / "index.html").read_text()


def test_an_empty_folder_is_no_site(tmp_path):
    assert "holds no page" in seal(tmp_path)[0]
