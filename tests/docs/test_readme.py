"""The README's examples print what it says they print."""

import doctest
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_examples():
    result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted >= 9
    assert result.failed == 0
