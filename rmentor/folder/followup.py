"""Follow-up: surveys, register, health limits and rates, from the documents to the model and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from rmentor.folder.emit import Flow, stated
from rmentor.folder.schema.doc import WordsDoc
from rmentor.folder.schema.followup import HealthDoc, LimitsDoc, RatesDoc
from rmentor.folder.schema.register import RegisterDoc
from rmentor.folder.schema.surveys import SurveyDoc
from rmentor.model.health import DEFAULT_LIMITS, HEALTH_RULES, Limits
from rmentor.model.program import Rates
from rmentor.model.register import (
    CircleNote,
    Idea,
    Lesson,
    Quote,
    Register,
    Step,
    Training,
)
from rmentor.model.surveys import KNOWN_MOMENTS, Survey, SurveyItem
from rmentor.model.topics import Words

Document = dict[str, Any]
_KINDS: dict[str, type[Any]] = {
    "ideas": Idea,
    "circle": CircleNote,
    "quotes": Quote,
    "trainings": Training,
    "lessons": Lesson,
    "steps": Step,
}


def build_survey(name: str, doc: SurveyDoc, words: Callable[[WordsDoc], Words]) -> Survey:
    """Make a survey; one that the field knows is asked at its usual moment unless the file says another."""
    return Survey(
        id=name,
        title=words(doc.title),
        audience=doc.audience,
        when=doc.when,
        items=tuple(
            SurveyItem(
                id=each.id,
                text=words(each.text),
                scale=each.scale,
                choices=each.choices,
                reverse=each.reverse,
                audience=each.audience,
            )
            for each in doc.items
        ),
        ask=doc.ask or KNOWN_MOMENTS.get(name),
        closes=doc.closes,
    )


def survey_document(survey: Survey, words: Callable[[Words], Any]) -> Document:
    """Value of surveys/ID.yaml."""
    usual = KNOWN_MOMENTS.get(survey.id)
    return {
        "title": words(survey.title),
        **stated(
            audience=list(survey.audience),
            when=survey.when,
            ask=None if survey.ask == usual else survey.ask,
            closes=survey.closes,
        ),
        "items": [_item_document(each, words) for each in survey.items],
    }


def _item_document(item: SurveyItem, words: Callable[[Words], Any]) -> Document:
    return {
        "id": item.id,
        "text": words(item.text),
        **({} if item.scale == "1-5" else {"scale": item.scale}),
        **stated(choices=list(item.choices), reverse=item.reverse or None),
        **stated(audience=list(item.audience)),
    }


def build_register(doc: RegisterDoc | None) -> Register:
    """Make the register, each kind sorted by id."""
    if doc is None:
        return Register()
    return Register(
        **{
            name: tuple(
                kind(**{each.name: getattr(item, each.name) for each in fields(kind)})
                for item in sorted(getattr(doc, name), key=lambda each: str(each.id))
            )
            for name, kind in _KINDS.items()
        }
    )


def register_document(register: Register) -> Document:
    """Value of register.yaml: the kinds of which there is something."""
    found = {
        name: [register_item_document(each) for each in getattr(register, name)] for name in _KINDS
    }
    return {name: items for name, items in found.items() if items}


def register_item_document(item: object) -> Document:
    """One item of register.yaml, without what its defaults say."""
    found: Document = {}
    for each in fields(item):  # type: ignore[arg-type]
        value = getattr(item, each.name)
        if value == each.default:
            continue
        found[each.name] = list(value) if isinstance(value, tuple) else value
    return found


def build_health(doc: HealthDoc) -> Mapping[str, Limits]:
    """Limits of the rules that are on, in the order of the rules."""
    found = {}
    for rule in HEALTH_RULES:
        said: LimitsDoc = getattr(doc, rule.replace("-", "_"))
        usual = DEFAULT_LIMITS[rule]
        if not said.off:
            found[rule] = Limits(
                usual.watch if said.watch is None else said.watch,
                usual.risk if said.risk is None else said.risk,
            )
    return found


def health_document(health: Mapping[str, Limits], number: Callable[[Fraction], object]) -> Document:
    """What ``health`` of program.yaml says, where it is not the usual."""
    found: Document = {}
    for rule in HEALTH_RULES:
        usual, limits = DEFAULT_LIMITS[rule], health.get(rule)
        if limits is None:
            found[rule] = False
        elif limits != usual:
            found[rule] = Flow(watch=number(limits.watch), risk=number(limits.risk))
    return found


def build_rates(doc: RatesDoc) -> Rates:
    """What an hour costs."""
    return Rates(doc.mentor, doc.mentee, doc.currency, doc.prepare)


def rates_document(rates: Rates, number: Callable[[Fraction], object]) -> Document:
    """What ``rates`` of program.yaml says, where it is not the usual."""
    usual = Rates()
    found: Iterable[tuple[str, object]] = (
        ("mentor", None if rates.mentor is None else number(rates.mentor)),
        ("mentee", None if rates.mentee is None else number(rates.mentee)),
        ("currency", None if rates.currency == usual.currency else rates.currency),
        ("prepare", None if rates.prepare == usual.prepare else rates.prepare),
    )
    return Flow({name: value for name, value in found if value is not None})
