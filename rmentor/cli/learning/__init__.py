"""What ``register`` keeps: items, people, changes to them."""
