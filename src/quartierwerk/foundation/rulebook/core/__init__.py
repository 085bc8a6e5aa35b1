"""Pure rules on rules: what a rulebook is, how it is read and checked, and the rules that are plain arithmetic."""
