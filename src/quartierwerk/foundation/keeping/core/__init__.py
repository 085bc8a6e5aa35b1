"""The rules of keeping, pure."""
