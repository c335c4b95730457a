"""The program as it was: revisions, differences in its words."""
