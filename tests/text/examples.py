"""How many examples a property of the engine is tried on: more in the long tier."""

import os

from hypothesis import HealthCheck, settings

FEW, MORE, MANY = 500, 2_000, 20_000
IS_FULL = os.environ.get("CONSULT_TEST_TIER") == "full"


def _examples(number: int) -> settings:
    """A busy machine makes examples slowly; that says nothing about the engine."""
    return settings(
        max_examples=number if IS_FULL else FEW,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


#: What follows from the promises, and what only this implementation needs.
tried = _examples(MORE)

#: What the engine promises.
promised = _examples(MANY)
