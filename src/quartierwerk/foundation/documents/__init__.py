"""Tagged PDF."""
