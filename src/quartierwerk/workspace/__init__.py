"""Desks and dossiers for staff, across rooms."""
