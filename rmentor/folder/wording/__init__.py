"""Sentences of findings by code: what is wrong, and what to do about it. English is the key."""
