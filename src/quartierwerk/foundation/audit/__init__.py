"""The trail: who did what, when and why, in an order nobody can change unnoticed."""
