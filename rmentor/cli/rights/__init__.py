"""What ``export`` and ``forget`` say and check."""
