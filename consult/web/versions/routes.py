"""Every view of the blueprint."""

from consult.web.versions import compare, decisions, export, index, redline
from consult.web.versions.blueprint import blueprint

__all__ = ["blueprint", "compare", "decisions", "export", "index", "redline"]
