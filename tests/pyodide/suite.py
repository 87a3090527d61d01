"""Runs inside Pyodide: the doctests and unit tests of mpcore, on the shipped library; pytest itself may use the full one."""

import sys
from importlib.abc import MetaPathFinder
from zipimport import zipimporter

FULL = "/full/python_stdlib.zip"
#: They start another Python, which a browser cannot; library.py checks the same in a Python of its own.
OTHER_PROCESS = [
    "tests/unit/test_architecture.py::test_mpcore_itself_does_not_load_numpy",
    "tests/unit/test_scenario.py::test_the_exact_world_runs_without_numpy",
]
missed = []


def blame():
    """The first frame outside the standard library: who wants this module?"""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(("/repo/", "/tools/", "<doctest")):
            return name
        frame = frame.f_back
    return ""


class FullLibrary(MetaPathFinder):
    """Modules that are not shipped: for pytest and the tests. If mpcore wants one, a reader's browser would fail."""

    def find_spec(self, fullname, path=None, target=None):
        package = fullname.rpartition(".")[0].replace(".", "/")
        spec = zipimporter(f"{FULL}/{package}" if package else FULL).find_spec(fullname)
        if spec is not None and blame().startswith("/repo/mpcore/"):
            missed.append(f"{fullname}, wanted by {blame()}")
        return spec


async def main():
    from js import loadNumpy

    await loadNumpy()
    sys.meta_path.insert(3, FullLibrary())
    sys.path[:0] = ["/repo", "/tools"]

    import pytest

    arguments = ["mpcore", "tests/unit", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--tb=short"]
    for test in OTHER_PROCESS:
        arguments += ["--deselect", test]
    code = int(pytest.main(arguments))
    for line in missed:
        print("NOT SHIPPED:", line)
    return code or len(missed)
