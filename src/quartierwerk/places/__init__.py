"""Where the programme works: municipalities, sites, funding areas, stages."""
