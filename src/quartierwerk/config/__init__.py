"""Settings, root addresses, entry points, command line and embedded database."""
