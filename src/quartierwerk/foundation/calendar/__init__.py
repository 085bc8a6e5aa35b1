"""The one register of deadlines, follow-ups people set, and both as calendars for other programs."""
