"""The blueprint with all its views."""

from consult.web.reconciling import office, places, publish
from consult.web.reconciling.blueprint import blueprint

VIEWS = (office, places, publish)

__all__ = ["VIEWS", "blueprint"]
