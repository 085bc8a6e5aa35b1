"""Rules as dated data."""
