#!/bin/sh
# Prints the path of a Chromium for the tests: $CHROMIUM, one on the PATH, the system's package, or Playwright's own.
set -eu
PY=${VENV:-.venv}/bin/python

on_path() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

if [ -n "${CHROMIUM:-}" ]; then
  [ -x "$CHROMIUM" ] || { echo "CHROMIUM is set to $CHROMIUM, which is not a program that can be run." >&2; exit 1; }
  printf '%s\n' "$CHROMIUM"
  exit 0
fi
on_path && exit 0

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || [ "${CI:-}" = true ]; }; then
  echo "No Chromium found: installing the system's package." >&2
  if $sudo apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium >&2; then
    on_path && exit 0
  fi
fi

echo "No Chromium found: fetching Playwright's." >&2
"$PY" -m playwright install chromium >&2 || {
  echo "No browser could be had. Install Chromium, or set CHROMIUM to one." >&2
  exit 1
}
"$PY" -c 'from playwright.sync_api import sync_playwright as play
with play() as p: print(p.chromium.executable_path)'
