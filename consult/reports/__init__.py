"""Read-only questions. Each asks a constant number of queries, whatever the counts."""
