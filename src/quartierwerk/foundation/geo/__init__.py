"""Geometry: reading, checking, measuring and drawing."""
