"""Every precomputed view is found by the page under the address that asks for it."""

from importlib import import_module
from urllib.parse import urlencode

import pytest

from explainers.scenarios import state_key
from mpcore.labs import expressiveness, smoothing, squashing

PAIRS = [(lab.NAME, state) for lab in (smoothing, squashing, expressiveness) for state in lab.bank_states()]


@pytest.mark.parametrize(("name", "state"), PAIRS, ids=lambda value: value if isinstance(value, str) else urlencode(value))
def test_a_preset_is_found_under_the_address_that_asks_for_it(name, state):
    """The page looks up what differs from the first state; a state that the lab rewrites would never be found."""
    lab = import_module(f"mpcore.labs.{name}")
    base = lab.view({})
    asked = {key: state[key] for key in lab.DEFAULT if key in state and state[key] != lab.DEFAULT[key]}
    assert state_key(lab.view(state)["state"], base["state"], "k") == urlencode(asked)
