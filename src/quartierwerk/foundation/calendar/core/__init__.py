"""Rules of deadlines, follow-ups and calendar files, pure."""
