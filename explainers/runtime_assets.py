"""Everything that a browser needs to run Python, laid out under docs/assets/generated/runtime with a manifest.

Run it as `python -m explainers.runtime_assets`; it does nothing when nothing has changed.

Files named *.pack are gzip, unpacked by the worker: the bytes on the wire are then the same on every host, whatever the host
compresses. The loader and its glue are ES modules, which only the browser's own import can read; a host compresses those.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from explainers.runtime.numpy_wheel import NoWheel, numpy_wheel, sha256
from explainers.runtime.stdlib import compile_into, compile_package, recipe
from mpcore.levels import EXACT_WORLD

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
CACHE = ROOT / ".cache" / "runtime"
OUT = ROOT / "docs" / "assets" / "generated" / "runtime"
PACKAGE = ROOT / "mpcore"
CLAIMS = ROOT / "docs" / "claims"
LICENCES = Path(__file__).parent / "runtime" / "licences"
MODULES = {"loader": "pyodide.mjs", "glue": "pyodide.asm.mjs"}
PACKED = {"wasm": "pyodide.asm.wasm.pack", "stdlib": "python_stdlib.zip.pack"}


def pyodide_version() -> str:
    """The version that package.json pins, which must be the one that is installed."""
    pinned = json.loads((ROOT / "package.json").read_text("utf8"))["devDependencies"]["pyodide"]
    installed = PYODIDE / "package.json"
    found = json.loads(installed.read_text("utf8"))["version"] if installed.exists() else "none"
    if found != pinned:
        raise FileNotFoundError(f"node_modules has Pyodide {found}, but package.json pins {pinned}: run `npm ci`.")
    return pinned


def packed(version: str) -> bytes:
    """The package and the claims as packed JSON, path -> text, and compiled files, path -> base64.

    Sources, so that readers see their lines; compiled files of what starts without numpy, because compiling that at each start
    would take a third of it.
    """
    found = [(file, file.relative_to(folder.parent)) for folder in (PACKAGE, CLAIMS) for file in sorted(folder.rglob("*.py"))]
    files = {path.as_posix(): file.read_text("utf8") for file, path in found}
    package = json.dumps({path: text for path, text in files.items() if _first(path)}, ensure_ascii=False)
    compiled = CACHE / f"package-{sha256((version + package).encode())[:12]}.json"
    if not compiled.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for older in CACHE.glob("package-*.json"):
            older.unlink()
        replace(compiled, compile_package(package, PYODIDE).encode())
    files |= json.loads(compiled.read_text("utf8"))
    return gzip.compress(json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def _first(path: str) -> bool:
    """Whether a file belongs to the part of the package that a start imports."""
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".").removeprefix("mpcore.")
    return module in ("mpcore", "labs") or any(module == name or module.startswith(f"{name}.") for name in EXACT_WORLD)


def entry(role: str, path: str, data: bytes) -> dict[str, Any]:
    """One file of the manifest. `transfer` is what a host that compresses text sends for it."""
    transfer = len(gzip.compress(data, 6, mtime=0)) if role in MODULES else len(data)
    return {"role": role, "path": path, "bytes": len(data), "sha256": sha256(data), "transfer": transfer}


def lay_out(folder: Path, compiled: Path, wheel: Path) -> None:
    """Fill the folder of one version: Pyodide, the library, numpy, and the licences of all three."""
    for name in MODULES.values():
        shutil.copyfile(PYODIDE / name, folder / name)
    for name in (*PACKED.values(), "modules.json"):
        shutil.copyfile(compiled / name, folder / name)
    shutil.copyfile(wheel, folder / wheel.name)
    shutil.copytree(LICENCES, folder / "licences")
    with zipfile.ZipFile(wheel) as archive:
        texts = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
        joined = "\n\n".join(f"=== {name}\n{archive.read(name).decode()}" for name in sorted(texts))
    (folder / "licences" / "numpy-BSD-and-parts.txt").write_text(joined, "utf8")


def manifest(version: str, wheel: Path, package: bytes, lock: dict[str, Any]) -> dict[str, Any]:
    names = {**MODULES, **PACKED, "numpy": wheel.name}
    files = [entry(role, f"{version}/{name}", (OUT / version / name).read_bytes()) for role, name in names.items()]
    files.append(entry("mpcore", f"mpcore-{sha256(package)[:12]}.pack", package))
    small_lock = {"info": lock["info"], "packages": {"numpy": lock["packages"]["numpy"]}}
    return {"version": version, "python": lock["info"]["python"], "files": files, "lock": small_lock}


def up_to_date(written: dict[str, Any], package: bytes) -> bool:
    held = {file["role"]: file for file in written["files"]}
    return held["mpcore"]["sha256"] == sha256(package) and all(
        (OUT / file["path"]).is_file() and (OUT / file["path"]).stat().st_size == file["bytes"]
        for file in held.values()
    )


def replace(path: Path, data: bytes) -> None:
    """A reader sees the old file or the new one, never a half."""
    with TemporaryDirectory(dir=path.parent) as temporary:
        new = Path(temporary) / path.name
        new.write_bytes(data)
        new.replace(path)


def assemble() -> tuple[dict[str, Any], bool]:
    """The manifest, and whether anything had to be made."""
    pinned = pyodide_version()
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf8"))
    made_of = recipe(PACKAGE, pinned, lock["packages"]["numpy"]["sha256"])
    version = f"{pinned}-{made_of[:8]}"
    package = packed(version)
    pointer = OUT / "manifest.json"
    if pointer.exists():
        written = json.loads(pointer.read_text("utf8"))
        if written["version"] == version and up_to_date(written, package):
            return written, False
    wheel, compiled = numpy_wheel(PYODIDE, lock, pinned, CACHE), CACHE / version
    if not (compiled / "modules.json").exists():
        compile_into(compiled, PACKAGE, PYODIDE, wheel)
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=OUT.parent) as temporary:
        fresh = Path(temporary) / version
        fresh.mkdir()
        lay_out(fresh, compiled, wheel)
        shutil.rmtree(OUT / version, ignore_errors=True)
        fresh.rename(OUT / version)
    result = manifest(version, wheel, package, lock)
    replace(OUT / result["files"][-1]["path"], package)
    replace(pointer, (json.dumps(result, indent=1) + "\n").encode())
    _forget_older(OUT, {version, pointer.name, result["files"][-1]["path"]})
    _forget_older(CACHE, {version, wheel.name})
    return result, True


def _forget_older(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if path.name not in kept and not path.name.startswith("package-"):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def main() -> None:
    try:
        result, made = assemble()
    except (NoWheel, FileNotFoundError, RuntimeError) as error:
        raise SystemExit(f"The browser's Python could not be assembled. {error}") from error
    sent = {file["role"]: file["transfer"] for file in result["files"]}
    numpy = sent.pop("numpy")
    words = "assembled" if made else "up to date"
    where = os.path.relpath(OUT / result["version"])
    print(f"Browser's Python {words}: {sum(sent.values()) / 1e6:.2f} MB, and numpy {numpy / 1e6:.2f} MB when used ({where})")


if __name__ == "__main__":
    main()
