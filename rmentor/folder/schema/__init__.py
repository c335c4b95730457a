"""The shape of each YAML file: keys, ranges and defaults, one module for each file."""
