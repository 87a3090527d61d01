"""Formulas become MathML while the page is built, or the build says which one does not."""

from __future__ import annotations

import re

import markdown
import pytest

from explainers.mathml import MathError, mathml


def page(text: str) -> str:
    return markdown.markdown(text, extensions=["explainers.mathml", "tables", "smarty"])


def test_inline_and_block_formulas_stand_where_they_were_written():
    html = page("Let $h_v$ be.\n\n$$\na^2\n$$\n\nEnd.")
    assert html.count("<math") == 2
    assert html.count('display="block"') == 1
    assert "<p>Let <math" in html and "</div>\n<p>End.</p>" in html


@pytest.mark.parametrize("text", ["It costs $5 and $6.", r"A \$ sign and \$x\$.", "`$x$` is code.", "5$ and 6$"])
def test_a_dollar_sign_that_is_no_formula_stays_one(text):
    assert "<math" not in page(text)


def test_underscores_and_pipes_in_formulas_are_not_markdown():
    assert page("$a_b$ and $c_d$ *e*").count("<em>") == 1
    assert page("| a |\n|---|\n| $\\lvert x \\rvert$ |").count("<math") == 1


def test_the_moves_carry_their_class_and_leave_the_alternative_text():
    html = mathml(r"\update{\phi}(h_v, \aggregate{\bigoplus} \message{\psi(h_u)})")
    assert [html.count(f"mp-{move}") for move in ("message", "aggregate", "update")] == [1, 1, 1]
    assert r"\message" not in html
    assert r"alttext" in html


@pytest.mark.parametrize("text", [r"$\frac{1$", r"$\unknown{x}$", r"$a_{b$", "$$\na_b\n\nnever closed", "$$ a $$ beside"])
def test_a_formula_that_cannot_be_set_stops_the_build(text):
    with pytest.raises(MathError):
        page(text)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{bmatrix}1 & 0 & 2\\0 & 1 & 3\end{bmatrix}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"A_{ij} = \begin{cases} 1 & \text{if } j \to i \\ 0 & \text{otherwise} \end{cases}",
        r"\hat{A} = \tilde D^{-1/2}(A + I)\tilde D^{-1/2}",
        r"\left\lVert \frac{\partial h_i^{(r)}}{\partial x_s} \right\rVert \le (\alpha\beta)^r (\hat A^r)_{is}",
        r"\operatorname{mean}_{u \in N(v)} x_u, \quad \max_{u} x_u",
        r"\sqrt{\frac{d_u}{d_v}} \approx 1.2,\; \mathbb{R}^{N \times F},\; \mathcal{N}(v),\; \mathbf{x}^\top",
    ],
)
def test_what_the_pages_need_is_set_without_style_attributes(latex):
    html = mathml(latex, block=True)
    assert ' style=' not in html
    assert re.match(r'<math alttext="[^"]+" display="block"', html)


def test_markup_in_a_formula_is_text():
    assert "<b>" not in mathml(r"a < b > c")
    assert "<script" not in mathml(r"\text{<script>}")
