"""Mails: rendered in the recipient's language from the outbox, delivered with retry."""
