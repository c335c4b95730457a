"""Remedies in words: what to change, what it brings, and what to type for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing, Remedy, Shift
    from rmentor.model.program import Program

MOST_SHOWN = 8
MOST_NAMES = 3


def show_remedies(ready: Ready, pairing: Pairing) -> None:
    """Show the changes that would serve more people, the most valuable ones first."""
    from rmentor.cli.terminal import show, table

    chosen = pairing.remedies[:MOST_SHOWN]
    if chosen:
        rows = [
            (remedy_in_words(ready.program, each), each.served, signed(each.total))
            for each in chosen
        ]
        heads = (say("What would serve more people"), say("More served"), say("Points"))
        show("", table(heads, rows, right=(1, 2)))
    if any(each.shifts for each in chosen):
        show(say("Where others change mentor, the pairing starts over: rmentor pair --anew."))
    if len(pairing.remedies) > len(chosen):
        more = len(pairing.remedies) - len(chosen)
        show(say("… and %(n)d more; --json has them all.", n=more))
    if pairing.unexplored:
        show(
            say(
                "For %(n)d of the people without a partner no remedy was looked for: there are too "
                "many of them. rmentor explain PERSON looks for those of one.",
                n=pairing.unexplored,
            )
        )


def signed(points: int) -> str:
    """Points that are gained or lost, as readers write them."""
    return f"+{points}" if points >= 0 else f"−{-points}"


def although(remedy: Remedy) -> str:
    """Say which rule is set aside, plainly."""
    return {
        "seniority": say("although the mentor’s grade is not below"),
        "line": say("although one reporting line joins them"),
        "topic": say("although the mentor is less far ahead than the rules ask"),
        "language": say("if they have a language in common after all"),
        "place": say("if they can meet after all"),
        "department": say("although both are in one department"),
        "score": say("although the score is below the minimum"),
    }[remedy.rule or ""]


def remedy_in_words(program: Program, remedy: Remedy) -> str:
    """Say what a remedy changes, and for whom."""
    return _Words(program).change(remedy)


def remedy_for_one(program: Program, remedy: Remedy) -> tuple[str, ...]:
    """Say to one person's lead what would change it, who moves for it, and what to type."""
    words = _Words(program)
    moves = [say("For that, %(moves)s.", moves=words.moves(remedy.shifts))] if remedy.shifts else []
    return (words.sentence(remedy), *moves, *words.deeds(remedy))


