"""The agent's workbench: what needs a decision, each place of the text on its own page."""
