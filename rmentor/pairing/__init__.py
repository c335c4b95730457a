"""Pairing: rules, criteria, scores, the exact solver with its proof, and explanations."""
