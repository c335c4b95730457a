"""Why somebody is in no group: rules, as in one-to-one pairing, and what groups add to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from rmentor.model.pairing import Reason, Unpaired
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.pairing.columns import People
from rmentor.pairing.groups.best import Solved
from rmentor.pairing.groups.teams import size_limit
from rmentor.pairing.why import FREE, ORDER, TAKEN, Look, Outcome, looks

# Of mentors who fit: their group is full; it has another topic or time; they lead none, since too
# few mentees could share a topic and a window with them, or nobody has run ``pair``.
FULL, SLOT, SMALL = "full", "slot", "small"
FITTING = (FREE, FULL, SLOT, SMALL, TAKEN)


def without_group(
    people: People,
    groups: Sequence[Pair],
    kept: Iterable[Pair],
    not_again: Collection[tuple[str, str]],
    solved: Solved | None,
) -> tuple[Unpaired, ...]:
    """Everybody who takes part and is in no group, by id, then role.

    Beside one-to-one pairs, a mentor without a group has a mentee all the same and is not named.

    Args:
        people: Those who take part.
        groups: All that there are now.
        kept: Pairs and groups that count as serving their mentees.
        not_again: (mentor, mentee) that are over.
        solved: The choice; None where nobody has chosen.
    """
    having = Counter(mentee for each in (*kept, *groups) for mentee in each.mentees)
    led = {mentor: each for each in groups for mentor in each.mentors}
    leading = {mentor for each in (*kept, *groups) for mentor in each.mentors}
    beside = people.program.framework.has_pairs
    outcome = Outcome(
        seats=[1] * len(people.mentors),
        wanted=[1] * len(people.mentees),
        without_mentor=[n for n, p in enumerate(people.mentees) if not having[p.id]],
        without_mentee=[]
        if beside
        else [n for n, p in enumerate(people.mentors) if p.capacity and p.id not in leading],
        not_again=not_again,
        open_word=FREE,
        partners={},
    )
    limits = {p.id: size_limit(people, [n]) for n, p in enumerate(people.mentors)}

    def of_mentor(person: Participant) -> str:
        group = led.get(person.id)
        if group is not None:
            most = min(limits[each] for each in group.mentors if each in limits)
            return FULL if len(group.mentees) >= most else SLOT
        if not limits[person.id]:
            return TAKEN
        return FREE if solved is None else SMALL

    def of_mentee(person: Participant) -> str:
        if having[person.id]:
            return TAKEN
        return FREE if solved is None else SMALL

    words = {"mentee": of_mentor, "mentor": of_mentee}
    found = [
        Unpaired(look.person.id, look.role, _reasons(look, words[look.role]), format="group")
        for look in looks(people, outcome)
    ]
    return tuple(sorted(found, key=lambda each: (each.id, each.role)))


def _reasons(look: Look, word_of: Callable[[Participant], str]) -> tuple[Reason, ...]:
    """Rules in their order, with counts; then why those who fit are out of reach."""
    rules = [each for each in look.reasons() if each.rule not in (FREE, TAKEN)]
    fitting = Counter(
        word_of(other)
        for other, first, is_one in zip(
            look.others, look.first.tolist(), look.candidates.tolist(), strict=True
        )
        if is_one and ORDER[first] == FREE
    )
    return (
        *rules,
        *(Reason(word, fitting[word], fitting[word]) for word in FITTING if fitting[word]),
    )
