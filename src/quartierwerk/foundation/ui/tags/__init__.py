"""The tags and filters of the template library ``ui``, by kind."""
