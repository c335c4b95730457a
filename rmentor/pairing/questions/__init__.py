"""Questions to a pairing: what if, what changes, what a proposal does."""
