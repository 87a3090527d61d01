"""What a reader's browser is sent: made the same each time, as the manifest says, small enough, and enough."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from in_pyodide import FULL_LIBRARY, ROOT, RUNTIME, manifest, run

from explainers import runtime_assets
from explainers.runtime import numpy_wheel
from explainers.runtime.stdlib import compile_into, roots

pytestmark = pytest.mark.pyodide

#: Bytes as served, without numpy: the promise of the project.
BUDGET = 5_700_000


@pytest.fixture(scope="module")
def files() -> dict[str, dict]:
    return {file["role"]: file for file in manifest()["files"]}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_every_file_is_what_the_manifest_says(files):
    assert set(files) == {"loader", "glue", "wasm", "stdlib", "numpy", "mpcore"}
    for file in files.values():
        data = (RUNTIME / file["path"]).read_bytes()
        assert (len(data), digest(data)) == (file["bytes"], file["sha256"]), file["path"]
        served = gzip.compress(data, 6) if file["path"].endswith(".mjs") else data
        assert len(served) == pytest.approx(file["transfer"], rel=0.01)


def test_nothing_else_is_shipped(files):
    shipped = {path.relative_to(RUNTIME).as_posix() for path in RUNTIME.rglob("*") if path.is_file()}
    extra = {path for path in shipped - {file["path"] for file in files.values()} if "/licences/" not in path}
    version = manifest()["version"]
    assert extra == {"manifest.json", f"{version}/modules.json"}
    licences = {Path(path).name.partition("-")[0] for path in shipped if "/licences/" in path}
    assert licences == {"pyodide", "cpython", "numpy"}


def test_the_budget_is_kept(files):
    assert sum(file["transfer"] for role, file in files.items() if role != "numpy") < BUDGET


def test_numpy_is_the_one_of_pyodides_lock(files):
    lock = json.loads((ROOT / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf8"))
    assert files["numpy"]["sha256"] == lock["packages"]["numpy"]["sha256"]
    assert manifest()["lock"]["packages"].keys() == {"numpy"}


def test_pyodides_own_files_are_unchanged(files):
    own = ROOT / "node_modules" / "pyodide"
    for role in ("loader", "glue"):
        assert files[role]["sha256"] == digest((own / Path(files[role]["path"]).name).read_bytes())
    wasm = gzip.decompress((RUNTIME / files["wasm"]["path"]).read_bytes())
    assert digest(wasm) == digest((own / "pyodide.asm.wasm").read_bytes())


def test_mpcore_is_shipped_as_it_stands(files):
    shipped = json.loads(gzip.decompress((RUNTIME / files["mpcore"]["path"]).read_bytes()))
    ours = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "mpcore").rglob("*.py")}
    assert ours.keys() <= shipped.keys()
    texts = [path for path in shipped if not path.endswith(".pyc")]  # library.py checks the compiled ones against these
    stale = [path for path in texts if shipped[path] != ours.get(path, ROOT / "docs" / path).read_text("utf8")]
    assert not stale, "run `make assets`"


def test_the_library_is_byte_for_byte_the_same_in_another_build(files, tmp_path):
    own = ROOT / "node_modules" / "pyodide"
    compile_into(tmp_path / "again", ROOT / "mpcore", own, RUNTIME / files["numpy"]["path"])
    again = (tmp_path / "again" / "python_stdlib.zip.pack").read_bytes()
    assert digest(again) == files["stdlib"]["sha256"]
    assert digest((tmp_path / "again" / "pyodide.asm.wasm.pack").read_bytes()) == files["wasm"]["sha256"]


def test_the_library_is_compiled_and_carries_no_clock(files):
    packed = (RUNTIME / files["stdlib"]["path"]).read_bytes()
    with zipfile.ZipFile(BytesIO(gzip.decompress(packed))) as library, zipfile.ZipFile(FULL_LIBRARY) as full:
        names = library.namelist()
        assert all(name.endswith(".pyc") for name in names)
        assert {name[:-1] for name in names} < set(full.namelist())
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in library.infolist())
        assert all(library.read(name)[4:8] == b"\x01\0\0\0" for name in names), "unchecked hash-based .pyc"


def test_what_is_shipped_is_enough():
    copies = {"/modules.json": RUNTIME / manifest()["version"] / "modules.json"}
    code, said = run(Path(__file__).parent / "library.py", copies=copies)
    assert code == 0, said


def test_what_mpcore_imports_is_among_the_roots():
    assert {"fractions", "dataclasses", "json", "urllib.parse"} <= set(roots(ROOT / "mpcore"))


def test_a_second_run_has_nothing_to_do():
    before = os.stat(RUNTIME / "manifest.json").st_mtime_ns
    _, made = runtime_assets.assemble()
    assert not made
    assert os.stat(RUNTIME / "manifest.json").st_mtime_ns == before


def test_without_any_source_of_numpy_all_three_are_named(tmp_path, monkeypatch):
    lock = {"packages": {"numpy": {"file_name": "numpy.whl", "sha256": "0" * 64}}}

    def unreachable(*_):
        raise OSError("no network here")

    monkeypatch.setattr(numpy_wheel, "from_cdn", unreachable)
    monkeypatch.setattr(numpy_wheel, "from_carrier", lambda name: b"something else")
    with pytest.raises(numpy_wheel.NoWheel) as raised:
        numpy_wheel.numpy_wheel(ROOT / "node_modules" / "pyodide", lock, "314.0.4", tmp_path)
    said = str(raised.value)
    assert "the local cache: " in said
    assert "Pyodide's CDN: no network here" in said
    assert "open-webui" in said and "SHA-256 is" in said
    assert not list(tmp_path.iterdir())
