"""Checks of the program's settings, its framework, objectives, topics and surveys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rmentor.findings import Finding, Keys
from rmentor.folder import scalars
from rmentor.folder.checks.documents import (
    Documents,
    entry,
    error,
    maps,
    meaning,
    texts,
    warning,
    whole,
)
from rmentor.folder.checks.people import circles, people
from rmentor.model.figures import SHARES
from rmentor.model.program import CRITERIA, Rules


def dates_in_order(documents: Documents) -> Iterator[Finding]:
    """The program's last day lies before its first."""
    path, value = documents.only("program")
    start, end = (
        meaning(scalars.day, entry(value, "start")),
        meaning(scalars.day, entry(value, "end")),
    )
    if start and end and end < start:
        yield error(
            "end-before-start", path, ("end",), start=start.isoformat(), end=end.isoformat()
        )


def some_weight(documents: Documents) -> Iterator[Finding]:
    """All criteria are switched off: no score could be computed."""
    path, value = documents.only("program")
    weights = entry(value, "weights")
    if isinstance(weights, dict):
        stated = [meaning(scalars.weight, weights.get(name)) for name in CRITERIA]
        if all(weight == 0 for weight in stated):
            yield error("no-weight", path, ("weights",), "key")


def group_sizes(documents: Documents) -> Iterator[Finding]:
    """The most mentees of a group are fewer than the fewest."""
    path, value = documents.only("program")
    group, defaults = entry(value, "rules", "group"), Rules()
    if isinstance(group, dict):
        sizes = [
            whole(group.get(key, str(default)))
            for key, default in (("min", defaults.group_min), ("max", defaults.group_max))
        ]
        if None not in sizes and sizes[1] < sizes[0]:  # type: ignore[operator]
            key = "max" if "max" in group else "min"
            keys = ("rules", "group", key)
            yield error("group-order", path, keys, least=sizes[0], most=sizes[1])


def countries(documents: Documents) -> Iterator[Finding]:
    """Parts of countries that the library of holidays does not know: the whole country's count."""
    path, value = documents.only("program")
    places: list[tuple[str, Keys, Any]] = [(path, ("country",), entry(value, "country"))]
    places += [
        (file, (*keys, "country"), item["country"])
        for file, keys, item in people(documents)
        if "country" in item
    ]
    for file, keys, said in places:
        country = meaning(scalars.country, said)
        if country and "-" in country and not _has_holidays(country):
            whole_country = country.partition("-")[0]
            yield warning("unknown-subdivision", file, keys, value=country, country=whole_country)


def _has_holidays(country: str) -> bool:
    import holidays  # heavy, and few programs name a part of a country

    code, _, part = country.partition("-")
    known = getattr(holidays, code, None)
    names = [*getattr(known, "subdivisions", ()), *getattr(known, "subdivisions_aliases", ())]
    return part in {str(name).upper() for name in names}


def agendas(documents: Documents) -> Iterator[Finding]:
    """Minutes of an agenda that do not add up to the session's."""
    path, value = documents.only("framework")
    minutes = whole(entry(value, "minutes"))
    planned = agenda_minutes(entry(value, "agenda"))
    if planned is not None and minutes is not None and planned != minutes:
        yield error("agenda-minutes", path, ("agenda",), "key", planned=planned, minutes=minutes)
    for place, module in maps(value, "modules"):
        own = whole(module.get("minutes")) if module.get("minutes") is not None else minutes
        inside = agenda_minutes(module.get("agenda"))
        keys: Keys = ("modules", place)
        if inside is not None:
            if own is not None and inside != own:
                at = (*keys, "agenda")
                yield error("agenda-minutes", path, at, "key", planned=inside, minutes=own)
        elif not module.get("agenda") and None not in (planned, own, minutes) and own != minutes:
            at = (*keys, "minutes")
            yield warning("module-without-agenda", path, at, minutes=own, planned=planned)


def agenda_minutes(agenda: Any) -> int | None:
    """Minutes of an agenda; None where there is none, or not every part says how long it is."""
    if not isinstance(agenda, list) or not agenda:
        return None
    parts = [whole(entry(item, "minutes")) for item in agenda]
    return None if None in parts else sum(part or 0 for part in parts)


def module_sessions(documents: Documents) -> Iterator[Finding]:
    """Modules that have more or fewer sessions than the framework."""
    path, value = documents.only("framework")
    sessions = whole(entry(value, "sessions"))
    modules = entry(value, "modules")
    if sessions is None or not isinstance(modules, list) or not modules:
        return
    parts = [whole(entry(module, "sessions")) for module in modules]
    if None not in parts and (total := sum(part or 0 for part in parts)) != sessions:
        yield warning("module-sessions", path, ("modules",), "key", total=total, sessions=sessions)


def kpi_titles(documents: Documents) -> Iterator[Finding]:
    """KPIs that people read themselves and that have no name."""
    path, value = documents.only("objectives")
    for place, kpi in maps(value, "kpis"):
        if kpi.get("title") is None and kpi.get("computed") is None:
            yield error("kpi-title", path, ("kpis", place), key="title")
        seen = set()
        for number, reading in maps(kpi, "readings"):
            day = meaning(scalars.day, reading.get("date"))
            if day and day in seen:
                at = ("kpis", place, "readings", number, "date")
                yield error("same-day", path, at, value=day.isoformat())
            seen.add(day)


def shares_of_one(documents: Documents) -> Iterator[Finding]:
    """Targets like 0.9 for a share of all, which would be met by less than one in a hundred."""
    path, value = documents.only("objectives")
    for place, kpi in maps(value, "kpis"):
        if kpi.get("computed") not in SHARES:
            continue
        for key in ("baseline", "target"):
            amount = meaning(scalars.decimal, kpi.get(key))
            if amount is not None and 0 < amount <= 1:
                at = ("kpis", place, key)
                yield warning(
                    "share-of-one",
                    path,
                    at,
                    value=f"{float(amount):g}",
                    percent=f"{float(100 * amount):g}",
                )


def topic_circles(documents: Documents) -> Iterator[Finding]:
    """Topics that come before themselves."""
    path, value = documents.only("topics")
    links: dict[str, list[str]] = {}
    where: dict[str, Keys] = {}
    for place, topic in maps(value, "topics"):
        name = topic.get("id")
        if isinstance(name, str) and name not in links:
            links[name] = [other for _, other in texts(topic.get("after"))]
            where[name] = ("topics", place, "after")
            if name in links[name]:
                yield error("self-reference", path, where[name], "key", key="after", value=name)
    for circle in circles(links):
        names = " → ".join((*circle, circle[0]))
        yield error("topic-circle", path, where[circle[0]], "key", topics=names)


def survey_choices(documents: Documents) -> Iterator[Finding]:
    """Questions to choose from that give no choice, and choices that nobody would see."""
    for path, value in documents.of("surveys"):
        for place, item in maps(value, "items"):
            choices = [text for _, text in texts(item.get("choices"))]
            if item.get("scale") == "choice" and len(choices) < 2:
                key = "choices" if item.get("choices") is not None else "scale"
                yield error("survey-choices", path, ("items", place, key), "key")
            elif choices and item.get("scale") != "choice":
                yield warning("survey-choices-unused", path, ("items", place, "choices"), "key")
