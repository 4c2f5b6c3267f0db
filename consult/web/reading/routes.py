"""Every view of the blueprint."""

from consult.web.reading import contributions, front, proposal, texts
from consult.web.reading.blueprint import blueprint

__all__ = ["blueprint", "contributions", "front", "proposal", "texts"]
