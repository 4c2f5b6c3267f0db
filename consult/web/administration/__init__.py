"""Administration: people and organisations of the whole site, and who coordinates what."""
