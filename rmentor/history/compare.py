"""The door: two states of a program in, what changed between them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import Any

from rmentor.folder.documents import documents
from rmentor.history.compare_pairs import pair_differences
from rmentor.history.compare_people import people_differences
from rmentor.history.compare_sessions import event_differences, session_differences
from rmentor.history.differences import PARTS, Comparison, Difference, Field, differing, plain
from rmentor.history.figures import MEASURES
from rmentor.model.program import CRITERIA, Program, Rules

_Document = Mapping[str, Any]
# Lists of items with an id: part, file, key, what an item is called, what of it is not told.
_LISTS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("objectives", "objectives.yaml", "objectives", "title", ()),
    ("topics", "topics.yaml", "topics", "title", ()),
    ("events", "framework.yaml", "events", "title", ()),
    ("framework", "framework.yaml", "modules", "title", ()),
    ("register", "register.yaml", "ideas", "idea", ()),
    ("register", "register.yaml", "circle", "what", ()),
    ("register", "register.yaml", "trainings", "title", ()),
    ("register", "register.yaml", "lessons", "what", ()),
    # Words are their speaker's, and steps are about people who went quiet.
    ("register", "register.yaml", "quotes", "", ("who", "text")),
    ("register", "register.yaml", "steps", "", ("who", "pair", "rule")),
)
_GROUP = {"group_min": "group.min", "group_max": "group.max", "group_mentors": "group.mentors"}
_PRIVATE = frozenset(("coordinator.email", "sponsor.email", "stakeholders.said"))


def compare(before: Program, after: Program, day: date) -> Comparison:
    """What changed from one state of a program to another.

    Args:
        before: Earlier state.
        after: Later state.
        day: Day of the later state, for figures that look at one.
    """
    old, new = documents(before), documents(after)
    found = [
        *people_differences(before, after),
        *pair_differences(before, after),
        *session_differences(before, after),
        *event_differences(before, after),
        *_kpis(old, new),
        *(each for spec in _LISTS for each in _items(old, new, *spec)),
        *_surveys(before, after, old, new),
        *_settings(before, after, old, new),
    ]
    found.sort(key=lambda each: PARTS.index(each.part))
    return Comparison(
        tuple(found),
        {name: measure(before, day) for name, measure in MEASURES.items()},
        {name: measure(after, day) for name, measure in MEASURES.items()},
    )


def nothing_yet(program: Program) -> Program:
    """The program before there was anybody or anything in it, with the settings that it has."""
    return replace(
        Program(program.name),
        **{
            each.name: getattr(program, each.name)
            for each in fields_of(Program)
            if each.name not in _FILLED
        },
    )


_FILLED = frozenset(
    ("participants", "pairs", "plan", "journal", "surveys", "answers", "objectives", "kpis", "register")
)  # fmt: skip


def _items(
    old: _Document,
    new: _Document,
    part: str,
    file: str,
    key: str,
    called: str,
    private: Collection[str],
) -> Iterator[Difference]:
    """Items of a list that were added, removed or changed, in the order of their ids."""
    was, now = _by_id(old, file, key), _by_id(new, file, key)
    for name in sorted(was.keys() | now.keys()):
        title = _text((now.get(name) or was[name]).get(called, ""))
        if name not in was:
            yield Difference(part, "added", name, title)
        elif name not in now:
            yield Difference(part, "removed", name, title)
        elif fields := differing(was[name], now[name], private=private):
            yield Difference(part, "changed", name, title, fields)


def _kpis(old: _Document, new: _Document) -> Iterator[Difference]:
    """KPIs: what they are, what they aim at, and what was read."""
    was, now = (_by_id(side, "objectives.yaml", "kpis") for side in (old, new))
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name, {}), now.get(name, {})
        title = _text((after or before).get("title") or name)
        fields = differing(_with_readings(before), _with_readings(after))
        if name not in now:
            yield Difference("kpis", "removed", name, title)
        elif name not in was:
            told = tuple(each for each in fields if each.name.startswith(("readings.", "target")))
            yield Difference("kpis", "added", name, title, told)
        elif fields:
            only = all(each.name.startswith("readings.") for each in fields)
            yield Difference("kpis", "read" if only else "changed", name, title, fields)


def _with_readings(kpi: _Document) -> dict[str, Any]:
    """A KPI with each of its readings as a field of its own."""
    readings = {
        f"readings.{plain(each['date'])}": each["value"] for each in kpi.get("readings", ())
    }
    return {**{name: value for name, value in kpi.items() if name != "readings"}, **readings}


def _surveys(
    before: Program, after: Program, old: _Document, new: _Document
) -> Iterator[Difference]:
    """Questionnaires, and whether answers came in: how many only where nobody can be told apart."""
    for name in sorted(before.surveys.keys() | after.surveys.keys()):
        survey = after.surveys.get(name) or before.surveys[name]
        title = survey.title.in_language(after.language)
        was, now = (side.get(f"surveys/{name}.yaml") for side in (old, new))
        if was is None or now is None:
            yield Difference("surveys", "added" if was is None else "removed", name, title)
        elif fields := differing(was, now):
            yield Difference("surveys", "changed", name, title, fields)
        given = before.answers.get(name, ()), after.answers.get(name, ())
        if given[0] != given[1]:
            counts = [len(each) for each in given]
            steps = (*counts, abs(counts[1] - counts[0]))
            least = max(before.smallest_group, after.smallest_group)
            is_few = any(0 < n < least for n in steps) or counts[0] == counts[1]
            before_after = (None, None) if is_few else counts
            told = Field("answers", before_after[0], before_after[1], is_private=is_few)
            yield Difference("surveys", "answered", name, title, (told,))


def _settings(
    before: Program, after: Program, old: _Document, new: _Document
) -> Iterator[Difference]:
    """Framework, rules, weights, aim, dates: one difference a file."""
    lists = ("events", "modules")
    was, now = (
        {name: value for name, value in side["framework.yaml"].items() if name not in lists}
        for side in (old, new)
    )
    if fields := differing(was, now, usual={"format": "individual"}):
        yield Difference("framework", "changed", "framework.yaml", "", fields)
    whole = (_flat(before, old["program.yaml"]), _flat(after, new["program.yaml"]))
    if fields := differing(*whole, private=_PRIVATE):
        yield Difference("settings", "changed", "program.yaml", after.name, fields)


def _flat(program: Program, document: _Document) -> dict[str, Any]:
    """Settings with all rules and weights, those that are usual, too; keys in keys with a dot."""
    usual = ("smallest_group", "aim", "max_per_week")
    flat: dict[str, Any] = {name: getattr(program, name) for name in usual}
    for each in fields_of(Rules):
        name = _GROUP.get(each.name, each.name)
        flat[f"rules.{name}"] = getattr(program.rules, each.name)
    for name in CRITERIA:
        weight = program.weights.of(name)
        flat[f"weights.{name}"] = int(weight) if weight.denominator == 1 else float(weight)
    for name, value in document.items():
        if name in ("rules", "weights", "format"):
            continue
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": found for inner, found in value.items()}
        elif name == "stakeholders":
            flat[name] = [each["name"] for each in value]
            flat["stakeholders.said"] = repr(value)
        else:
            flat[name] = value
    return flat


def _by_id(files: _Document, file: str, key: str) -> dict[str, _Document]:
    return {each["id"]: each for each in files.get(file, {}).get(key, ())}


def _text(title: Any) -> str:
    """A title, which may be in both languages."""
    return " / ".join(dict.fromkeys(title.values())) if isinstance(title, Mapping) else str(title)
