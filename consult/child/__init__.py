"""Files from outside are read in a process of its own, with little memory and time."""

from consult.child.limits import MEMORY_MEGABYTES, limit_resources
from consult.child.run import Exhausted, run_child

__all__ = ["MEMORY_MEGABYTES", "Exhausted", "limit_resources", "run_child"]
