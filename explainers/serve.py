"""`make serve`: the site on this machine.  MkDocs follows the pages; this follows the Python behind them.

Modules that a running MkDocs has imported stay as they were, so a change in mpcore or explainers makes the assets again and starts MkDocs anew.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WATCHED = ("mpcore/**/*.py", "explainers/**/*.py", "explainers/**/*.mjs", "docs/snippets/**/*.py", "docs/claims/**/*.py")
PAUSE = 0.5  # seconds between two looks


def main(arguments: list[str]) -> int:
    """Serve until interrupted; `arguments` go to `mkdocs serve`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server: subprocess.Popen[bytes] | None = None
    try:
        while True:
            seen = state()
            if subprocess.run([sys.executable, "-m", "explainers.assets"], cwd=ROOT, check=False).returncode == 0:
                server = subprocess.Popen([sys.executable, "-m", "mkdocs", "serve", *arguments], cwd=ROOT)
            else:
                print("serve: the assets could not be made; waiting for a change.", file=sys.stderr)
            while state() == seen:
                if server and server.poll() is not None:
                    print("serve: MkDocs ended; waiting for a change.", file=sys.stderr)
                    server = None
                time.sleep(PAUSE)
            print("serve: Python has changed, starting again.", file=sys.stderr)
            stop(server)
            server = None
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


def state() -> dict[str, int]:
    """When each watched file was last written."""
    return {str(path): path.stat().st_mtime_ns for pattern in WATCHED for path in ROOT.glob(pattern) if path.exists()}


def stop(server: subprocess.Popen[bytes] | None) -> None:
    """End MkDocs and wait for its port to be free."""
    if server and server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
