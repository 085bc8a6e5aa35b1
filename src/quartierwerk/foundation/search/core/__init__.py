"""Analysis and ranking, pure: no database, and the same for every caller."""
