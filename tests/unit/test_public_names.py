"""What mpcore offers exists, says what it does, and shows it in an example that the doctests run."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import mpcore

ALL_MODULES = [info.name for info in pkgutil.walk_packages(mpcore.__path__, "mpcore.")]
PUBLIC = [name for name in mpcore.__all__ if name != "__version__"]


def documented(value: object) -> bool:
    """True for what carries its own docstring: functions and classes, but not tables, aliases and numbers."""
    return inspect.isfunction(value) or (inspect.isclass(value) and not issubclass(value, Warning))


def test_all_is_sorted_and_without_repeats():
    assert sorted(set(PUBLIC)) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_resolves_and_is_listed_where_it_is_defined(name):
    value = getattr(mpcore, name)
    home = mpcore._HOME[name]
    if home:
        module = importlib.import_module(f"mpcore.{home}")
        assert getattr(module, name) is value
        assert name in getattr(module, "__all__", [name])
    else:
        assert inspect.ismodule(value)
    assert name in dir(mpcore)


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match="no attribute 'Graf'; it offers .*Graph"):
        _ = mpcore.Graf


@pytest.mark.parametrize("module", ALL_MODULES)
def test_every_module_opens_with_a_sentence_and_keeps_its_promises(module):
    found = importlib.import_module(module)
    assert found.__doc__ and found.__doc__.strip().splitlines()[0].rstrip()[-1] in ".:,;…", module
    for name in getattr(found, "__all__", []):
        assert getattr(found, name, None) is not None, f"{module}.__all__ lists {name}, which is not there"


@pytest.mark.parametrize("name", [name for name in PUBLIC if documented(getattr(mpcore, name))])
def test_every_public_name_has_an_example(name):
    value = getattr(mpcore, name)
    assert value.__doc__, f"{name} has no docstring"
    assert ">>>" in value.__doc__ or name == "Steps", f"{name} shows no example"


@pytest.mark.parametrize("name", [name for name in PUBLIC if documented(getattr(mpcore, name))])
def test_every_public_signature_is_typed(name):
    value = getattr(mpcore, name)
    signature = inspect.signature(value)
    if inspect.isfunction(value):
        assert signature.return_annotation is not inspect.Signature.empty, name
    missing = [p.name for p in signature.parameters.values() if p.annotation is inspect.Parameter.empty]
    assert issubclass(value, Exception) if missing and inspect.isclass(value) else not missing, f"{name}: {missing}"
