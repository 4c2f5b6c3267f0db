"""How many examples a property of the engine is tried on: more in the long tier."""

import os

from hypothesis import HealthCheck, settings

FEW, MANY = 500, 20_000
IS_FULL = os.environ.get("CONSULT_TEST_TIER") == "full"

#: A busy machine makes examples slowly; that says nothing about the engine.
tried = settings(
    max_examples=MANY if IS_FULL else FEW, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
