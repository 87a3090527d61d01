"""Which modules of the standard library a reader's browser gets, and the compiled files made of them under Node."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent


def words(text: str) -> list[str]:
    return text.split()


#: What a reader of the site may import. What starting Pyodide, mpcore and numpy need comes by itself.
READERS = words("""
abc array ast base64 bisect calendar cmath collections.abc colorsys contextlib copy csv dataclasses datetime decimal difflib enum
fractions functools graphlib gzip hashlib heapq html html.parser inspect io itertools json keyword linecache logging math numbers
operator os pathlib pickle pprint random re reprlib secrets shutil statistics string struct sys tempfile textwrap time timeit
tokenize traceback types typing unicodedata urllib.parse uuid warnings weakref zipfile zlib
""")
NUMPY = ["numpy", "numpy.fft", "numpy.linalg", "numpy.polynomial", "numpy.random"]

#: Imported inside functions (or from C) by the modules above when they are first used.
LAZY = words("""
_ast_unparse _strptime _threading_local encodings.ascii encodings.cp437 encodings.latin_1 encodings.utf_16
encodings.utf_8_sig tracemalloc
""")


def imported_by(package: Path) -> set[str]:
    """The modules of the standard library that the package's sources name in an import statement."""
    named: set[str] = set()
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                named.add(node.module)
    return {name for name in named if name.partition(".")[0] in sys.stdlib_module_names}


def roots(package: Path) -> list[str]:
    return sorted({*READERS, *NUMPY, *imported_by(package)} - {"__future__"})


def recipe(package: Path, pyodide_version: str, numpy_sha256: str) -> str:
    """A digest of everything that decides what the compiled files are."""
    digest = hashlib.sha256(json.dumps([pyodide_version, numpy_sha256, roots(package), LAZY]).encode())
    for name in ("compile.mjs", "inside.py"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def compile_into(folder: Path, package: Path, pyodide: Path, numpy: Path) -> None:
    """Write python_stdlib.zip, its packed form, the packed WebAssembly and modules.json; all of them or none."""
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("Node is not on the PATH: install Node 20 or newer.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as temporary:
        job, out = Path(temporary) / "job.json", Path(temporary) / "out"
        out.mkdir()
        wanted = {"roots": roots(package), "lazy": LAZY, "pack": ["pyodide.asm.wasm"], "numpy": str(numpy.resolve())}
        job.write_text(json.dumps(wanted), "utf8")
        command = [node, str(HERE / "compile.mjs"), str(pyodide), str(job), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The standard library could not be compiled inside Pyodide:\n{done.stderr.strip()}")
        shutil.rmtree(folder, ignore_errors=True)
        out.rename(folder)


def compile_package(sources: str, pyodide: Path) -> str:
    """The compiled files of a package given as JSON, path -> text; as JSON, path -> base64."""
    with TemporaryDirectory() as temporary:
        job = Path(temporary) / "sources.json"
        job.write_text(sources, "utf8")
        command = ["node", str(HERE / "package.mjs"), str(pyodide), str(job)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf8")
    if done.returncode:
        raise RuntimeError(f"The package could not be compiled inside Pyodide:\n{done.stderr.strip()}")
    return done.stdout
