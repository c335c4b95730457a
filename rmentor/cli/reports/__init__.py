"""Reports that are rebuilt and previewed, and their templates' words."""
