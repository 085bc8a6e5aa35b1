"""What a spreadsheet cell means, as pure functions."""
