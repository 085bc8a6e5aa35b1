"""The example programme: real published sites and one invented municipality."""
