"""Persons, organisations, mandates, and what a mandate allows."""
