"""Acting on a pair, and telling what follows from it."""
