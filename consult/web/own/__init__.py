"""One's own affairs: name, organisations, their people, being forgotten."""
