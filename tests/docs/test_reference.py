"""The reference names everything that is public and nothing else; notation and architecture are drawn from tables that are true."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesCodeExtension

import mpcore
from explainers import api, symbols
from explainers.api_errors import raised
from explainers.architecture import architecture
from explainers.beside import beside, sections
from mpcore.levels import LEVELS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PUBLIC_MODULES = [f"mpcore.{name}" for name in LEVELS if api.public(importlib.import_module(f"mpcore.{name}"))]


def page(name):
    """A reference page as HTML, by the extensions that matter here."""
    md = Markdown(extensions=["attr_list", "tables", "toc", SuperFencesCodeExtension(), "explainers.api"])
    return md.convert((DOCS / "reference" / f"{name}.md").read_text("utf-8").split("---", 2)[2])


PAGES = {name: page(name) for name in api.PAGES}


def test_every_public_module_stands_on_exactly_one_page_that_exists():
    named = [module for name in api.PAGES for module in api.modules_of(name)]
    assert sorted(named) == sorted(PUBLIC_MODULES)
    assert {file.stem for file in (DOCS / "reference").glob("*.md")} == {*api.PAGES, "index"}
    for name in api.PAGES:
        fence = re.search(r"```api\n(.+?)```", (DOCS / "reference" / f"{name}.md").read_text("utf-8"), re.DOTALL)[1]
        assert fence.split() == [*api.PAGES[name], *(["..."] if name == api.REST else [])]


def test_every_public_name_has_an_entry_and_every_entry_is_public():
    there = {found for html in PAGES.values() for found in re.findall(r'<h3 id="([^"]+)"', html)}
    expected = set()
    for name in PUBLIC_MODULES:
        module = importlib.import_module(name)
        expected |= {api.anchor(api.home(module, item), item) for item in api.public(module)}
    assert there == expected


@pytest.mark.parametrize("name", [name for name in mpcore.__all__ if name != "__version__" and not inspect.ismodule(getattr(mpcore, name))])
def test_every_name_of_mpcore_itself_has_its_entry_with_an_example(name):
    home = api.value_home(name)
    html = PAGES[api.page_of(home).removesuffix(".md")]
    entry = html.split(f'<h3 id="{api.anchor(home, name)}"')[1].split("<h3")[0].split("<h2")[0]
    value = getattr(mpcore, name)
    if callable(value):
        assert "&gt;&gt;&gt;" in entry or "gp" in entry or name == "Steps", f"{name} shows no example"
        for error in raised(value):
            assert error in entry
    assert re.sub("<[^>]+>", "", entry).count(name) >= 2


def test_links_inside_the_reference_lead_to_entries():
    ids = {f"{name}.md#{found}" for name, html in PAGES.items() for found in re.findall(r' id="([^"]+)"', html)}
    links = {found for html in [*PAGES.values(), Markdown(extensions=["tables"]).convert(api.overview())] for found in re.findall(r'href="([a-z-]+\.md#[^"]+)"', html)}
    assert len(links) > 40
    assert links <= ids, links - ids


def test_papers_are_linked_to_the_bibliography():
    assert '<a href="../bibliography.md#xu-2019">' in PAGES["layers"]
    assert '<a href="../bibliography.md#topping-2022">' in PAGES["limits"]


def test_errors_are_read_from_the_code():
    assert raised(mpcore.aggregate) == ["ShapeError", "UnknownNameError"]
    assert "GraphError" in raised(mpcore.Graph)
    assert "ScenarioError" in raised(mpcore.Scenario)
    with pytest.raises(mpcore.MPCoreError) as caught:
        mpcore.aggregate([[1.0]], [0], 1, "median")
    assert type(caught.value).__name__ in raised(mpcore.aggregate)


def test_the_architecture_draws_every_module_once_in_the_row_of_its_level():
    html = architecture()
    rows = re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', html)
    assert [int(level) for level, _ in rows] == sorted(set(LEVELS.values()), reverse=True)
    for level, row in rows:
        drawn = {re.sub("<[^>]+>", "", item.split("<span")[0]) for item in re.findall(r"<li[^>]*>(.*?)</li>", row)}
        assert drawn == {name for name, its in LEVELS.items() if its == int(level)}


def scope():
    """What the expressions of the notation table may name."""
    graph, x = mpcore.datasets.playground(), np.ones((6, 2))
    steps = mpcore.GCNLayer(np.eye(2)).steps(graph, x)
    arrays = {name: getattr(steps, name) for name in ("x", "x_i", "x_j", "edge_weight", "messages", "aggregated", "out")}
    return {**{name: getattr(mpcore, name) for name in mpcore.__all__}, **arrays, "graph": graph, "v": 1, "rounds": 3}


SHAPES = {"(E,)": "E", "(N,)": "N", "(F,)": "F", "N × N": "NN", "N × F": "NF", "E × F": "EF", "E × 1": "E1"}


@pytest.mark.parametrize("line", [line for lines in symbols.TABLE.values() for line in lines], ids=lambda line: line.code or line.symbol)
def test_every_name_of_the_notation_exists_and_has_the_shape_it_says(line):
    for expression in symbols.names(line):
        root, dot, attribute = expression.partition(".")
        if dot and inspect.isclass(getattr(mpcore, root, None)):
            owner = getattr(mpcore, root)
            assert hasattr(owner, attribute) or attribute in inspect.signature(owner).parameters, expression
            continue
        value = eval(expression, scope())
        shape = line.shape.replace(r"\times", "×").replace("$", "").split(" each")[0].replace("  ", " ")
        if shape in SHAPES and hasattr(value, "shape"):
            sizes = {"N": 6, "E": len(scope()["x_i"]) if "x" in expression or "edge" in expression else scope()["graph"].num_edges, "F": 2, "1": 1}
            assert value.shape == tuple(sizes[letter] for letter in SHAPES[shape]), expression


def test_the_notation_names_every_array_of_a_round_every_matrix_and_every_hook():
    codes = " ".join(line.code for lines in symbols.TABLE.values() for line in lines)
    words = set(re.findall(r"\w+", codes))
    arrays = {name for name in inspect.signature(mpcore.Steps).parameters if name != "graph"}
    hooks = {"message", "update", "how"} | {name for hook in ("message", "update") for name in inspect.signature(getattr(mpcore.MessagePassing, hook)).parameters if name != "self"}
    matrices = {name for name in importlib.import_module("mpcore.matrices").__all__ if not name.endswith("_edges")}
    assert arrays | hooks | matrices <= words, (arrays | hooks | matrices) - words


def test_the_two_files_of_the_page_in_code_stand_beside_each_other_move_by_move():
    files = [DOCS / "snippets" / "in-code" / name for name in ("gcn_mpcore.py", "gcn_pyg.py")]
    titles = [[title for title, _ in sections(file.read_text("utf-8"))] for file in files]
    assert titles[0] == titles[1]
    assert [title.partition(":")[0] for title in titles[0]] == ["the layer", "aggregate", "routing", "message", "update"]
    with pytest.raises(ValueError, match="stand beside each other"):
        beside(("a", "in-code/gcn_mpcore.py"), ("b", "in-code/steps.py"))


def test_the_claim_about_pytorch_geometric_compares_with_what_was_recorded():
    import json

    from explainers.claims import groups

    recorded = json.loads((DOCS.parent / "tests" / "golden" / "pyg.json").read_text("utf-8"))["in_code"]
    claims = groups()["layers"]
    assert claims.RECORDED == recorded["out"]
    assert claims.H.tolist() == recorded["x"] and claims.W.tolist() == recorded["weight"]
    snippet = (DOCS / "snippets" / "in-code" / "gcn_mpcore.py").read_text("utf-8")
    body = [line.strip() for line in snippet.split("class GCN")[1].splitlines() if line.strip() and not line.strip().startswith("#")]
    assert [line.strip() for line in inspect.getsource(claims.GCN).splitlines() if line.strip() and '"""' not in line][1:] == body[1:]
