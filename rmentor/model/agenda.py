"""What a session or an event is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A part of a session.

    Attributes:
        minutes: Its length.
        title: What it is; it may name ``{{ topic.title }}``.
    """

    minutes: int
    title: str
