"""Random programs with pairs, for planning: zones, holidays, absences, shared people, own rhythms."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import OFFICE_HOURS, Framework, Module, Program
from rmentor.model.windows import DAY_MINUTES, Span, Window, joined

ZONES = (
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Beirut",
    "Australia/Sydney",
    "Pacific/Auckland",
)
COUNTRIES = (None, "FR", "FR-57", "US", "DE-BY", "GB-SCT", "JP", "CH-GE")
# Clock changes in Europe, America and Australia lie within a few weeks of these days.
FIRST_DAYS = (
    date(2027, 1, 11),
    date(2027, 3, 8),
    date(2027, 3, 22),
    date(2026, 10, 19),
    date(2027, 12, 13),
)
# Two hours a day leave few enough starts to try them all.
SHORT_DAYS = tuple(Window(day * DAY_MINUTES + 540, day * DAY_MINUTES + 660) for day in range(5))


@st.composite
def windows(draw: st.DrawFn, longest: int) -> tuple[Window, ...]:
    """One to four weekly windows on the half hour, of 30 minutes to ``longest`` half hours."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        day = draw(st.integers(0, 6))
        start = day * DAY_MINUTES + 30 * draw(st.integers(0, 47))
        length = 30 * draw(st.integers(1, longest))
        found.append(Window(start, min(start + length, 7 * DAY_MINUTES)))
    return joined(found)


@st.composite
def spans(draw: st.DrawFn, first: date, last: date, most: int) -> tuple[Span, ...]:
    """Some spans of up to ten days."""
    found = []
    for _ in range(draw(st.integers(0, most))):
        begin = first + timedelta(days=draw(st.integers(0, (last - first).days)))
        found.append(Span(begin, begin + timedelta(days=draw(st.integers(0, 9)))))
    return tuple(found)


@st.composite
def people(
    draw: st.DrawFn, name: str, first: date, last: date, one_zone: bool, longest: int
) -> Participant:
    """Somebody with windows, or flexible, in some zone and country, now and then away."""
    return Participant(
        name,
        name.title(),
        "both",
        volunteer=True,
        timezone="Europe/Paris" if one_zone else draw(st.sampled_from(ZONES)),
        country=draw(st.sampled_from(COUNTRIES)),
        availability=draw(st.one_of(st.just(()), windows(longest))),
        away=draw(spans(first, last, 2)),
    )


@st.composite
def programs(draw: st.DrawFn, *, small: bool = False) -> Program:
    """A program with one to four pairs, or groups, (small: one to three) among few people."""
    first = draw(st.sampled_from(FIRST_DAYS))
    last = first + timedelta(days=draw(st.integers(5, 18 if small else 150)))
    one_zone = draw(st.booleans())
    longest = (5 if one_zone else 24) if small else (16 if one_zone else 48)
    names = [f"p{i}" for i in range(draw(st.integers(2, 4 if small else 8)))]
    crowd = tuple(draw(people(name, first, last, one_zone, longest)) for name in names)
    couples = [(m, e) for m in names for e in names if m != e]
    chosen = draw(
        st.lists(st.sampled_from(couples), min_size=1, max_size=3 if small else 4, unique=True)
    )
    every = draw(st.integers(1, 9 if small else 21))
    third = draw(st.sampled_from([None, None, *names]))
    pairs = [
        Pair(
            f"{m}--{e}",
            m,
            (e,) if third in (None, m, e) else (e, str(third)),
            every_days=draw(st.one_of(st.none(), st.none(), st.integers(2, 28))),
        )
        for m, e in sorted(chosen)
    ]
    sessions = draw(st.integers(1, 3 if small else 5))
    lengths = st.sampled_from((30, 60, 90))
    framework = Framework(
        sessions=sessions,
        minutes=draw(lengths),
        every_days=every,
        slack_days=draw(st.one_of(st.just(every // 2), st.integers(0, every))),
        modules=(Module("begin", "Begin", 1, minutes=draw(st.one_of(st.none(), lengths))),),
    )
    return Program(
        "Random",
        timezone="Europe/Paris" if one_zone else draw(st.sampled_from(ZONES)),
        start=first,
        end=last,
        closed=draw(spans(first, last, 1)),
        hours=SHORT_DAYS if small else OFFICE_HOURS,
        max_per_week=draw(st.integers(1, 3)),
        framework=framework,
        participants=crowd,
        pairs=tuple(pairs),
    )
