#!/bin/sh
# Prints the Python to use, or says everything that is missing and how to get it.
set -u
problems=""
say() { problems="${problems}
  - $1"; }

python=""
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  found=$(python3 --version 2>/dev/null || echo "none")
  say "Python 3.11 or newer (found: $found). Install it, or name one: make PYTHON=/path/to/python3.12 …"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  say "the venv module of $python (Debian and Ubuntu: apt install python3-venv)"
fi

if ! command -v node >/dev/null 2>&1; then
  say "Node 20 or newer (found: none). It runs Pyodide in the tests and compiles the browser's Python library."
elif ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
  say "Node 20 or newer (found: $(node --version))"
fi
command -v npm >/dev/null 2>&1 || say "npm (it comes with Node; on Debian it is a package of its own)"

if [ -n "$problems" ]; then
  printf 'This needs:%s\n' "$problems" >&2
  exit 1
fi
printf '%s\n' "$python"
