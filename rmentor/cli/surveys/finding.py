"""Which survey somebody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.model.program import Program
    from rmentor.model.surveys import Survey


def find_survey(program: Program, typed: str) -> Survey:
    """Survey with that id, or with that title in either language.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import folded, nearest

    titles = {
        title: each.id
        for each in program.surveys.values()
        for title in (each.title.fr, each.title.en)
    }
    by_title = {folded(title): name for title, name in titles.items()}
    if found := program.surveys.get(typed) or program.surveys.get(by_title.get(folded(typed), "")):
        return found
    close_to = nearest(typed, tuple(program.surveys), titles)
    hint = (
        say("Did you mean %(names)s?", names=close_to) if close_to else say("See: rmentor survey")
    )
    raise UnknownName(kind=say("survey"), name=typed, hint=hint)
