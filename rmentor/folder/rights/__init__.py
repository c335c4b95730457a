"""Where files speak of a person, and the changes that take this out of all of them."""
