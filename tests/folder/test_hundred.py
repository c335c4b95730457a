"""A program of a hundred mistakes yields a hundred findings at the right places."""

from __future__ import annotations

from rmentor.folder.load import load
from rmentor.folder.locate import locate
from tests.builders import sources_of
from tests.folder.mistakes import FILES, marked


def test_a_hundred_mistakes_yield_a_hundred_findings() -> None:
    """Each at its file and line, none missed, none hidden by another, none made up."""
    sources = sources_of(FILES)
    loaded = load(sources)
    found = [
        (f.finding.spot.file, f.line, f.finding.code) for f in locate(sources, loaded.findings)
    ]
    assert sorted(found) == marked(FILES)
    assert loaded.program is None
