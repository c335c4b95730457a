"""What happened, how pairs stand, and what follows from it: pure functions of a program."""
