"""Findings about pauses and returns, in words."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "back-not-paused": (
        "back is the day on which a pause ends, and there is no pause here.",
        "Delete back, or write status: paused.",
    ),
    "back-before-pause": (
        "The pause begins on %(begun)s and is to end on %(back)s already.",
        "Correct one of the two days.",
    ),
    "yes-not-said": (
        "volunteered is the day of a yes, and volunteer says that there is none.",
        "Write volunteer: true, or delete the day.",
    ),
    "pause-outside": (
        "The pause %(value)s lies outside the days of this pair.",
        "Correct the pause, or since and until.",
    ),
    "pauses-overlap": (
        "The pause %(value)s begins before the one before it is over.",
        "Write the two as one, from the first day to the last.",
    ),
    "former-yet-there": (
        "“%(value)s” has left this group, it says here, and is still in it.",
        "Delete the line, or take the person out of mentor and mentees.",
    ),
}
