"""What people read: reports, session plans, pictures and calendars, from frozen views."""
