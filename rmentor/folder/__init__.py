"""The only room that touches the program's files: find, read, check, build, edit, land."""
