"""Search in German: words by their stems, compounds by their parts, one ranking for the command line and the pages."""
