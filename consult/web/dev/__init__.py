"""Pages for developers, in demonstration mode only."""
