"""What pairing finds: pairs with their scores, who stays unpaired and why, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmentor.model.pairs import Pair
from rmentor.model.windows import Window


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule for one mentor and one mentee.

    Attributes:
        rule: Its name in ``program.RULES``.
        holds: Whether it does.
        mentor: The mentor's value that was compared, as a plain fact: str, int, bool, None, or a
            tuple of those; windows as ``Window``.
        mentee: The mentee's.
        found: What the comparison found: common languages, common windows, topics, or None.
    """

    rule: str
    holds: bool
    mentor: object
    mentee: object
    found: object = None


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion for one mentor and one mentee.

    Attributes:
        name: Its name in ``program.CRITERIA``.
        share: 0 to 1, exact; None where the data it needs is not stated (it then counts 0.5).
        weight: Its weight.
        points: What it brings to the score of 10000, exact.
        found: The facts it saw: topics by gap, common interests, minutes, or None.
    """

    name: str
    share: Fraction | None
    weight: Fraction
    points: Fraction
    found: object = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every rule and criterion of one possible pair. ``rules`` in the order of ``RULES``."""

    mentor: str
    mentee: str
    rules: tuple[RuleCheck, ...]
    criteria: tuple[CriterionScore, ...]
    score: int
    topics: tuple[str, ...]

    @property
    def is_feasible(self) -> bool:
        """Whether all rules hold."""
        return all(check.holds for check in self.rules)

    @property
    def failed(self) -> tuple[str, ...]:
        """Rules that do not hold, in order."""
        return tuple(check.rule for check in self.rules if not check.holds)


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair of the result.

    Attributes:
        criteria: 0 to 10000 by name, None where unstated.
        new: Whether it was chosen just now.
        members: Of a group, the score of each mentee, in the order of ``pair.mentees``.
        windows: Of a group, weekly windows that all share, in the program's time zone; None where
            all are flexible.
    """

    pair: Pair
    score: int
    criteria: Mapping[str, int | None]
    new: bool
    members: tuple[int, ...] = ()
    windows: tuple[Window, ...] | None = None

    @property
    def scores(self) -> tuple[int, ...]:
        """What it adds to a total: the members' scores, or its own."""
        return self.members or (self.score,)


@dataclass(frozen=True, slots=True)
class Reason:
    """How many candidates a rule removed (the first that fails), or what else kept them away.

    Of those who fit: ``former`` partners, ``taken`` ones, ``free`` ones (nobody has run ``pair``),
    and where the aim is fair those with whom the pair would be the ``lowest``. Of groups: mentors
    whose group is ``full`` or has another topic or time (``slot``), and those with whom too few share
    a topic and a window (``small``). Where too many people are unpaired to look at all candidates of
    each, those of some are ``unseen``.

    Attributes:
        rule: Its name in ``program.RULES``, or one of the words above.
        count: Candidates whom it is the first to keep away.
        only: Those of them whom nothing else keeps away.
    """

    rule: str
    count: int
    only: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate who fits, but has no room left. ``by``: partners, by id; ``score``: 0 to 10000."""

    id: str
    score: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A mentee whose mentor changes to make room.

    ``leaves``: None for who had no mentor; ``joins``: None for who gives up one of several.
    """

    mentee: str
    leaves: str | None
    joins: str | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A least change that serves more mentees, with the pair that it makes.

    Exact: with the change made and that pair locked, solving again serves ``served`` more and adds
    ``total`` points; at least as much where the change could make more pairs than this one: where
    mentees may have several mentors, and where who adds windows or is asked has more seats, or is
    mentor and mentee. Nobody who has a partner is left without one.

    Attributes:
        kind: ``rule`` one rule set aside for ``mentor`` and ``mentee`` · ``seat`` one more seat of
            ``mentor`` · ``ask`` the one of the two who does not take part, or not in that role ·
            ``window`` weekly ``windows`` that ``person`` adds · ``recruit`` new people.
        served: How many more mentees have a mentor.
        total: Points that the sum of scores gains.
        mentor: Mentor of the pair made, None for a recruit.
        mentee: Mentee of the pair made, None for a recruit or for several.
        person: Whom it is up to: who gives a seat, is asked, or adds windows.
        rule: The rule set aside; with ``ask``, what keeps ``person`` out: ``volunteer`` or ``role``.
        windows: In the person's own time zone; two where the session runs over the end of the week.
        role: Of a recruit: ``mentor`` or ``mentee``.
        topic: What a recruited mentor offers at level 5, or a recruited mentee wants. Nothing else
            is known of a recruit but ``language`` and ``site``, which count where they are stated.
        count: How many to recruit, one for each of ``people``.
        people: Unpaired people who get a partner, by id.
        shifts: Mentees who change mentor to make room, one after another.
    """

    kind: str
    served: int
    total: int
    mentor: str | None = None
    mentee: str | None = None
    person: str | None = None
    rule: str | None = None
    windows: tuple[Window, ...] = ()
    role: str | None = None
    topic: str | None = None
    language: str | None = None
    site: str | None = None
    count: int = 1
    people: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Somebody who takes part and found no partner in ``role`` (``mentor`` or ``mentee``).

    Attributes:
        reasons: Why, in the order of ``program.RULES``.
        taken: Candidates who fit and are taken, the best score first; at most ``MOST_TAKEN``.
        remedies: What would change it, the most valuable first.
        format: ``group`` where what is missing is a place in a group.
    """

    id: str
    role: str
    reasons: tuple[Reason, ...]
    taken: tuple[Taken, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    format: str = "individual"


@dataclass(frozen=True, slots=True)
class TopicBalance:
    """A topic among those who take part.

    Attributes:
        wanted: Mentees who want it.
        offered: Mentors who offer it at ``min_level`` or above.
        served: Mentees who want it and whose mentor teaches it to them.
    """

    id: str
    wanted: int
    offered: int
    served: int

    @property
    def short(self) -> int:
        """Mentees who want it and learn it with nobody."""
        return self.wanted - self.served


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole in figures: mentees who take part, those paired, and how good it is.

    Attributes:
        total: Sum of the scores of all current pairs.
        lowest: Lowest of them, None without pairs.
        proof: ``optimal``, or ``bound`` with ``gap`` points at most to a better total; ``none``
            where nothing was chosen, only looked at.
    """

    mentees: int
    paired: int
    total: int
    lowest: int | None
    aim: str
    proof: str = "optimal"
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """The result of a pairing.

    Attributes:
        pairs: Current pairs, kept and new, sorted by id.
        after: What pairs.yaml is to hold: also those that have ended. Sorted by id.
        unpaired: Sorted by id, then role.
        topics: Sorted by id.
        left_out: People who do not take part, by id: ``volunteer``, ``applied``, ``paused``, ``left``.
        remedies: What would serve more mentees: the most valuable changes, the best first.
        unexplored: Unpaired people for whom no remedy was looked for, since they are too many.
    """

    pairs: tuple[ScoredPair, ...]
    after: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    topics: tuple[TopicBalance, ...]
    summary: Summary
    left_out: Mapping[str, str]
    remedies: tuple[Remedy, ...] = ()
    unexplored: int = 0
