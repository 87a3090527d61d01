"""A static web server for tests: serves folders under a sub-path as a project site is served, and fails on request."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

SUB_PATH = "/explainers/"

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".wasm"}


@dataclass
class Fault:
    """What goes wrong with one path: "missing" (404), "mime" (text/plain), "cut" (half, then closed), "stall" (half, then silence).

    `times` is how often it goes wrong before the path is served properly; None means always.
    """

    kind: str
    times: int | None = None
    released: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Seen:
    """One request that reached the server, and the bytes of body it was sent."""

    path: str
    status: int
    sent: int


class StaticServer:
    """`with StaticServer({"": folder}) as server:` serves the folder at `server.url("")`, under the sub-path."""

    def __init__(self, mounts: Mapping[str, Path], sub_path: str = SUB_PATH, bytes_per_second: int | None = None):
        self.mounts = {sub_path + at: Path(folder) for at, folder in mounts.items()}
        self.sub_path = sub_path
        self.bytes_per_second = bytes_per_second
        self.pages: dict[str, str] = {}  # path below the sub-path -> HTML that no folder holds
        self.faults: dict[str, Fault] = {}  # end of a path -> what goes wrong
        self.seen: list[Seen] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        self._http.owner = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._rehome_sitemap()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.heal()
        self._http.shutdown()
        self._http.server_close()

    def _rehome_sitemap(self) -> None:
        """Let the sitemap name this server: instant navigation leaves every address that is not in it to the browser."""
        sitemap = self.mounts.get(self.sub_path, Path()) / "sitemap.xml"
        if sitemap.is_file():
            text = sitemap.read_text(encoding="utf-8")
            home = min(re.findall(r"<loc>(.*?)</loc>", text), key=len, default="")
            self.pages["sitemap.xml"] = text.replace(f"<loc>{home}", f"<loc>{self.url()}")

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._http.server_port}"

    def url(self, path: str = "") -> str:
        return self.origin + self.sub_path + path

    def fail(self, path_end: str, kind: str, times: int | None = None) -> Fault:
        """From now on requests for a path that ends so go wrong."""
        fault = self.faults[path_end] = Fault(kind, times)
        return fault

    def heal(self) -> None:
        """Everything is served properly again; stalled answers are closed."""
        for fault in self.faults.values():
            fault.released.set()
        self.faults = {}

    def fault_for(self, path: str) -> Fault | None:
        for end, fault in list(self.faults.items()):
            if path.endswith(end):
                if fault.times is None:
                    return fault
                fault.times -= 1
                if fault.times >= 0:
                    return fault
        return None

    def find(self, path: str) -> Path | None:
        for at, folder in self.mounts.items():
            if path.startswith(at):
                found = (folder / path[len(at) :]).resolve()
                if found.is_dir():
                    found = found / "index.html"
                if found.is_file() and found.is_relative_to(folder.resolve()):
                    return found
        return None


@lru_cache(maxsize=64)
def _gzipped(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: Any) -> None:
        """Quiet: what was asked for is in `server.seen`."""

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            pass

    def do_GET(self) -> None:
        owner: StaticServer = self.server.owner
        path = unquote(urlsplit(self.path).path)
        fault = owner.fault_for(path)
        body, kind, encoding = self._body(owner, path)
        if body is None or (fault and fault.kind == "missing"):
            self._send(owner, path, 404, b"not here\n", "text/plain; charset=utf-8", None, None)
        else:
            if fault and fault.kind == "mime":
                kind = "text/plain; charset=utf-8"
            self._send(owner, path, 200, body, kind, encoding, fault)

    def _body(self, owner: StaticServer, path: str) -> tuple[bytes | None, str, str | None]:
        relative = path.removeprefix(owner.sub_path)
        if relative in owner.pages:
            return owner.pages[relative].encode(), TYPES[".html"], None
        file = owner.find(path)
        if file is None:
            return None, "", None
        kind = TYPES.get(file.suffix, "application/octet-stream")
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            return _gzipped(file, file.stat().st_mtime_ns), kind, "gzip"
        return file.read_bytes(), kind, None

    def _send(
        self,
        owner: StaticServer,
        path: str,
        status: int,
        body: bytes,
        kind: str,
        encoding: str | None,
        fault: Fault | None,
    ) -> None:
        halved = fault is not None and fault.kind in ("cut", "stall")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store" if fault else "max-age=600")
        self.send_header("X-Content-Type-Options", "nosniff")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        sending = body[: len(body) // 2] if halved else body
        owner.seen.append(Seen(path, status, len(sending)))
        self._write(sending, owner.bytes_per_second)
        if halved:
            if fault.kind == "stall":
                fault.released.wait(120)
            self.close_connection = True

    def _write(self, body: bytes, bytes_per_second: int | None) -> None:
        if bytes_per_second is None:
            self.wfile.write(body)
            return
        step = max(1, bytes_per_second // 20)
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            time.sleep(len(body[start : start + step]) / bytes_per_second)
