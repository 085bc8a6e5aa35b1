"""What a file is, told by its content, and what it may be for."""
