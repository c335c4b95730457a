"""Remedies: the least changes that would serve more people, each with what it is worth, exact."""
