"""Staff pages of the concept room."""
