"""Commenting, proposing, supporting and sending, always in the name of a voice."""
