"""Every view of the blueprint."""

from consult.web.reading import contributions, front, options, pictures, proposal, texts
from consult.web.reading.blueprint import blueprint

__all__ = ["blueprint", "contributions", "front", "options", "pictures", "proposal", "texts"]
