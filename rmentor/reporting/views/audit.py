"""The audit of a pairing in words: group by group, weight by weight, and the data that decided."""

from __future__ import annotations

from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.pairing.audit.audit import Audit, audit
from rmentor.pairing.audit.fields import PROTECTED, FieldUse
from rmentor.pairing.audit.tables import GroupFigures, GroupTable, Stated
from rmentor.pairing.criteria import rounded
from rmentor.reporting.views.when import number, percent
from rmentor.reporting.views.words import role_in_words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class AuditLineView:
    """A group, its figures in words.

    Attributes:
        group: Name of the group.
        people: How many are in it.
        served: How many of them have a partner.
        share: Share of them who have one.
        ahead: How many more have a partner than if the share were everybody's: "+1.8".
        mean: Mean score of its pairs.
        mean_ahead: Distance of that mean from the mean of all pairs.
    """

    group: str
    people: str
    served: str
    share: str
    ahead: str
    mean: str
    mean_ahead: str


@dataclass(frozen=True, slots=True)
class AuditTableView:
    """The groups of one dimension.

    Attributes:
        dimension: What people are grouped by.
        lines: Those that are told; the rest taken together comes last, with their number.
        untold: That there are others, and how many, of which nothing can be told; or empty.
    """

    dimension: str
    lines: tuple[AuditLineView, ...]
    untold: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field that could decide something.

    Attributes:
        field: Name of the field.
        rules: Names of rules that read it.
        criteria: Names of criteria that read it.
        other: What else reads it, in words.
        filled: For how many people it is stated, or empty.
    """

    field: str
    rules: tuple[str, ...]
    criteria: tuple[str, ...]
    other: tuple[str, ...]
    filled: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the section on fairness may name.

    Attributes:
        everybody: Figures of all who take part, or None where they are too few.
        tables: For each dimension in which people differ and something can be told.
        silent: The other dimensions in which they differ.
        cautions: How the figures are to be read.
        read: Fields that could decide something.
        names_read: Those fields without what reads them.
        not_read: Fields that decide nothing.
        absent: What no field is there for, in words.
    """

    everybody: AuditLineView | None
    tables: tuple[AuditTableView, ...]
    silent: tuple[str, ...]
    cautions: tuple[str, ...]
    read: tuple[FieldView, ...]
    names_read: tuple[str, ...]
    not_read: tuple[str, ...]
    absent: tuple[str, ...]


def standing_audit(program: Program, pairing: Pairing, language: Language) -> AuditView:
    """Audit of pairs as they stand: groups and data, without choosing again for each weight."""
    return audit_view(audit(program, pairing), language)


def audit_view(found: Audit, language: Language) -> AuditView:
    """Say an audit in words."""
    everybody = found.everybody
    return AuditView(
        _line(language.text("everybody"), everybody, everybody, language) if everybody else None,
        tuple(_table(each, everybody, language) for each in found.tables if each.groups),
        tuple(
            dimension_in_words(each.dimension, language) for each in found.tables if not each.groups
        ),
        _cautions(found, language),
        tuple(_field(each, language) for each in found.read),
        tuple(each.field for each in found.read),
        found.not_read,
        tuple(protected_in_words(each, language) for each in PROTECTED),
    )


def dimension_in_words(name: str, language: Language) -> str:
    """Say by what people form groups."""
    say = language.text
    return {
        "department": say("Department"),
        "site": say("Site"),
        "languages": say("Languages"),
        "seniority": say("Seniority"),
        "role": say("Role"),
        "organisation": say("Organisation"),
    }[name]


def protected_in_words(name: str, language: Language) -> str:
    """Say what no field is there for."""
    say = language.text
    return {
        "age": say("age"),
        "sex": say("sex"),
        "origin": say("origin"),
        "nationality": say("nationality"),
        "health": say("health"),
        "disability": say("disability"),
        "religion": say("religion"),
        "opinions": say("opinions"),
        "orientation": say("sexual orientation"),
        "family": say("family"),
    }[name]


def use_in_words(name: str, language: Language) -> str:
    """Say what a field decides that neither a rule nor a criterion does."""
    say = language.text
    return {
        "capacity": say("how many mentees a mentor takes"),
        "waited": say("who is served first"),
        "ties": say("who comes first among equals"),
    }[name]


def change(by: int, language: Language) -> str:
    """Write by how much something is more or less, with its sign; nothing but 0 where it is not."""
    return _signed(number(by, language)) if by else "0"


def _signed(text: str) -> str:
    """Give a figure its sign, a minus as long as the plus."""
    return f"\u2212{text[1:]}" if text.startswith("-") else f"+{text}"


def _table(table: GroupTable, everybody: GroupFigures | None, language: Language) -> AuditTableView:
    lines = [
        _line(_group(table.dimension, each.group, language), each, everybody, language)
        for each in table.groups
    ]
    if table.others is not None:
        name = language.text("others (%(n)d)", n=len(table.hidden))
        lines.append(_line(name, table.others, everybody, language))
    rest = len(table.hidden) if table.others is None else 0
    untold = language.text("not told (%(n)d)", n=rest)
    dimension = dimension_in_words(table.dimension, language)
    return AuditTableView(dimension, tuple(lines), untold if rest else "")


def _cautions(found: Audit, language: Language) -> tuple[str, ...]:
    say = language.text
    return (
        say(
            "With a partner is whoever is in a pair, as mentor or as mentee. ± people: how many more "
            "that is than if the share were the same everywhere. Mean score: of the pairs in which "
            "somebody of the group is."
        ),
        say(
            "Nothing is told about fewer than %(n)d people or pairs, nor can it be worked out from "
            "these figures; that is why some larger groups are not told by themselves either.",
            n=found.smallest_group,
        ),
        say(
            "A difference of one or two people may be chance, and no test settles it: pairs are "
            "chosen, not drawn. Department, site, languages and grade often go along with origin, sex "
            "or age, of which nothing is recorded: a large difference is a question, not an answer."
        ),
    )


def _line(
    name: str, figures: GroupFigures, everybody: GroupFigures | None, language: Language
) -> AuditLineView:
    mean = None if figures.mean is None else rounded(figures.mean)
    whole = None if everybody is None or everybody.mean is None else rounded(everybody.mean)
    return AuditLineView(
        group=name,
        people=number(figures.people, language),
        served=number(figures.served, language),
        share=percent(float(figures.share), language),
        ahead=NOTHING if everybody is None else _people(figures, everybody, language),
        mean=NOTHING if mean is None else number(mean, language),
        mean_ahead=NOTHING if mean is None or whole is None else change(mean - whole, language),
    )


def _people(figures: GroupFigures, everybody: GroupFigures, language: Language) -> str:
    ahead = round(figures.ahead_of(everybody), 1)
    return "0" if not ahead else _signed(decimal(float(ahead), language.code))


def _group(dimension: str, stated: Stated, language: Language) -> str:
    if stated is None:
        own = dimension == "organisation"
        return language.text("the organisation’s own") if own else language.text("not stated")
    return role_in_words(str(stated), language) if dimension == "role" else str(stated)


def _field(use: FieldUse, language: Language) -> FieldView:
    return FieldView(
        use.field,
        use.rules,
        use.criteria,
        tuple(use_in_words(each, language) for each in use.other),
        "" if use.filled is None else percent(float(use.filled), language),
    )
