"""Every view of the blueprint."""

from consult.web.endorsing import sign, signatories
from consult.web.endorsing.blueprint import blueprint

__all__ = ["blueprint", "sign", "signatories"]
