"""Every view of the blueprint, gathered for registration."""

from consult.web.intake import background, blocks, preview, start
from consult.web.intake.blueprint import blueprint

__all__ = ["background", "blocks", "blueprint", "preview", "start"]
