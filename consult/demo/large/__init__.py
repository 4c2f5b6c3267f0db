"""The large profile of the demonstration: as many of everything as is promised to work."""
