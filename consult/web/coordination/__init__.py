"""Coordination: the agent sets a consultation up and sees what to do next."""
