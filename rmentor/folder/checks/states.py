"""Checks of dated states: pauses, returns and yeses that cannot be as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from rmentor.findings import Finding, Keys
from rmentor.folder import scalars
from rmentor.folder.checks.documents import Documents, error, maps, meaning, texts, warning
from rmentor.folder.checks.people import people
from rmentor.folder.problems import shown
from rmentor.model.windows import Span

_NO = ("false", "no", "off")


def people_states(documents: Documents) -> Iterator[Finding]:
    """Returns of people who do not pause, or before the pause; days of a yes that was never said."""
    for path, keys, item in people(documents):
        if "back" in item:
            yield from _return(path, keys, item, _day(item, "status_since"))
        if item.get("volunteered") and str(item.get("volunteer", "no")).strip().lower() in _NO:
            yield warning("yes-not-said", path, (*keys, "volunteered"), "key")


def pair_states(documents: Documents) -> Iterator[Finding]:
    """Returns of pairs, pauses that overlap or lie outside the pair, people who left and did not."""
    path, value = documents.only("pairs")
    for place, pair in maps(value, "pairs"):
        keys: Keys = ("pairs", place)
        if "back" in pair:
            yield from _return(path, keys, pair, _day(pair, "until"))
        yield from _pauses(path, keys, pair)
        yield from _former(path, keys, pair)


def _day(item: dict[str, Any], key: str) -> date | None:
    return meaning(scalars.day, item.get(key))


def _return(path: str, keys: Keys, item: dict[str, Any], begun: date | None) -> Iterator[Finding]:
    back, at = _day(item, "back"), (*keys, "back")
    if back is None:
        return
    if item.get("status") != "paused":
        yield warning("back-not-paused", path, at, "key")
    elif begun is not None and back <= begun:
        said = {"back": back.isoformat(), "begun": begun.isoformat()}
        yield error("back-before-pause", path, at, **said)


def _pauses(path: str, keys: Keys, pair: dict[str, Any]) -> Iterator[Finding]:
    spans: list[tuple[Span, Keys, str]] = []
    for more, text in texts(pair.get("pauses")):
        if (span := meaning(scalars.span, text)) is not None:
            spans.append((span, (*keys, "pauses", *more), text))
    since, until = _day(pair, "since"), _day(pair, "until")
    for span, at, text in spans:
        too_early = since is not None and span.first < since
        too_late = until is not None and span.last > until
        if too_early or too_late:
            yield warning("pause-outside", path, at, value=shown(text))
    for (one, _, _), (other, at, text) in pairwise(sorted(spans)):
        if other.first <= one.last:
            yield warning("pauses-overlap", path, at, value=shown(text))


def _former(path: str, keys: Keys, pair: dict[str, Any]) -> Iterator[Finding]:
    members = {who for key in ("mentor", "co_mentor", "mentees") for _, who in texts(pair.get(key))}
    seen = set()
    for place, each in maps(pair, "former"):
        for more, who in texts(each.get("who")):
            at = (*keys, "former", place, "who", *more)
            if who in members:
                yield warning("former-yet-there", path, at, value=shown(who))
            elif who in seen:
                yield error("named-twice", path, at, value=shown(who))
            seen.add(who)
