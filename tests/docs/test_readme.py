"""The README's examples print what it says they print."""

import doctest
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_examples():
    result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted >= 9
    assert result.failed == 0


def test_the_picture_is_what_the_engine_draws():
    from explainers.picture import OUT, picture

    assert OUT.read_text(encoding="utf-8") == picture(), "run `python -m explainers.picture`"
