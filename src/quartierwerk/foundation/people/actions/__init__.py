"""Deeds on persons, mandates, organisations and the first account."""
