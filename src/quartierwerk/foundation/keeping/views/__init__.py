"""Pages for machines that watch, and for the person who runs the programme."""
