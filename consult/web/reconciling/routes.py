"""The blueprint with all its views."""

from consult.web.reconciling import office, options, places, publish, queue
from consult.web.reconciling.blueprint import blueprint

VIEWS = (office, options, places, publish, queue)

__all__ = ["VIEWS", "blueprint"]
