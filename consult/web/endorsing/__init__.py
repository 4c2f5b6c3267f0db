"""Signing a version in the name of an organisation, and who has signed."""
