"""All checks, in no order that matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from rmentor.findings import Finding
from rmentor.folder.checks import (
    devices,
    events,
    pairs,
    people,
    references,
    register,
    settings,
    states,
    surveys,
)
from rmentor.folder.checks.documents import Documents

Check = Callable[[Documents], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    references.duplicate_ids,
    devices.device_ids,
    *references.UNKNOWN_IDS,
    references.pairs_like_people,
    references.journals_without_pair,
    people.manager_cycles,
    people.contradictions,
    people.look_alikes,
    people.short_windows,
    settings.dates_in_order,
    settings.some_weight,
    settings.group_sizes,
    settings.countries,
    settings.agendas,
    settings.module_sessions,
    settings.kpi_titles,
    settings.shares_of_one,
    settings.topic_circles,
    settings.survey_choices,
    surveys.item_names,
    events.invited,
    events.event_settings,
    events.event_days,
    events.planned_events,
    pairs.pair_people,
    pairs.same_pairs,
    pairs.pair_days,
    pairs.planned_twice,
    pairs.journal_people,
    pairs.journal_sessions,
    states.people_states,
    states.pair_states,
    register.unknown_kits,
    register.unknown_rules,
    register.consents,
    register.names_in_the_circle,
)


# A check tells no more than this: a hostile file could be wrong a million times.
MOST_FOUND = 10_000


def checked(documents: Documents) -> tuple[Finding, ...]:
    """Findings of all checks."""
    return tuple(finding for check in CHECKS for finding in found_by(check, documents))


def found_by(check: Check, documents: Documents) -> tuple[Finding, ...]:
    """Findings of one check, at most ``MOST_FOUND``."""
    return tuple(islice(check(documents), MOST_FOUND))
