"""Backup and restore: the whole product in one file, written and read without Django.

It stands at the top, beside the command line, because it knows what no room may know: secrets, the
owner's role, the data folder as a whole. See docs/operating/backup.md.
"""
