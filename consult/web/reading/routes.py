"""Every view of the blueprint."""

from consult.web.reading import contributions, feed, front, options, pictures, proposal, texts, timetable
from consult.web.reading.blueprint import blueprint

__all__ = [
    "blueprint",
    "contributions",
    "feed",
    "front",
    "options",
    "pictures",
    "proposal",
    "texts",
    "timetable",
]
