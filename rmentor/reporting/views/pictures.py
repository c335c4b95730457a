"""Pictures of a report, as templates show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture.

    Attributes:
        src: Link to its file.
        alt: What it says, in a sentence.
    """

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class PicturesView:
    """Pictures that a report may show; None where there is nothing to show.

    Attributes:
        kpis: KPIs to their targets.
        sessions: Sessions over time.
        pairing: How well mentors fit mentees.
        departments: Who teaches whom across departments and grades.
        topics: Topics in demand and in supply.
        progress: Levels at the beginning and now.
        satisfaction: Mean pulse over time.
        score: A pair's score, criterion by criterion.
    """

    kpis: PictureView | None = None
    sessions: PictureView | None = None
    pairing: PictureView | None = None
    departments: PictureView | None = None
    topics: PictureView | None = None
    progress: PictureView | None = None
    satisfaction: PictureView | None = None
    score: PictureView | None = None
