"""Runs inside Pyodide: every cell and every claim, through the door that the browser uses; what comes of it goes to /out."""

import json
import sys
from pathlib import Path


async def main():
    from js import loadNumpy

    sys.path.insert(0, "/repo")
    from mpcore.bridge import handle, needs

    job = json.loads(Path("/in/job.json").read_text("utf-8"))
    loaded, out = False, {"cells": {}, "claims": {}}

    async def ask(request):
        nonlocal loaded
        if not loaded and json.loads(needs(json.dumps(request))):
            await loadNumpy()
            loaded = True
        reply = json.loads(handle(json.dumps(request)))
        if not reply["ok"]:
            raise SystemExit(f"{request}: {reply['error']['message']}")
        return reply

    for page, cells in job["cells"].items():
        out["cells"][page] = {}
        for name, source in cells:
            reply = await ask({"op": "run", "session": page, "name": name, "source": source})
            record = {"printed": reply["printed"], **reply["result"]}
            out["cells"][page][name] = {key: value for key, value in record.items() if value}
    for name, group in job["claims"].items():
        out["claims"][name] = (await ask({"op": "check", "group": group, "claim": name}))["outcome"]
    Path("/out/result.json").write_text(json.dumps(out), "utf-8")
    return 0
