"""Runs inside Pyodide: what is shipped is enough, first for the exact world alone, then with numpy for all of mpcore."""

import json
import sys
from importlib import import_module
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

failed = []


def load(names):
    for name in names:
        try:
            import_module(name)
        except Exception as error:  # noqa: BLE001  every module is tried, and all failures are told
            failed.append(f"{name}: {type(error).__name__}: {error}")


def modules(package):
    for file in sorted(Path(package).rglob("*.py")):
        yield ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def check_compiled():
    """Compiled files are of this Python and of the sources beside them, and they are what was loaded."""
    compiled = sorted(Path("/repo/mpcore").rglob("*.pyc"))
    if len(compiled) < 20:
        failed.append(f"only {len(compiled)} compiled files are shipped")
    for file in compiled:
        source = file.parent.parent / f"{file.name.partition('.')[0]}.py"
        flags_and_hash = (1).to_bytes(4, "little") + source_hash(source.read_bytes())
        if file.read_bytes()[:16] != MAGIC_NUMBER + flags_and_hash:
            failed.append(f"{file} was not compiled from {source} by this Python")
    spec = sys.modules["mpcore.exact"].__spec__
    if spec is None or spec.cached is None or Path(spec.cached) not in compiled:
        failed.append("mpcore.exact was compiled anew")


async def main():
    from js import loadNumpy

    sys.path.insert(0, "/repo")
    import mpcore.levels

    load(["mpcore", "mpcore.bridge", *(f"mpcore.{name}" for name in mpcore.levels.EXACT_WORLD)])
    bridge = sys.modules["mpcore.bridge"]
    reply = json.loads(bridge.handle(json.dumps({"op": "view", "lab": "playground", "state": {}})))
    if not reply["ok"]:
        failed.append(f"the playground: {reply['error']['message']}")
    if "numpy" in sys.modules:
        failed.append("numpy was loaded by the exact world")
    await loadNumpy()
    check_compiled()
    load([*modules("mpcore"), *modules("claims")])
    load(json.loads(Path("/modules.json").read_text("utf8")))
    print("\n".join(failed))
    return len(failed)
