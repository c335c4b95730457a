"""Dates for every session: free time, rhythm, reasons, agendas, and the readiness list."""
