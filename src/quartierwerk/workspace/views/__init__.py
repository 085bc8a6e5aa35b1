"""Desks, dossiers and histories; they only read across rooms."""
