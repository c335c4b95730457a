"""Groups: one mentor, or two together, with several mentees."""
