"""How many examples a property of the engine is tried on: more in the long tier."""

import os

from hypothesis import HealthCheck, settings

LONG_TIER = os.environ.get("CONSULT_TEST_TIER") == "full"


def _examples(number: int, *, long: int) -> settings:
    """A busy machine makes examples slowly; that says nothing about the engine."""
    return settings(
        max_examples=long if LONG_TIER else number,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


#: What follows from the promises, and what only this implementation needs.
tried = _examples(200, long=2_000)

#: What the engine promises.
promised = _examples(500, long=20_000)
