"""Use cases: guards first, then the change, the log row, the outbox row. They never commit."""
