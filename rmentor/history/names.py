"""Names of figures over time, for those who only tell them apart: importing this costs nothing."""

from __future__ import annotations

# Before the id of a KPI, which may be called like another figure.
PREFIX = "kpi:"
