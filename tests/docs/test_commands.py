"""The commands say what is missing, all of it at once, and find a browser in the order that the guide promises."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(script: str, path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run([shell, str(ROOT / "scripts" / script)], env={"PATH": str(path), **more}, capture_output=True, text=True, check=False)


@pytest.fixture
def programs(tmp_path):
    """A PATH on which only the named programs exist; each prints what it is told to, or passes on to the real one."""

    def make(**says: str) -> Path:
        for name, text in says.items():
            file = tmp_path / name
            file.write_text(f"#!{shutil.which('sh')}\n{text}\n")
            file.chmod(0o755)
        return tmp_path

    return make


def test_everything_that_is_missing_is_said_at_once(programs):
    done = run("doctor.sh", programs())
    assert done.returncode == 1
    for word in ("Python 3.11 or newer", "Node 20 or newer", "npm"):
        assert word in done.stderr


def test_what_is_too_old_is_named_with_its_version(programs):
    path = programs(python3='case "$1" in --version) echo "Python 3.8.1";; *) exit 1;; esac',
                    node='case "$1" in --version) echo v18.1.0;; *) exit 1;; esac', npm="true")  # fmt: skip
    done = run("doctor.sh", path)
    assert done.returncode == 1
    assert "Python 3.8.1" in done.stderr and "v18.1.0" in done.stderr


def test_with_everything_there_the_python_to_use_is_printed(programs):
    done = run("doctor.sh", programs(python3="exit 0", node="exit 0", npm="true"))
    assert (done.returncode, done.stdout) == (0, "python3\n")


def test_the_browser_that_is_named_comes_first(programs):
    path = programs(chromium="true", mine="true")
    assert run("browser.sh", path, CHROMIUM=str(path / "mine")).stdout.strip() == str(path / "mine")
    assert run("browser.sh", path).stdout.strip() == str(path / "chromium")


def test_a_browser_that_cannot_be_run_is_an_error(programs):
    done = run("browser.sh", programs(), CHROMIUM="/nowhere/chromium")
    assert done.returncode == 1 and "/nowhere/chromium" in done.stderr


def test_the_scripts_can_be_run():
    for script in ("scripts/doctor.sh", "scripts/browser.sh", ".ci/run"):
        assert os.access(ROOT / script, os.X_OK), script
