"""Pages on places: the list of sites, the dossier of a site, its boundary."""
