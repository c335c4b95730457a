"""What ``survey`` reads and shows."""