@dataclass(frozen=True)
class _Words:
    """Words for remedies in one program."""

    program: Program

    def name(self, person: str | None) -> str:
        found = next((p for p in self.program.participants if p.id == person), None)
        return found.name if found else ""

    def names(self, people: Iterable[str]) -> str:
        known = {p.id: p.name for p in self.program.participants}
        return language().few([known[person] for person in people], MOST_NAMES)

    def couple(self, remedy: Remedy) -> dict[str, str]:
        return {"mentor": self.name(remedy.mentor), "mentee": self.name(remedy.mentee)}

    def windows(self, remedy: Remedy) -> str:
        from rmentor.cli.pairing.facts import window_in_words

        return ", ".join(map(window_in_words, remedy.windows))

    def recruit(self, remedy: Remedy) -> dict[str, str]:
        """The topic of a recruit, and what else must be so."""
        topics, topic = self.program.topics, remedy.topic or ""
        title = topics[topic].title.in_language(language().code) if topic in topics else topic
        known = ", ".join(filter(None, (remedy.language, remedy.site)))
        return {"topic": title, "where": f" ({known})" if known else ""}

    def change(self, remedy: Remedy) -> str:
        """What is to change and for whom, in few words."""
        couple = self.couple(remedy)
        if remedy.kind == "seat":
            served = self.names(set(remedy.people) - {remedy.mentor})
            return self._moved(
                say("One more seat of %(mentor)s, for %(served)s", served=served, **couple), remedy
            )
        if remedy.kind == "rule":
            how = although(remedy)
            return self._moved(
                say("%(mentee)s with %(mentor)s, %(how)s", how=how, **couple), remedy
            )
        if remedy.kind == "window":
            other = remedy.mentor if remedy.person == remedy.mentee else remedy.mentee
            return self._moved(
                say(
                    "%(person)s also free on %(windows)s, for a pair with %(other)s",
                    person=self.name(remedy.person),
                    windows=self.windows(remedy),
                    other=self.name(other),
                ),
                remedy,
            )
        if remedy.kind == "ask":
            return self._moved(self._asked(remedy), remedy)
        return self._recruited(remedy)

    def _moved(self, change: str, remedy: Remedy) -> str:
        others = sum(each.leaves is not None for each in remedy.shifts)
        if not others:
            return change
        moved = language().plural("%(n)d changes mentor", "%(n)d change mentor", others)
        return f"{change} ({moved})"

    def _asked(self, remedy: Remedy) -> str:
        couple, person = self.couple(remedy), self.name(remedy.person)
        if remedy.person == remedy.mentor:
            if remedy.rule == "role":
                return say("Ask %(mentor)s to teach as well, for %(mentee)s", **couple)
            return say(
                "Ask %(person)s to take part and teach %(mentee)s",
                person=person,
                mentee=couple["mentee"],
            )
        if remedy.rule == "role":
            return say("Ask %(mentee)s to learn as well, from %(mentor)s", **couple)
        return say(
            "Ask %(person)s to take part and learn from %(mentor)s",
            person=person,
            mentor=couple["mentor"],
        )

    def _recruited(self, remedy: Remedy) -> str:
        plural = language().plural
        facts = {"served": self.names(remedy.people), **self.recruit(remedy)}
        if remedy.role == "mentor":
            return plural(
                "Recruit a mentor of %(topic)s%(where)s, for %(served)s",
                "Recruit %(n)d mentors of %(topic)s%(where)s, for %(served)s",
                remedy.count,
                **facts,
            )
        return plural(
            "Recruit a mentee who wants %(topic)s%(where)s, for %(served)s",
            "Recruit %(n)d mentees who want %(topic)s%(where)s, for %(served)s",
            remedy.count,
            **facts,
        )

    def sentence(self, remedy: Remedy) -> str:
        """The change and what comes of it, as one says it of people."""
        facts = {**self.couple(remedy), "points": signed(remedy.total)}
        if remedy.kind == "seat":
            return say(
                "If %(mentor)s gave one more seat, %(mentee)s would be paired with %(mentor)s "
                "(%(points)s points), and nobody would lose a partner.",
                **facts,
            )
        if remedy.kind == "rule":
            return say(
                "%(mentee)s could be paired with %(mentor)s (%(points)s points), %(how)s.",
                how=although(remedy),
                **facts,
            )
        if remedy.kind == "window":
            return say(
                "If %(person)s were also free on %(windows)s, %(mentee)s would be paired with "
                "%(mentor)s (%(points)s points).",
                person=self.name(remedy.person),
                windows=self.windows(remedy),
                **facts,
            )
        if remedy.kind == "ask":
            return self._if_asked(remedy, facts)
        if remedy.role == "mentor":
            return say(
                "A new mentor of %(topic)s%(where)s could take %(mentee)s (%(points)s points).",
                **self.recruit(remedy),
                **facts,
            )
        return say(
            "A new mentee who wants %(topic)s%(where)s could learn from %(mentor)s (%(points)s points).",
            **self.recruit(remedy),
            **facts,
        )

    def _if_asked(self, remedy: Remedy, facts: dict[str, str]) -> str:
        if remedy.rule == "volunteer":
            return say(
                "If %(person)s took part, %(mentee)s would be paired with %(mentor)s "
                "(%(points)s points).",
                person=self.name(remedy.person),
                **facts,
            )
        if remedy.person == remedy.mentor:
            return say(
                "If %(mentor)s taught as well, %(mentee)s would be paired with %(mentor)s "
                "(%(points)s points).",
                **facts,
            )
        return say(
            "If %(mentee)s learned as well, %(mentee)s would be paired with %(mentor)s "
            "(%(points)s points).",
            **facts,
        )

    def moves(self, shifts: Iterable[Shift]) -> str:
        """Who would go where."""

        def move(shift: Shift) -> str:
            facts = {
                "mentee": self.name(shift.mentee),
                "leaves": self.name(shift.leaves),
                "joins": self.name(shift.joins),
            }
            if shift.leaves is None:
                return say("%(mentee)s would get %(joins)s", **facts)
            if shift.joins is None:
                return say("%(mentee)s would give up %(leaves)s, one of several mentors", **facts)
            return say("%(mentee)s would go from %(leaves)s to %(joins)s", **facts)

        return ", ".join(map(move, shifts))

    def deeds(self, remedy: Remedy) -> tuple[str, ...]:
        """Lines to write and commands to type."""
        pairing = "rmentor pair --anew" if remedy.shifts else "rmentor pair"
        by_hand = f"rmentor add pair {remedy.mentor} {remedy.mentee}"
        if remedy.shifts:
            by_hand = f"{by_hand}; {pairing}"
        if remedy.kind == "rule":
            facts = {"language": "languages", "place": "mode, site"}.get(remedy.rule or "")
            if facts is None:
                return (by_hand,)
            said = say("participants.yaml: %(keys)s, if that is not yet said there", keys=facts)
            return (f"{said}; {pairing}", by_hand)
        if remedy.kind == "recruit":
            return (f"rmentor add participant; {pairing}",)
        line = self._line(remedy)
        last = by_hand if remedy.kind == "seat" else pairing
        return (f"participants.yaml, {remedy.person}: {line}; {last}",)

    def _line(self, remedy: Remedy) -> str:
        """What the entry of the person is to say."""
        from rmentor.model.windows import joined
        from rmentor.pairing.views import window_text

        person = self.program.people()[remedy.person or ""]
        if remedy.kind == "seat":
            return f"capacity: {person.capacity + 1}"
        if remedy.kind == "window":
            windows = joined((*person.availability, *remedy.windows))
            return f"availability: [{', '.join(map(window_text, windows))}]"
        if remedy.rule == "role":
            return "role: both"
        said = "volunteer: true"
        return said if person.status == "active" else f"{said}, status: active"
