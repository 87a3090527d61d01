"""What stands beside us: the stock files of the peers, fetched once into .cache/bench, pinned and hash-checked."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = Path(__file__).parent / "peers"
CACHE = ROOT / ".cache" / "bench"
PYODIDE = ROOT / "node_modules" / "pyodide"
RUNTIME = ROOT / "docs" / "assets" / "generated" / "runtime"
STOCK = ("pyodide.js", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


class PeerMissing(RuntimeError):
    """A peer, or our own build, that a comparison cannot do without."""


def run(command: list[str], folder: Path, why: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerMissing(f"{why}: `{' '.join(command)}` failed.\n{done.stdout}{done.stderr}")


def packages() -> Path:
    """node_modules with what the peers' pages load from CDNs, and PyScript."""
    pins = {name: (PINS / name).read_text("utf8") for name in ("package.json", "package-lock.json")}
    stamp = CACHE / "node_modules" / ".installed"
    if not stamp.exists() or stamp.read_text("utf8") != pins["package-lock.json"]:
        CACHE.mkdir(parents=True, exist_ok=True)
        for name, text in pins.items():
            (CACHE / name).write_text(text, "utf8")
        run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], CACHE, "The peers' scripts")
        stamp.write_text(pins["package-lock.json"], "utf8")
    return CACHE / "node_modules"


def pyodide() -> Path:
    """A folder as Pyodide's own release has it: stock loader, wasm, library and lock, micropip and numpy beside them."""
    if not (PYODIDE / "package.json").exists():
        raise PeerMissing("Pyodide is not there: run `make setup`.")
    version = json.loads((PYODIDE / "package.json").read_text("utf8"))["version"]
    folder, lock = CACHE / f"pyodide-{version}", json.loads((PYODIDE / "pyodide-lock.json").read_text("utf8"))
    if not (folder / "pyodide-lock.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in STOCK:
            shutil.copyfile(PYODIDE / name, folder / name)
        shutil.copyfile(_numpy(lock["packages"]["numpy"]["file_name"]), folder / lock["packages"]["numpy"]["file_name"])
        # Pyodide's CDN has its own build of micropip; PyPI's wheel holds the same sources, so only the hash is another.
        lock["packages"]["micropip"]["sha256"] = hashlib.sha256(_micropip(folder).read_bytes()).hexdigest()
        (folder / "pyodide-lock.json").write_text(json.dumps(lock, separators=(",", ":")), "utf8")
    return folder


def _numpy(name: str) -> Path:
    found = next(RUNTIME.glob(f"*/{name}"), None)
    if found is None:
        raise PeerMissing("numpy for Pyodide is not there: run `make assets`.")
    return found


def _micropip(folder: Path) -> Path:
    download = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version=3.14", "--require-hashes"]
    run([sys.executable, *download, "-r", str(PINS / "micropip.txt"), "-d", str(folder)], ROOT, "micropip, which the stock fence loads")
    return next(folder.glob("micropip-*.whl"))
