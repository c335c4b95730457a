"""What somebody supposes, and the program as it would then be. Nothing of it is ever written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.teaching import ordered_topics
from rmentor.pairing.keep import pair_id

WITHOUT, WITH, NOT, WEIGHT, RULE, AIM = "without", "with", "not", "weight", "rule", "aim"
# Why a supposed pair is over; it is shown nowhere and written nowhere.
SUPPOSED = "supposed"


@dataclass(frozen=True, slots=True)
class Without:
    """This person does not take part, and the pairs of this person are over."""

    person: str

    @property
    def text(self) -> str:
        """How it is typed."""
        return f"{WITHOUT} {self.person}"


@dataclass(frozen=True, slots=True)
class With:
    """These two are a locked pair, whatever rules it breaks."""

    mentor: str
    mentee: str

    @property
    def text(self) -> str:
        """How it is typed."""
        return f"{WITH} {self.mentor} {self.mentee}"


@dataclass(frozen=True, slots=True)
class Not:
    """These two are not paired; if they are now, either looks for somebody else."""

    mentor: str
    mentee: str

    @property
    def text(self) -> str:
        """How it is typed."""
        return f"{NOT} {self.mentor} {self.mentee}"


@dataclass(frozen=True, slots=True)
class Setting:
    """Another value of a weight, a rule or the aim.

    Attributes:
        kind: ``weight``, ``rule`` or ``aim``.
        name: Of the weight, or the field of ``Rules``; ``aim`` for the aim.
        value: As the model holds it.
        text: How it is typed.
    """

    kind: str
    name: str
    value: object
    text: str


Supposition = Without | With | Not | Setting


def suppose(
    program: Program,
    suppositions: Iterable[Supposition],
    *,
    anew: bool = False,
    since: date | None = None,
) -> Program:
    """The program with everything supposed; the order of suppositions does not matter.

    Args:
        program: As its files say.
        suppositions: Free of contradictions (see ``contradictions``).
        anew: Whether active pairs are chosen again anyway, so that none needs opening.
        since: First day of pairs that are supposed; the program's where not given.
    """
    listed = sorted(suppositions, key=lambda each: each.text)
    for each in listed:
        if isinstance(each, Setting):
            program = _with_setting(program, each)
    for each in listed:
        if isinstance(each, Without):
            program = _without_person(program, each.person)
        elif isinstance(each, Not):
            program = _kept_apart(program, each)
    for each in listed:
        if isinstance(each, With):
            program = _with_pair(program, each, anew=anew, since=since)
    return program


def contradictions(
    suppositions: Sequence[Supposition],
) -> tuple[tuple[Supposition, Supposition], ...]:
    """Suppositions of which only one can be, each with the one said before it."""
    return tuple(
        (first, second)
        for place, second in enumerate(suppositions)
        for first in suppositions[:place]
        if _contradict(first, second) or _contradict(second, first)
    )


def _contradict(first: Supposition, second: Supposition) -> bool:
    if isinstance(first, Setting) and isinstance(second, Setting):
        same = (first.kind, first.name) == (second.kind, second.name)
        return same and first.value != second.value
    if isinstance(first, With) and isinstance(second, Without):
        return second.person in (first.mentor, first.mentee)
    if isinstance(first, With) and isinstance(second, Not):
        return {first.mentor, first.mentee} == {second.mentor, second.mentee}
    return False


def in_the_way(program: Program, mentor: str, mentee: str) -> tuple[Pair, ...]:
    """Current pairs without whose seats these two could not be paired, by id.

    Those of the mentor where no seat is free, and those of the mentee who has as many mentors as
    the rules allow.
    """
    current = [pair for pair in program.pairs if pair.is_current]
    teaching = [pair for pair in current if pair.mentor == mentor]
    learning = [pair for pair in current if mentee in pair.mentees]
    found = set[Pair]()
    if sum(len(pair.mentees) for pair in teaching) >= program.people()[mentor].capacity:
        found |= set(teaching)
    if len(learning) >= program.rules.mentors_per_mentee:
        found |= set(learning)
    return tuple(sorted(found, key=lambda pair: pair.id))


def new_pair(
    program: Program,
    mentor: str,
    mentee: str,
    *,
    topics: Sequence[str] | None = None,
    since: date | None = None,
) -> Pair:
    """A locked pair of two people who are none yet.

    ``topics``: those that the mentor may teach where none are named; else any that one offers and
    the other wants.
    """
    people = program.people()
    teacher, learner = people[mentor], people[mentee]
    if topics is None:
        topics = ordered_topics(teacher, learner, program.rules) or _any_topics(teacher, learner)
    name = pair_id(mentor, mentee, {pair.id for pair in program.pairs})
    first = since or program.start
    return Pair(name, mentor, (mentee,), topics=tuple(topics), locked=True, since=first)


def _any_topics(mentor: Participant, mentee: Participant) -> tuple[str, ...]:
    offered = [topic for topic in mentee.wants if topic in mentor.offers]
    return tuple(sorted(offered, key=lambda topic: (-mentee.wants[topic], topic)))


def _with_setting(program: Program, said: Setting) -> Program:
    changed: dict[str, object] = {said.name: said.value}
    if said.kind == WEIGHT:
        return replace(program, weights=replace(program.weights, **changed))  # type: ignore[arg-type]
    if said.kind == RULE:
        return replace(program, rules=replace(program.rules, **changed))  # type: ignore[arg-type]
    return replace(program, aim=str(said.value))


def _without_person(program: Program, person: str) -> Program:
    people = tuple(
        replace(each, status="left") if each.id == person else each for each in program.participants
    )
    pairs = tuple(_left_by(pair, person) for pair in program.pairs)
    return replace(program, participants=people, pairs=pairs)


def _left_by(pair: Pair, person: str) -> Pair:
    """The pair without this person: over, unless it is a group that goes on."""
    if not pair.is_current or person not in pair.people:
        return pair
    others = tuple(mentee for mentee in pair.mentees if mentee != person)
    if person == pair.mentor or not others:
        return replace(pair, status="ended", reason=SUPPOSED, locked=False)
    return replace(pair, mentees=others)


def _kept_apart(program: Program, said: Not) -> Program:
    two = {said.mentor, said.mentee}
    people = tuple(
        replace(each, avoid=tuple(sorted({*each.avoid, *(two - {each.id})})))
        if each.id in two
        else each
        for each in program.participants
    )
    pairs = tuple(
        _left_by(pair, next(each for each in pair.mentees if each in two))
        if pair.mentor in two and two & set(pair.mentees)
        else pair
        for pair in program.pairs
    )
    return replace(program, participants=people, pairs=pairs)


def _with_pair(program: Program, said: With, *, anew: bool, since: date | None) -> Program:
    together = next(
        (
            pair
            for pair in program.pairs
            if pair.is_current and pair.mentor == said.mentor and said.mentee in pair.mentees
        ),
        None,
    )
    if together is not None:
        locked = replace(together, status="active", locked=True)
        pairs = tuple(locked if pair is together else pair for pair in program.pairs)
        return replace(program, pairs=pairs)
    opened = set[Pair]()
    if not anew:
        # They lose the claim on their seat, and may be chosen again for another.
        opened = {each for each in in_the_way(program, said.mentor, said.mentee) if _may_go(each)}
    made = new_pair(program, said.mentor, said.mentee, since=since)
    left = [pair for pair in program.pairs if pair not in opened]
    return replace(program, pairs=tuple(sorted((*left, made), key=lambda pair: pair.id)))


def _may_go(pair: Pair) -> bool:
    return pair.status == "active" and not pair.locked and len(pair.mentees) == 1
