"""``rmentor add pair``: two people propose themselves; what that breaks, and what it costs the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli.options import Check, Common, Today, day
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairs import Pair
    from rmentor.model.people import Participant
    from rmentor.model.program import Program
    from rmentor.pairing.questions.proposals import Proposal


Mentor = Annotated[str, typer.Argument(metavar="MENTOR", help=say("Who teaches."))]
Mentee = Annotated[str, typer.Argument(metavar="MENTEE", help=say("Who learns."))]
Topics = Annotated[
    str | None,
    typer.Option(
        "--topics",
        metavar="TOPICS",
        help=say("Their topics, most important first, with commas between."),
        show_default=False,
    ),
]
Ends = Annotated[
    list[str] | None,
    typer.Option(
        "--end",
        metavar="PAIR",
        help=say("End this pair, which takes a seat that the new one needs."),
        show_default=False,
    ),
]
Accept = Annotated[
    bool,
    typer.Option(
        "--accept",
        help=say("Both agree, though the files say: no volunteer, another role, rather not."),
    ),
]


def pair(
    mentor: Mentor,
    mentee: Mentee,
    topics: Topics = None,
    ending: Ends = None,
    accept: Accept = False,
    check: Check = False,
    today: Today = None,
    *,
    common: Common,
) -> None:
    """Show the pair with its price, and write it to pairs.yaml, locked."""
    from rmentor.cli.ending import end
    from rmentor.cli.names import find_person
    from rmentor.cli.opening import open_program
    from rmentor.cli.progress import working
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import show_json
    from rmentor.folder.dump import pairs_changes
    from rmentor.pairing.questions.proposals import proposal_json, propose

    since = day(today)
    ready = open_program(common)
    program = ready.program
    one, other = find_person(program, mentor), find_person(program, mentee)
    ends = _ended_for(program, one, other, ending or [])
    _refuse_what_cannot_be(program, one, other, ends)
    named = None if topics is None else _topics(program, topics)
    with working(say("Pairing …")):
        found = propose(program, one.id, other.id, topics=named, ends=ends, since=since)
    if common.json:
        show_json(proposal_json(found))
    elif not common.dry_run:
        _show(ready, found)
    if found.needs_consent and not accept:
        _ask_for_consent(found)
    changes = proved(ready, pairs_changes(program, ready.sources, found.after))
    message = say("Add %(id)s", id=found.pair.id)
    end(ready.root, ready.sources, changes, common, message=message, check=check)


def _ended_for(
    program: Program, mentor: Participant, mentee: Participant, typed: Sequence[str]
) -> tuple[str, ...]:
    """Ids of pairs that end to make room.

    Raises:
        UnknownName: There is no such pair.
        Wrong: It takes no seat that the new one needs.
    """
    from rmentor.cli.names import find_pair
    from rmentor.errors import Wrong

    ends = tuple(find_pair(program, each).id for each in typed)
    seated = {
        each.id
        for each in program.pairs
        if each.is_current and (each.mentor == mentor.id or mentee.id in each.mentees)
    }
    for each in ends:
        if each not in seated:
            raise Wrong(what=say("%(pair)s takes no seat that this pair needs.", pair=each))
    return ends


def _refuse_what_cannot_be(
    program: Program, mentor: Participant, mentee: Participant, ends: Sequence[str]
) -> None:
    """Stop where these two cannot be a pair of pairs.yaml, and say what to do.

    Raises:
        Wrong: They are one person.
        Unready: One has left or is paused, they are a pair already, or another pair takes the seat.
    """
    from rmentor.errors import Unready, Wrong

    if mentor.id == mentee.id:
        raise Wrong(what=say("Nobody can be paired with themselves (%(name)s).", name=mentor.name))
    for person in (mentor, mentee):
        if person.status in ("left", "paused"):
            words = {"left": say("%(name)s has left."), "paused": say("%(name)s is paused.")}
            raise Unready(
                what=words[person.status] % {"name": person.name},
                hint=say("Write status: active for %(id)s in participants.yaml.", id=person.id),
            )
    for each in program.pairs:
        if each.is_current and each.mentor == mentor.id and mentee.id in each.mentees:
            raise Unready(
                what=say(
                    "%(mentor)s and %(mentee)s are a pair already: %(pair)s (%(status)s).",
                    mentor=mentor.name,
                    mentee=mentee.name,
                    pair=each.id,
                    status=each.status,
                ),
                hint=say("To keep it whatever happens, write locked: true there in pairs.yaml."),
            )
    _refuse_without_room(program, mentor, mentee, ends)


def _refuse_without_room(
    program: Program, mentor: Participant, mentee: Participant, ends: Sequence[str]
) -> None:
    from dataclasses import replace

    from rmentor.errors import Unready
    from rmentor.pairing.questions.suppositions import in_the_way

    going_on = tuple(each for each in program.pairs if each.id not in ends)
    standing = in_the_way(replace(program, pairs=going_on), mentor.id, mentee.id)
    if not standing:
        return
    options = " ".join(f"--end {each.id}" for each in standing)
    raise Unready(
        what="\n  ".join(_obstacles(program, mentor, mentee, standing)),
        hint=say(
            "Let a pair end without fault (%(options)s), or allow more: capacity in "
            "participants.yaml, mentors_per_mentee in program.yaml.",
            options=options,
        ),
    )


def _obstacles(
    program: Program, mentor: Participant, mentee: Participant, standing: Sequence[Pair]
) -> Iterator[str]:
    """What each pair in the way takes."""
    people = program.people()
    for each in standing:
        state = say("locked") if each.locked else each.status
        if each.mentor == mentor.id:
            yield say(
                "%(mentor)s has no free seat: %(mentees)s (%(pair)s, %(state)s).",
                mentor=mentor.name,
                mentees=", ".join(people[other].name for other in each.mentees),
                pair=each.id,
                state=state,
            )
        else:
            yield say(
                "%(mentee)s already has a mentor: %(mentor)s (%(pair)s, %(state)s).",
                mentee=mentee.name,
                mentor=people[each.mentor].name,
                pair=each.id,
                state=state,
            )


def _topics(program: Program, typed: str) -> tuple[str, ...]:
    """Topics of the option.

    Raises:
        UnknownName: There is no such topic.
    """
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest

    found = tuple(dict.fromkeys(filter(None, (word.strip() for word in typed.split(",")))))
    titles = {each.title.in_language(language().code): each.id for each in program.topics.values()}
    for topic in found:
        if topic not in program.topics:
            close = nearest(topic, tuple(program.topics), titles)
            hint = say("Did you mean %(names)s?", names=close) if close else ""
            raise UnknownName(kind=say("topic"), name=topic, hint=hint)
    return found


def _ask_for_consent(found: Proposal) -> None:
    from rmentor.cli.pairing.facts import rule_in_words
    from rmentor.errors import Unready

    rules = ", ".join(rule_in_words(rule) for rule in found.needs_consent)
    raise Unready(
        what=say("This is for the two people to say: %(rules)s. Nothing was written.", rules=rules),
        hint=say("If both agree, add --accept."),
    )


def _show(ready: Ready, found: Proposal) -> None:
    """Show the pair, the rules that it breaks, and its price."""
    from rmentor.cli.pairing.facts import fact_in_words, rule_in_words
    from rmentor.cli.terminal import show, show_styled, table

    program, people = ready.program, ready.program.people()
    names = (people[found.explanation.mentor].name, people[found.explanation.mentee].name)
    show_styled(say("%(mentor)s teaches %(mentee)s", mentor=names[0], mentee=names[1]), "bold")
    titles = [program.topics[each].title.in_language(language().code) for each in found.pair.topics]
    show(say("Topics: %(topics)s", topics=", ".join(titles) or "–"))
    show(say("Score: %(score)d of 10000", score=found.explanation.score))
    broken = [check for check in found.explanation.rules if not check.holds]
    if broken:
        rows = [
            (
                rule_in_words(check.rule),
                fact_in_words(program, check.mentor),
                fact_in_words(program, check.mentee),
            )
            for check in broken
        ]
        show(table((say("Against the rules"), *names), rows), "")
    else:
        show(say("No rule is broken."))
    for sentence in price_in_words(program, found):
        show(sentence)


def price_in_words(program: Program, found: Proposal) -> Iterator[str]:
    """What the pair costs the whole, and whom."""
    from rmentor.cli.pairing.moves import people_in_words

    fields = {"now": found.now.total, "then": found.then.total}
    if found.price > 0:
        yield language().plural(
            "This pair costs %(n)d point: the total goes from %(now)d to %(then)d.",
            "This pair costs %(n)d points: the total goes from %(now)d to %(then)d.",
            found.price,
            **fields,
        )
    elif found.price < 0:
        yield language().plural(
            "This pair brings %(n)d point: the total goes from %(now)d to %(then)d.",
            "This pair brings %(n)d points: the total goes from %(now)d to %(then)d.",
            -found.price,
            **fields,
        )
    else:
        yield say("This pair costs nothing: the total stays %(now)d.", now=found.now.total)
    fewer = found.now.paired - found.then.paired
    if fewer > 0:
        yield language().plural(
            "%(n)d mentee fewer is paired.", "%(n)d mentees fewer are paired.", fewer
        )
    elif fewer < 0:
        yield language().plural(
            "%(n)d mentee more is paired.", "%(n)d mentees more are paired.", -fewer
        )
    people = program.people()
    if found.moves.alone:
        yield say("It leaves alone: %(names)s", names=people_in_words(people, found.moves.alone))
    two = {found.explanation.mentor, found.explanation.mentee}
    if others := [each for each in found.moves.paired if each[0] not in two]:
        yield say("It gives a partner to: %(names)s", names=people_in_words(people, others))
