"""Pictures of the reports: which report shows which, where their files lie, and which are no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing, ScoredPair
from rmentor.model.program import Program
from rmentor.reporting.paths import (
    PICTURES,
    PUBLIC_PICTURES,
    REPORTS,
    pair_picture,
    pair_report,
    relative,
)
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.score import score_picture
from rmentor.reporting.pictures.table import SUBJECTS
from rmentor.reporting.views.pictures import PicturesView, PictureView

# Pictures of each report, and whether they name nobody even where the coordinator reads them: that is
# for facts alone, since figures about answers are of one kind in all that is written at once.
_SHOWN: Mapping[str, Mapping[str, bool]] = {
    "program": dict.fromkeys((subject.name for subject in SUBJECTS), False),
    "sponsor": {"kpis": False, "sessions": True},
    "closing": dict.fromkeys(("kpis", "satisfaction", "progress", "departments"), False),
}


class Album:
    """Makes the pictures that reports ask for, each once."""

    def __init__(
        self,
        program: Program,
        pairing: Pairing,
        today: date | None,
        language: Language,
        readers: Readership = COORDINATOR,
    ) -> None:
        """Take what pictures are made of, and who looks at them."""
        self._scene = Scene(program, pairing, today, language, is_public=readers.is_public)
        self._made: dict[str, Picture | None] = {}

    def of_report(self, report: str) -> PicturesView:
        """Pictures of ``program``, ``sponsor`` or ``closing``."""
        own = REPORTS[report]
        subjects = {subject.name: subject for subject in SUBJECTS}
        views = {}
        for name, names_nobody in _SHOWN[report].items():
            # What is handed on lies in a folder of its own.
            beside = names_nobody and not self._scene.is_public
            path = (PUBLIC_PICTURES if beside else PICTURES)[name]
            if path not in self._made:
                self._made[path] = subjects[name].make(
                    replace(self._scene, names_nobody=names_nobody)
                )
            views[name] = _view(self._made[path], path, own)
        return PicturesView(**views)

    def of_pair(self, scored: ScoredPair) -> PicturesView:
        """Pictures of a pair's page. Whom else the mentee could have learnt from is not told there."""
        path = pair_picture(scored.pair.id)
        self._made[path] = score_picture(replace(self._scene, is_public=True), scored)
        return PicturesView(score=_view(self._made[path], path, pair_report(scored.pair.id)))

    def files(self) -> dict[str, str]:
        """SVG by path, of all pictures that were asked for and show something."""
        return {path: made.svg() for path, made in self._made.items() if made is not None}

    def over(self, existing: Collection[str]) -> list[str]:
        """Files that are there although what they show is no more, of pictures asked for."""
        return sorted(
            path for path, made in self._made.items() if made is None and path in existing
        )


def _view(made: Picture | None, path: str, own: str) -> PictureView | None:
    return None if made is None else PictureView(relative(path, own), made.title)
