"""Rules of comments, pure."""
