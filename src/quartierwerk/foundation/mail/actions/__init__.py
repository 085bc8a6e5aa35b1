"""Deeds of the outbox."""
