"""What a program was: its folder in git's commits, what changed between two of them, figures over time."""
