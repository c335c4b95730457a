"""The wall: the only room that knows Typer, Rich, the terminal and the clock."""
