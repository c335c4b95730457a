"""What each computed KPI counts: plain functions from the facts of a program to counts."""
