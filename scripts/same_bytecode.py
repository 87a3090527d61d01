"""Compare our compiled standard library with the one that `pyodide py-compile` made: the same code, module by module.

    PYTHONOPTIMIZE=2 PYTHONNODEBUGRANGES=1 python3.14 scripts/same_bytecode.py python_stdlib.zip docs/assets/generated/runtime

Code objects are compared, not bytes: marshal writes reference marks that depend on the process that wrote them.
"""

from __future__ import annotations

import gzip
import io
import marshal
import sys
import zipfile
from pathlib import Path

HEADER = 16  # bytes of a .pyc before the code


def main(theirs: Path, runtime: Path) -> int:
    """0 when every module that we ship is in theirs with the same code."""
    found = sorted(runtime.rglob("python_stdlib.zip.pack"))
    if len(found) != 1:
        print(f"expected one python_stdlib.zip.pack under {runtime}, found {len(found)}")
        return 1
    ours = zipfile.ZipFile(io.BytesIO(gzip.decompress(found[0].read_bytes())))
    full = zipfile.ZipFile(theirs)
    names = set(full.namelist())
    different = []
    for name in ours.namelist():
        if name not in names:
            different.append(f"{name}: only in ours")
        elif marshal.loads(ours.read(name)[HEADER:]) != marshal.loads(full.read(name)[HEADER:]):
            different.append(f"{name}: other code")
    print(f"{len(ours.namelist())} modules compared, {len(different)} differ", *different, sep="\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
