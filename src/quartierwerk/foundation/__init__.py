"""What every room needs and none owns: people, trail, rules, files, documents, tables, geometry, pages."""
