"""The rules of letters, pure."""
