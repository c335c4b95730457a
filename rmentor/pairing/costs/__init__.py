"""What choices cost the whole: alternatives, blocking pairs, locks, forced pairs."""
