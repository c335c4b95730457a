"""People's rights over their data: what a program knows of somebody, and what it is without them."""
