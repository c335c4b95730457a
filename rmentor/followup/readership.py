"""Who reads a report: the coordinator, or whoever it is handed on to.

One run is of one kind. A figure as it stands less the same figure as it was published would be one of
the few people who have answered since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.followup.few import without_few
from rmentor.followup.kpis import KPIS, ComputedKpi, computed, published
from rmentor.model.figures import Figure
from rmentor.model.program import Program

# What was answered is often recorded some days later. Until then it is not handed on: a figure that
# took in one late answer, and was known without it, would tell that answer.
SETTLES = timedelta(weeks=2)


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
        facts = [kpi for kpi in wanted if kpi.is_of_facts]
        answers = [kpi for kpi in wanted if not kpi.is_of_facts]
        figures = {
            **published(program, today, facts),
            **published(program, self.hears_until(today), answers),
        }
        return without_few(program, today, wanted, {kpi.id: figures[kpi.id] for kpi in wanted})

    def hears_until(self, today: date | None) -> date | None:
        """Last day whose answers count; None: all of them do."""
        if today is None or not self.is_public:
            return today
        return today - min(SETTLES, today - date.min)


COORDINATOR, PUBLIC = Readership(), Readership(is_public=True)
