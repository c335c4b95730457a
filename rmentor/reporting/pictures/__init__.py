"""Pictures of a program: one module each, one view each, in SVG, in words and in characters."""
