"""Computed numbers: what a page may write, and that a mistake stops the build."""

import pytest
from markdown import markdown

from explainers.numbers import NumbersError


def render(text):
    return markdown(text, extensions=["explainers.numbers", "pymdownx.superfences", "tables"])


def test_a_block_defines_and_shows_nothing():
    assert render("```numbers\nx = [1, 2]\n```\n\nTwo is [[= x[1] ]].") == "<p>Two is 2.</p>"


def test_it_works_in_links_tables_and_formulas():
    html = render("```numbers\nn = 3\n```\n\n[n](?k=[[= n ]]) $x^[[= n ]]$\n\n| a |\n|---|\n| [[= n | 4 ]] |\n")
    assert 'href="?k=3"' in html and "$x^3$" in html and "<td>7</td>" in html


def test_an_expression_may_end_in_brackets():
    assert render("```numbers\nx = [[1], [2]]\n```\n\n[[= x[x[0][0]] ]]") == "<p>[2]</p>"


def test_fences_are_left_alone():
    assert "[[= 1 ]]" in render("```text\n[[= 1 ]]\n```")


def test_names_end_with_the_page():
    render("```numbers\nsecret = 1\n```")
    with pytest.raises(NumbersError, match="secret"):
        render("[[= secret ]]")


@pytest.mark.parametrize("text", ["[[= 1 / 0 ]]", "```numbers\n1 / 0\n```", "```numbers\nx = 1"])
def test_a_mistake_stops_the_build(text):
    with pytest.raises(NumbersError):
        render(text)
