"""The words of the programme as frozen values: no file, no clock, no library."""
