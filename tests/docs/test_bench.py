"""The benchmark's arithmetic, and that its parts are there. What it measures is never part of a test."""

from __future__ import annotations

import doctest
import importlib
import json

import pytest

from bench.__main__ import PARTS, arguments, main
from bench.setup import PeerMissing
from bench.statistics import Comparison, Goal, Series, Spread
from bench.table import table

OURS, THEIRS = Series("ours", (10.0, 30.0, 20.0)), Series("theirs", (100.0, 600.0, 100.0))


def test_a_ratio_is_taken_round_by_round():
    seen = Comparison("start", "ms", OURS, (THEIRS,))
    assert OURS.spread == Spread(20, 10, 30)
    assert seen.ratio(THEIRS) == Spread(0.1, 0.05, 0.2)
    with pytest.raises(ValueError, match="3 rounds of ours, 1 of theirs"):
        seen.ratio(Series("theirs", (1.0,)))
    with pytest.raises(ValueError, match="not one sample"):
        Series("nobody", ())


def test_a_goal_is_met_or_not():
    assert Comparison("", "ms", OURS, (THEIRS,), Goal(0.1)).met
    assert not Comparison("", "ms", OURS, (THEIRS,), Goal(0.09)).met
    assert Comparison("", "ms", OURS, goal=Goal(20, absolute=True)).met
    assert Comparison("", "ms", OURS).met is None


def test_the_table_shows_medians_spread_ratio_and_verdict():
    text = table("part", [Comparison("start", "ms", OURS, (THEIRS,), Goal(0.05, words="20 times sooner"), note="A note.")])
    for piece in ("20.0 ms  (10.0 ms to 30.0 ms)", "0.1×  (0.05 to 0.2), 10 times less", "0.05× (20 times sooner): NOT MET", "A note."):
        assert piece in text


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_samples(part):
    assert callable(importlib.import_module(f"bench.{part.replace('-', '_')}").samples)


def test_an_unknown_part_or_no_round_is_refused(capsys):
    for given in (["nothing"], ["--rounds", "0"]):
        with pytest.raises(SystemExit):
            arguments(given)
    assert "there is no part nothing" in capsys.readouterr().err


def test_a_run_prints_counts_and_writes_every_sample(monkeypatch, capsys, tmp_path):
    rows = [Comparison("start", "ms", OURS, (THEIRS,), Goal(0.05))]
    monkeypatch.setattr("bench.__main__.measure", lambda part, rounds: rows)
    assert main(["engine", "--json", str(tmp_path / "all.json")]) == 0
    assert "0 of 1 goals met.\nNot met: start" in capsys.readouterr().out
    (written,) = json.loads((tmp_path / "all.json").read_text())["engine"]
    assert written["ours"]["values"] == [10, 30, 20] and written["ratios"]["theirs"]["middle"] == 0.1 and not written["met"]


def test_a_peer_that_is_missing_is_an_error(monkeypatch, capsys):
    def missing(part, rounds):
        raise PeerMissing("torch is not there: run this.")

    monkeypatch.setattr("bench.__main__.measure", missing)
    assert main(["engine"]) == 1
    assert "engine: torch is not there" in capsys.readouterr().err


def test_without_torch_the_command_that_makes_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("bench.engine.ORACLE", tmp_path / "python")
    with pytest.raises(PeerMissing, match=r"make \.venv-oracle/\.stamp"):
        importlib.import_module("bench.engine").samples(1)


@pytest.mark.parametrize("name", ["statistics", "table"])
def test_the_examples_in_its_docstrings(name):
    tried = doctest.testmod(importlib.import_module(f"bench.{name}"))
    assert tried.attempted and not tried.failed
