"""What a session is about: topic, module, length, agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.agenda import AgendaItem
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Module, Program
from rmentor.model.sessions import Session
from rmentor.model.topics import Topic, Words
from rmentor.planning.agenda import (
    agenda_of,
    session_topics,
)
from tests.builders import a_mentee, a_mentor, a_program

CLASSIC = (
    AgendaItem(10, "Retour sur les actions"),
    AgendaItem(50, "Atelier : {{ topic.title }}"),
    AgendaItem(20, "Retour du senior"),
    AgendaItem(10, "Prochaines actions"),
)


def a_session(number: int = 2, **fields: Any) -> Session:
    """Make a session on LinkedIn."""
    known: dict[str, Any] = {
        "topic": "linkedin",
        "minutes": 90,
        "start": datetime.fromisoformat("2027-01-12 12:00"),
    }
    return Session(pair="mia--eva", session=number, **{**known, **fields})


def with_topic(title: str, **fields: object) -> Program:
    """Make a program whose LinkedIn has this title."""
    return a_program(
        a_mentor(),
        a_mentee(),
        **{"topics": {"linkedin": Topic("linkedin", Words(f"{title} (fr)", title))}, **fields},
    )


def topics(pair_topics: tuple[str, ...], wants: dict[str, int], **framework: object) -> str:
    """Name the topics of all sessions of a pair, in order."""
    program = a_program(
        a_mentor(),
        a_mentee(wants=wants),
        framework=Framework(**framework),  # type: ignore[arg-type]
    )
    found = session_topics(
        program.framework, program.people(), Pair("mia--eva", "mia", ("eva",), topics=pair_topics)
    )
    return " ".join(found[number] for number in sorted(found))


def test_topics_get_sessions_by_their_importance() -> None:
    """What matters three times as much gets more of the six sessions, and comes first."""
    assert topics(("seo", "slack"), {"seo": 3, "slack": 1}) == "seo seo seo seo slack slack"


def test_the_order_in_pairs_yaml_is_kept() -> None:
    """A pair may put the lesser topic first."""
    assert topics(("slack", "seo"), {"seo": 3, "slack": 1}, sessions=4) == "slack seo seo seo"


def test_more_topics_than_sessions_leave_the_last_ones_out() -> None:
    """One session each, the most important first."""
    wants = {"seo": 1, "slack": 1, "agile": 1}
    assert topics(("seo", "slack", "agile"), wants, sessions=2) == "seo slack"


def test_a_module_takes_the_topics_that_it_names() -> None:
    """Of the pair's topics those of the module; a module that names none of them takes all."""
    modules = (
        Module("one", "One", 2, topics=("slack",)),
        Module("two", "Two", 2, topics=("tiktok",)),
    )
    found = topics(("seo", "slack"), {"seo": 1, "slack": 1}, sessions=4, modules=modules)
    assert found == "slack slack seo slack"


def test_a_pair_without_topics_has_none() -> None:
    """Nothing is invented."""
    assert topics((), {"seo": 1}) == ""


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True),
    st.integers(1, 12),
    st.data(),
)
def test_each_topic_gets_a_run_of_sessions(
    names: list[str], sessions: int, data: st.DataObject
) -> None:
    """Topics come in order, none comes back, and none is left out while there are sessions."""
    wants = {name: data.draw(st.integers(1, 3)) for name in names}
    found = topics(tuple(names), wants, sessions=sessions).split()
    assert len(found) == sessions
    assert list(dict.fromkeys(found)) == names[:sessions]
    assert found == sorted(found, key=names.index)


def test_a_module_may_set_length_and_format() -> None:
    """What a module does not say is the framework's."""
    framework = Framework(modules=(Module("w", "W", 1, format="workshop", minutes=60),))
    assert [framework.minutes_of(n) for n in (1, 2)] == [60, 90]
    assert [framework.format_of(n) for n in (1, 2)] == ["workshop", "individual"]


@pytest.mark.parametrize(("language", "title"), [("fr", "LinkedIn (fr)"), ("en", "LinkedIn")])
def test_the_topic_is_named_in_the_programs_language(language: str, title: str) -> None:
    """``{{ topic.title }}`` stands for it, with or without spaces."""
    program = with_topic("LinkedIn", language=language, framework=Framework(agenda=CLASSIC))
    assert agenda_of(program, a_session())[1] == AgendaItem(50, f"Atelier : {title}")
    tight = (AgendaItem(90, "{{topic.title}} and {{ topic.title}}"),)
    program = replace(program, framework=Framework(agenda=tight))
    assert agenda_of(program, a_session())[0].title == f"{title} and {title}"


@pytest.mark.parametrize("title", [r"\1 \g<0>", "{{ topic.title }}", "{{ 7*7 }}", "{% raw %}"])
def test_nothing_in_an_agenda_is_executed(title: str) -> None:
    """Titles and agendas are text: what looks like a program stays as it is written."""
    agenda = (AgendaItem(90, "{{ 7*7 }} {{ topic.title }} {{ topic.__class__ }}"),)
    program = with_topic(title, framework=Framework(agenda=agenda))
    assert (
        agenda_of(program, a_session())[0].title
        == f"{{{{ 7*7 }}}} {title} {{{{ topic.__class__ }}}}"
    )


def test_a_shorter_module_shortens_the_agenda_to_scale() -> None:
    """An agenda of 90 minutes in a session of 45 still adds up."""
    modules = (Module("short", "Short", 6, minutes=45),)
    program = with_topic("X", framework=Framework(agenda=CLASSIC, modules=modules))
    assert [i.minutes for i in agenda_of(program, a_session(minutes=45))] == [5, 25, 10, 5]


@pytest.mark.parametrize("language", ["fr", "en"])
@given(
    number=st.integers(1, 6),
    minutes=st.integers(20, 240),
    form=st.sampled_from(("individual", "group", "workshop", "project")),
)
def test_the_recommended_agenda_adds_up(
    language: str, number: int, minutes: int, form: str
) -> None:
    """Whatever the length, every part has some minutes and together they fill the session."""
    program = with_topic("LinkedIn", language=language)
    items = agenda_of(program, a_session(number, minutes=minutes, format=form))
    assert sum(item.minutes for item in items) == minutes
    assert all(item.minutes > 0 for item in items)
    assert any("LinkedIn" in item.title for item in items)


def test_a_session_without_a_topic_speaks_of_your_topic() -> None:
    """No empty place is left in the sentence."""
    program = with_topic("X", framework=Framework(agenda=CLASSIC))
    assert agenda_of(program, a_session(topic=None))[1].title == "Atelier : your topic"


def test_a_modules_own_agenda_comes_before_the_frameworks() -> None:
    """And only in its own sessions."""
    modules = (Module("m", "M", 1, agenda=(AgendaItem(90, "All of it"),)),)
    program = with_topic("X", framework=Framework(agenda=CLASSIC, modules=modules))
    assert [i.title for i in agenda_of(program, a_session(1))] == ["All of it"]
    assert len(agenda_of(program, a_session(2))) == 4
