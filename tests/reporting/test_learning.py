"""What reports tell of the register: quotes with consent alone, ideas, the circle, training, lessons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.language.catalogue import speak
from rmentor.model.people import Participant
from rmentor.model.program import Program, Rates
from rmentor.model.register import Idea, Lesson, Quote, Register
from rmentor.reporting.views.costs import hours_in_words, money
from rmentor.reporting.views.learning import learning_view
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting.marks import plain
from tests.reporting.programs import TODAY, a_rich_program
from tests.reporting.written import reports_of, texts

NAMES = ("program", "sponsor", "closing")
REPORTS = ("reports/program.md", "reports/sponsor.md", "reports/closing.md")
ENGLISH = speak("en")


def _crowd(**counts: int) -> tuple[Participant, ...]:
    makers = {"mentor": a_mentor, "mentee": a_mentee}
    return tuple(
        replace(makers.get(role, a_mentor)(f"{role}-{n}"), role=role)
        for role, count in counts.items()
        for n in range(count)
    )


@st.composite
def quoted(draw: st.DrawFn) -> tuple[Program, date | None]:
    """A program of some people of each role, and quotes of theirs in every state."""
    people = _crowd(
        mentor=draw(st.integers(1, 6)), mentee=draw(st.integers(1, 6)), both=draw(st.integers(1, 6))
    )
    days = st.sampled_from([None, date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)])
    quotes = tuple(
        Quote(f"q{n:02d}", person.id, f"Text {n:02d}.", draw(days), draw(days), draw(st.booleans()))
        for n, person in enumerate(draw(st.lists(st.sampled_from(people), max_size=8)))
    )
    program = a_program(*people, register=Register(quotes=quotes), smallest_group=3)
    return program, draw(st.sampled_from([None, TODAY]))


@given(quoted())
@settings(max_examples=100)
def test_a_quote_appears_with_consent_and_no_more_of_the_person_than_was_agreed(
    life: tuple[Program, date | None],
) -> None:
    """Consent by that day, never withdrawn; the name if named, else a role that enough people share."""
    program, today = life
    expected = set()
    for quote in program.register.quotes:
        if quote.consent is None or quote.withdrawn is not None:
            continue
        if today is not None and quote.consent > today:
            continue
        role = quote.who.split("-")[0]
        sharing = len([p for p in program.participants if p.role == role])
        words = {"mentor": "a mentor", "mentee": "a mentee", "both": "a mentor and mentee"}[role]
        unnamed = words if sharing >= 3 else None
        name = program.people()[quote.who].name
        expected.add((quote.text, name if quote.named else unnamed))
    view = learning_view(program, today, ENGLISH)
    assert {(voice.text, voice.who) for voice in view.voices} == expected
    assert len(view.voices) == len(expected)
    assert set(view.newest) <= set(view.voices)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_was_withdrawn_or_waits_is_in_no_file(language: str) -> None:
    """Nor what was agreed to for a later day."""
    made = texts(a_rich_program(language))
    for path, text in made.items():
        for secret in ("retiré.", "attend un accord", "pour plus tard", "Une idée de demain"):
            assert secret not in text, path
    for path in REPORTS:
        assert "Expliquer m’apprend à penser clair." in plain(made[path])
    late = reports_of(a_rich_program(language), "closing", today=date(2027, 6, 2))
    assert "Ceci est pour plus tard." in late["reports/closing.md"]


def test_withdrawing_takes_a_quote_out_of_every_report() -> None:
    """Whatever day the report is of."""
    program = a_rich_program("fr")
    gone = tuple(replace(q, withdrawn=date(2027, 5, 1)) for q in program.register.quotes)
    after = replace(program, register=replace(program.register, quotes=gone))
    for path, text in texts(after).items():
        assert "penser clair" not in text, path
        assert "Paroles" not in text, path


def test_a_role_that_few_share_is_not_said() -> None:
    """Four mentees: said where three are enough, not where five are asked for."""
    for smallest, said in ((3, True), (5, False)):
        program = replace(a_rich_program("en"), smallest_group=smallest)
        made = reports_of(program, *NAMES)
        for path in REPORTS:
            assert ("— a mentee" in made[path]) is said, path


def test_ideas_are_told_with_topic_owner_state_and_answer() -> None:
    """To the coordinator each, to the sponsor how many and the newest taken up."""
    made = reports_of(a_rich_program("en"), "program", "sponsor")
    (line,) = [each for each in made["reports/program.md"].splitlines() if "Une charte" in each]
    assert [cell.strip() for cell in line.strip("|").split("|")] == [
        "Une charte des réunions (out of the circle)", "LinkedIn for work", "Catherine A.",
        "**adopted**", "En place en mai (26 February 2027)",
    ]  # fmt: skip
    page = made["reports/sponsor.md"]
    assert "**2 ideas** came up: 1 new, 1 adopted." in page
    assert "Une charte des réunions → En place en mai" in page
    assert "Services généraux" not in page
    assert "which changed mentor-kit" in page


def test_the_sponsor_s_part_stays_short() -> None:
    """Two hundred ideas and fifty quotes are a few lines."""
    program = a_rich_program("en")
    ideas = tuple(
        Idea(f"i{n:03d}", f"Idea {n}", status=("adopted", "new", "declined")[n % 3])
        for n in range(200)
    )
    quotes = tuple(Quote(f"q{n}", "eva-m", f"Quote {n}", TODAY) for n in range(50))
    full = replace(program, register=replace(program.register, ideas=ideas, quotes=quotes))
    before, after = (reports_of(each, "sponsor")["reports/sponsor.md"] for each in (program, full))
    assert len(after.splitlines()) <= len(before.splitlines())
    assert "67 new, 67 adopted, 66 not taken up" in after


def test_lessons_of_an_earlier_edition_stand_apart() -> None:
    """Those noted before the first day; while that is not chosen, all that have a day."""
    lessons = (
        Lesson("a", "keep", "Now", date(2027, 3, 1)),
        Lesson("b", "stop", "Then", date(2026, 6, 30)),
        Lesson("c", "change", "Undated"),
    )

    def told(start: date | None) -> Iterator[list[str]]:
        program = a_program(register=Register(lessons=lessons), start=start)
        view = learning_view(program, None, ENGLISH)
        yield [each.what for each in view.lessons]
        yield [each.what for each in view.earlier]

    assert list(told(date(2027, 1, 11))) == [["Now", "Undated"], ["Then"]]
    assert list(told(None)) == [["Undated"], ["Now", "Then"]]


def test_nothing_on_record_makes_no_headings() -> None:
    """A program without a register or a plan has no empty chapter."""
    program = replace(a_rich_program("en"), register=Register(), rates=Rates())
    made = reports_of(program, *NAMES)
    for path in REPORTS:
        text = made[path]
        for heading in (
            "What we learn",
            "Voices",
            "Ideas",
            "circle\n",
            "Training done",
            "at your own",
        ):
            assert heading not in text, (path, heading)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (0, "–", "–"),
        (45, "0\u00a0h\u00a045", "0\u00a0h\u00a045\u00a0min"),
        (75_030, "1\u202f250\u00a0h\u00a030", "1,250\u00a0h\u00a030\u00a0min"),
        (120, "2\u00a0h", "2\u00a0h"),
    ],
)
def test_hours_are_written_the_way_of_the_language(minutes: int, french: str, english: str) -> None:
    """Thousands held together."""
    assert hours_in_words(minutes, speak("fr")) == french
    assert hours_in_words(minutes, ENGLISH) == english


@given(st.fractions(0, 10**7))
def test_sums_of_money_are_rounded_once_halves_up(price: object) -> None:
    """To cents; whole sums have none; the currency stands as it was written."""
    from fractions import Fraction

    assert isinstance(price, Fraction)
    cents = (price * 100 + Fraction(1, 2)).__floor__()
    expected = f"{cents // 100:,}" + (f".{cents % 100:02d}" if cents % 100 else "")
    assert money(price, "CHF", ENGLISH) == f"{expected}\u00a0CHF"
    french = expected.replace(",", "\u202f").replace(".", ",")
    assert money(price, "kr.", speak("fr")) == f"{french}\u00a0kr."
