"""Uploaded files, kept once by what is in them."""
