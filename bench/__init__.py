"""Our numbers beside the alternatives', from one run on one machine.

    python -m bench [part…] [--rounds N] [--json FILE]

Each part is a module with `samples(rounds)`, which measures us and a named peer in turn and returns what it saw. A peer that
cannot be set up is an error: a comparison without it would be a claim without a check. Nothing here runs in a test's time.
"""
