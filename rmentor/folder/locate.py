"""Findings with their lines, columns and excerpts, in the order in which people read them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rmentor.findings import Finding, Keys, Located
from rmentor.folder.csv_text import find_cells
from rmentor.folder.lines import Lines
from rmentor.folder.places import Place, find_places
from rmentor.folder.read import Sources
from rmentor.folder.yaml_load import legible

_WORD = re.compile(r"[^\s,:\[\]{}]+")


def locate(sources: Sources, findings: Iterable[Finding]) -> tuple[Located, ...]:
    """Look up where each finding stands, sorted by file, line, column and code.

    A file's places are looked up once, however many findings it has.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.spot.file].append(finding)
    found = []
    for file, group in by_file.items():
        text = legible(sources.files.get(file, b""))
        lines = Lines(text)
        wanted = {(f.spot.keys, f.spot.part) for f in group if f.spot.mark is None}
        find = _find_cells if file.endswith(".csv") else find_places
        places = find(text, wanted) if wanted else {}
        # One line can be the whole file, with a thousand findings on it.
        excerpts: dict[int, str] = {}
        for finding in group:
            spot = finding.spot
            place = places[spot.keys, spot.part] if spot.mark is None else _marked(spot.mark, lines)
            excerpt = excerpts.get(place.line)
            if excerpt is None:
                excerpt = excerpts[place.line] = lines.text_of(place.line)
            found.append(Located(finding, place.line, place.column, place.end, excerpt))
    return tuple(sorted(found, key=_order))


def _find_cells(text: str, wanted: Iterable[tuple[Keys, str]]) -> dict[tuple[Keys, str], Place]:
    """Places of cells, whose keys are their record and their column, from 0."""
    cells = {each: (int(each[0][0]), int(each[0][1])) for each in wanted}
    places = find_cells(text, set(cells.values()))
    return {each: places[cell] for each, cell in cells.items()}


def _marked(mark: tuple[int, int], lines: Lines) -> Place:
    """Place of a mark: up to the end of the word that stands there."""
    line, column = mark
    word = _WORD.match(lines.text_of(line), column - 1)
    return Place(line, column, word.end() + 1 if word else column + 1)


def _order(located: Located) -> tuple[str, int, int, str, str]:
    finding = located.finding
    return finding.spot.file, located.line, located.column, finding.code, str(finding.args)
