"""The content of the invented municipality: tables, texts and plans, as people would hand them in."""
