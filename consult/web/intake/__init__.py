"""Intake: a text is brought in, seen as it will be read, edited and published as version 1."""
