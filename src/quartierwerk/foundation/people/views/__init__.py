"""Pages on people, organisations and how somebody gets in."""
