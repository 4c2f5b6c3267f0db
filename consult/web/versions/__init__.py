"""Versions: comparing any two, the decisions between them, and the Word file of one."""
