"""The numpy that belongs to our Pyodide: looked for in three places, accepted only with the hash in Pyodide's lock."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

#: A package whose wheel carries Pyodide's numpy as it was published, for places that only reach a package index.
CARRIER = ("open-webui==0.12.4", "3.12", "open_webui/frontend/pyodide/")


class NoWheel(RuntimeError):
    """numpy could be had from nowhere; the message names each place and what it answered."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cdn(pyodide: Path, version: str) -> str:
    """The address that Pyodide itself would load its packages from, read from its loader."""
    found = re.search(r"https://[^`\"']*?/v\$\{", (pyodide / "pyodide.mjs").read_text("utf8"))
    if found is None:
        raise LookupError("pyodide.mjs names no address for its packages")
    return found.group()[: -len("${")] + f"{version}/full/"


def from_cdn(name: str, base: str) -> bytes:
    with urllib.request.urlopen(base + name, timeout=30) as reply:
        return reply.read()


def from_carrier(name: str) -> bytes:
    package, python, folder = CARRIER
    with TemporaryDirectory() as temporary:
        options = ["--no-deps", "--only-binary=:all:", "--python-version", python, "--no-cache-dir", "--quiet"]
        command = [sys.executable, "-m", "pip", "download", *options, "-d", temporary, package]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(temporary).glob("*.whl"))
        if done.returncode or not wheels:
            raise OSError((done.stderr.strip().splitlines() or ["pip downloaded nothing"])[-1])
        with zipfile.ZipFile(wheels[0]) as wheel:
            return wheel.read(folder + name)


def numpy_wheel(pyodide: Path, lock: dict[str, Any], version: str, cache: Path) -> Path:
    """The path of the wheel in the cache, fetched if it is not there or not what the lock says."""
    entry = lock["packages"]["numpy"]
    name, wanted = entry["file_name"], entry["sha256"]
    kept = cache / name
    tries: list[tuple[str, Callable[[], bytes]]] = [
        ("the local cache", kept.read_bytes),
        ("Pyodide's CDN", lambda: from_cdn(name, cdn(pyodide, version))),
        (f"the copy inside {CARRIER[0]}", lambda: from_carrier(name)),
    ]
    said = []
    for place, read in tries:
        try:
            data = read()
        except (OSError, KeyError, LookupError, zipfile.BadZipFile) as error:
            said.append(f"  {place}: {error or type(error).__name__}")
            continue
        if sha256(data) == wanted:
            _keep(kept, data)
            return kept
        said.append(f"  {place}: its SHA-256 is {sha256(data)}, but the lock of Pyodide {version} says {wanted}")
    raise NoWheel(f"{name} could not be had. Tried, in this order:\n" + "\n".join(said))


def _keep(kept: Path, data: bytes) -> None:
    if not kept.exists() or kept.stat().st_size != len(data):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept.parent) as temporary:
            (Path(temporary) / kept.name).write_bytes(data)
            shutil.move(Path(temporary) / kept.name, kept)
