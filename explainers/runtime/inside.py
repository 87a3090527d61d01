"""Runs inside Pyodide, under Node: choose the modules of the standard library, compile them, pack them.

Compiled here because bytecode belongs to one version of Python, which the machine that builds the site need not have;
packed here because the same zlib then makes the same bytes on every machine.
"""

from __future__ import annotations

import base64
import gzip
import importlib
import io
import json
import sys
import zipfile
from collections.abc import Iterable
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash
from types import CodeType

LIBRARY = "/lib/python314.zip"
DATE = (1980, 1, 1, 0, 0, 0)


def library() -> dict[str, str]:
    """The modules that the full standard library holds: name -> path in the zip."""
    with zipfile.ZipFile(LIBRARY) as full:
        paths = [path for path in full.namelist() if path.endswith(".py")]
    return {path[:-3].removesuffix("/__init__").replace("/", "."): path for path in paths}


def needed(roots: Iterable[str], lazy: Iterable[str]) -> list[str]:
    """What is loaded by starting and by importing the roots, and what those import later, inside functions."""
    for root in roots:
        importlib.import_module(root)
    have = library()
    unknown = [name for name in lazy if name not in have]
    if unknown:
        raise ImportError(f"not in the standard library of this Pyodide: {', '.join(unknown)}")
    return sorted({name for name in sys.modules if name in have} | set(lazy))


def compiled(source: bytes, path: str) -> bytes:
    """An unchecked hash-based .pyc, without docstrings and asserts (-OO): no clock and no machine path is in it."""
    code: CodeType = compile(source, path, "exec", dont_inherit=True, optimize=2)
    return bytes(_code_to_hash_pyc(code, source_hash(source), False))


def stdlib_zip(modules: Iterable[str]) -> bytes:
    """A zip of compiled modules, stored without compression: the whole of it is packed once, and unpacked by the browser."""
    have, out = library(), io.BytesIO()
    with zipfile.ZipFile(LIBRARY) as full, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as small:
        for path in sorted(have[name] for name in modules):
            small.writestr(zipfile.ZipInfo(path + "c", DATE), compiled(full.read(path), path))
    return out.getvalue()


def packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def package(sources: str) -> str:
    """Sources as JSON, path -> text, to their compiled files, path -> base64: Python then need not compile at each start.

    Docstrings stay, and so do the sources beside them: readers want both.
    """
    out = {}
    for path, text in json.loads(sources).items():
        source = text.encode()
        code = compile(source, path, "exec", dont_inherit=True, optimize=0)
        folder, _, name = path.rpartition("/")
        data = bytes(_code_to_hash_pyc(code, source_hash(source), False))
        out[f"{folder}/__pycache__/{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"] = base64.b64encode(data).decode()
    return json.dumps(out)
