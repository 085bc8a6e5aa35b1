"""Template tags of the concept room."""
