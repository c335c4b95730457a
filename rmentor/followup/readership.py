"""Who reads a report: the coordinator, or whoever it is handed on to.

One run is of one kind. A figure as it stands less the same figure as it was published would be one of
the few people who have answered since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.few import without_few
from rmentor.followup.kpis import KPIS, ComputedKpi, computed, published
from rmentor.model.figures import Figure
from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Readership:
    """Readers of a kind.

    Attributes:
        is_public: Whether they are others than the coordinator: nobody is named to them, and what
            they are told of several days must not give away what few people answered in between.
    """

    is_public: bool = False

    def figures(
        self, program: Program, today: date | None, kpis: Iterable[ComputedKpi] = KPIS
    ) -> Mapping[str, Figure]:
        """Computed KPIs as these readers may see them, by id.

        Args:
            program: The program.
            today: Later entries and answers do not count; None: everything counts.
            kpis: Those that are wanted.
        """
        wanted = tuple(kpis)
        if not self.is_public:
            return computed(program, today, wanted)
        return without_few(program, today, wanted, published(program, today, wanted))


COORDINATOR, PUBLIC = Readership(), Readership(is_public=True)
