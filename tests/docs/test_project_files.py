"""Facts that stand in more than one file agree, and the pins say what they must."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import mpcore

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_one_version_everywhere():
    citation = yaml.safe_load(text("CITATION.cff"))
    assert PROJECT["version"] == citation["version"] == mpcore.__version__
    released = re.findall(r"^## \[(\d[^\]]*)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert "## [Unreleased]" in text("CHANGELOG.md")
    assert not released or released[0] == PROJECT["version"]


def test_licences_agree():
    assert PROJECT["license"] == yaml.safe_load(text("CITATION.cff"))["license"] == "MIT"
    assert text("LICENSE").startswith("MIT License") and "docs/LICENSE" in text("LICENSE")
    assert "CC BY 4.0" in text("docs/LICENSE")


def test_the_pins_carry_hashes_and_no_addresses():
    pins = text("requirements/dev.txt")
    names = re.findall(r"^([a-z0-9._-]+)==", pins, re.MULTILINE | re.IGNORECASE)
    assert len(names) > 20
    for block in re.split(r"\n(?=\S)", pins.strip()):
        assert "--hash=sha256:" in block, block[:60]
    assert "http" not in pins and "index" not in pins
    lock = json.loads(text("package-lock.json"))
    assert not [path for path, package in lock["packages"].items() if "resolved" in package]


def test_numpy_is_the_one_that_pyodide_carries():
    pinned = re.search(r"^numpy==(\S+)", text("requirements/dev.txt"), re.MULTILINE)
    lock = ROOT / "node_modules" / "pyodide" / "pyodide-lock.json"
    if not lock.exists():
        pytest.fail("node_modules is not there: run `make check` or `npm ci` first.")
    assert pinned and pinned[1] == json.loads(lock.read_text(encoding="utf-8"))["packages"]["numpy"]["version"]


def test_the_site_keeps_the_exit_open():
    config = text("mkdocs.yml")
    assert not re.search(r"^hooks:", config, re.MULTILINE)
    plugins = re.search(r"^plugins:\n((?:  .*\n)+)", config, re.MULTILINE)
    assert plugins and set(re.findall(r"^  - ([\w-]+)", plugins[1], re.MULTILINE)) <= {"search", "mkdocstrings"}


def test_actions_are_pinned_by_commit_and_ask_for_little():
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        workflow = text(f".github/workflows/{file.name}")
        for use in re.findall(r"uses: (\S+)", workflow):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use), use
        assert yaml.safe_load(workflow)["permissions"] == {"contents": "read"}


def test_ci_runs_what_contributors_run():
    assert "make test" in text(".ci/run") and "make oracle" in text(".ci/run")
    assert "make test" in text(".github/workflows/ci.yml")
    commands = set(re.findall(r"^([a-z]+):.*##", text("Makefile"), re.MULTILINE))
    shown = set(re.findall(r"`make (\w+)`", text("docs/contributing.md")))
    assert shown - {"pins"} <= commands
    assert commands - shown <= {"help", "assets", "clean"}


def test_pip_installs_the_whole_package():
    """Packages are found, not listed: a list once left `mpcore.cell` out, and the installed package could not start."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert settings["packages"] == {"find": {"include": ["mpcore", "mpcore.*"]}}
    folders = {path.parent for path in (ROOT / "mpcore").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
