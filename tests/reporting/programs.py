"""A small program with everything in it that reports have to tell, in either language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from rmentor.model.objectives import KPI, Objective, Reading
from rmentor.model.pairing import Pairing, Reason, ScoredPair, Summary, TopicBalance, Unpaired
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import (
    CRITERIA,
    AgendaItem,
    Contact,
    Framework,
    Module,
    Program,
    Rates,
)
from rmentor.model.register import CircleNote, Idea, Lesson, Quote, Register, Training
from rmentor.model.sessions import Action, JournalEntry, Plan, Session, Unplaced
from rmentor.model.topics import Topic, Words
from rmentor.model.windows import Span

TODAY = date(2027, 3, 1)


def _topic(topic: str, fr: str, en: str, *after: str) -> Topic:
    return Topic(
        topic,
        Words(fr, en),
        levels={
            1: Words("Ouvre l’outil et s’y retrouve.", "Opens the tool and finds the way around."),
            3: Words("S’en sert sans aide chaque semaine.", "Uses it without help every week."),
            5: Words("Les autres viennent lui demander.", "Others come and ask."),
        },
        exercises=(
            Words("Compléter ensemble le profil.", "Fill in the profile together."),
            Words("Suivre trois personnes du métier.", "Follow three people of the trade."),
            Words("Publier un billet et répondre.", "Publish a post and answer."),
        ),
        material=(Words("Un ordinateur et son mot de passe", "A computer and its password"),),
        after=after,
    )


TOPICS = {
    topic.id: topic
    for topic in (
        _topic("linkedin", "LinkedIn professionnel", "LinkedIn for work"),
        _topic("e-reputation", "E-réputation", "Online reputation", "linkedin"),
        _topic("ai-assistants", "Assistants d’IA", "AI assistants"),
        _topic("spreadsheets", "Tableur", "Spreadsheets"),
        _topic("budgeting", "Budget et finance", "Budget and finance"),
        _topic("career", "Construire sa carrière", "Building a career"),
    )
}


def _people() -> tuple[Participant, ...]:
    def person(who: str, name: str, role: str, **fields: object) -> Participant:
        known: dict[str, object] = {
            "volunteer": True,
            "timezone": "Europe/Paris",
            "languages": ("fr", "en"),
        }
        return Participant(who, name, role, **{**known, **fields})  # type: ignore[arg-type]

    return (
        person("amine-b", "Amine B.", "mentor", department="Data", site="Lyon", seniority=1,
               offers={"ai-assistants": 4}, capacity=2),
        person("bruno-t", "Bruno T.", "mentee", department="Production", site="Lille", seniority=6,
               mode="onsite", wants={"spreadsheets": 3, "ai-assistants": 1}, languages=("fr",)),
        person("carmen-o", "Carmen O.", "mentee", department="Juridique", site="Lisboa", seniority=5,
               timezone="Europe/Lisbon", wants={"ai-assistants": 3}, levels={"ai-assistants": 2},
               offers={"career": 4}),
        person("catherine-a", "Catherine A.", "mentee", department="Marketing", site="Lille",
               seniority=6, email="catherine.a@example.org",
               wants={"linkedin": 3, "e-reputation": 2}, levels={"linkedin": 1},
               offers={"budgeting": 5, "career": 4}),
        person("david-l", "David L.", "mentee", volunteer=False, department="Finance"),
        person("eva-m", "Éva M.", "mentee", department="Finance", site="Lille", seniority=7,
               wants={"ai-assistants": 2, "linkedin": 1}),
        person("farid-z", "Farid Z.", "mentor", status="paused", offers={"spreadsheets": 5}),
        person("gwen-r", "Gwen R.", "mentor", department="Production", site="Lyon", seniority=2,
               offers={"linkedin": 3}, mode="onsite"),
        person("pauline-r", "Pauline R.", "mentor", department="Marketing", site="Lille",
               seniority=2, email="pauline.r@example.org", offers={"linkedin": 5, "e-reputation": 3},
               wants={"budgeting": 3}),
    )  # fmt: skip


OBJECTIVES = (
    Objective(
        "digital", "La direction sur les réseaux", ("linkedin", "e-reputation"), ("active", "views")
    ),
    Objective("ai", "Décider avec l’IA", ("ai-assistants",), ("gain", "days")),
)
KPIS = (
    KPI("active", "Dirigeants actifs chaque semaine", "%", "up", 20, 70,
        (Reading(date(2027, 1, 4), 20), Reading(date(2027, 2, 22), 35))),
    KPI("days", "Délai du rapport mensuel", "jours", "down", 8, 4, (Reading(date(2027, 2, 8), 9),)),
    KPI("gain", target=1.5, computed="skill_gain"),
    KPI("views", "Vues par billet", None, "up", 100, 500),
)  # fmt: skip

FRAMEWORK = Framework(
    sessions=4,
    minutes=90,
    place="Salle Agora / Teams",
    modules=(
        Module(
            "meet",
            "Faire connaissance",
            1,
            agenda=(
                AgendaItem(30, "Qui nous sommes, ce que nous attendons"),
                AgendaItem(15, "Charte du binôme"),
                AgendaItem(45, "Un premier succès : {{ topic.title }}"),
            ),
        ),
        Module(
            "practise",
            "Pratiquer",
            3,
            agenda=(
                AgendaItem(10, "Retour sur les actions"),
                AgendaItem(50, "Atelier : {{ topic.title }}"),
                AgendaItem(20, "Ce que le senior partage en retour"),
                AgendaItem(10, "Prochaines actions"),
            ),
        ),
    ),
)

PAIRS = (
    Pair("amine-b--carmen-o", "amine-b", ("carmen-o",), ("ai-assistants",), 6850, "paused",
         since=date(2027, 1, 11)),
    Pair("amine-b--eva-m", "amine-b", ("eva-m",), ("ai-assistants",), 7203, since=date(2027, 1, 11),
         every_days=21),
    Pair("gwen-r--eva-m", "gwen-r", ("eva-m",), ("linkedin",), 5000, "ended", since=date(2027, 1, 11)),
    Pair("pauline-r--catherine-a", "pauline-r", ("catherine-a",), ("linkedin", "e-reputation"), 8315,
         since=date(2027, 1, 11)),
)  # fmt: skip


def _sessions() -> tuple[Session, ...]:
    def session(pair: str, number: int, at: str, **fields: object) -> Session:
        known: dict[str, object] = {
            "topic": "ai-assistants",
            "module": "meet" if number == 1 else "practise",
            "place": "Salle Agora / Teams",
        }
        start = datetime.fromisoformat(at)
        return Session(pair, number, start, 90, **{**known, **fields})  # type: ignore[arg-type]

    first, second = "amine-b--carmen-o", "amine-b--eva-m"
    third = "pauline-r--catherine-a"
    return (
        session(first, 1, "2027-01-14 17:00", state="held"),
        session(first, 2, "2027-01-28 17:00", state="cancelled", sequence=1),
        session(second, 1, "2027-02-17 09:00"),
        session(second, 2, "2027-03-10 09:00", sequence=2),
        session(second, 3, "2027-03-31 09:30"),
        session(third, 1, "2027-01-12 12:00", topic="linkedin", state="held"),
        session(third, 2, "2027-01-26 12:00", topic="linkedin", state="held"),
        session(third, 3, "2027-03-02 12:30", topic="linkedin"),
        session(third, 4, "2027-03-16 12:00", topic="e-reputation"),
    )


PLAN = Plan(
    _sessions(),
    (
        Unplaced(
            "amine-b--eva-m",
            4,
            "aucun créneau commun entre le 2027-04-14 et le 2027-04-28",
            (datetime.fromisoformat("2027-05-12 09:00"),),
        ),
    ),
)

JOURNAL = {
    "amine-b--carmen-o": (JournalEntry(1, date(2027, 1, 14), pulse={"mentor": 4, "mentee": 5}),),
    "pauline-r--catherine-a": (
        JournalEntry(1, date(2027, 1, 12), pulse={"mentor": 5, "mentee": 4}),
        JournalEntry(
            2,
            date(2027, 1, 26),
            pulse={"mentor": 5, "mentee": 5},
            levels={"catherine-a": {"linkedin": 2}},
            actions=(
                Action("catherine-a", "Publier un premier billet", date(2027, 2, 9)),
                Action("pauline-r", "Envoyer trois exemples", None, done=True),
            ),
        ),
    ),
}


REGISTER = Register(
    ideas=(
        Idea("charte", "Une charte des réunions", date(2027, 2, 2), "circle", "linkedin",
             "catherine-a", "adopted", "En place en mai", date(2027, 2, 26)),
        Idea("demain", "Une idée de demain", date(2027, 5, 3)),
        Idea("salle", "Une salle calme le midi", date(2027, 2, 9), owner="Services généraux"),
    ),
    circle=(
        CircleNote("exercice", "decision", "Commencer par un exercice", date(2027, 2, 4),
                   kit="mentor-kit"),
        CircleNote("report", "question", "Que dire quand une séance est reportée deux fois",
                   date(2027, 2, 4), "Appeler la coordination"),
        CircleNote("temps", "question", "Comment garder du temps pour le retour", date(2027, 2, 4)),
    ),
    quotes=(
        Quote("carmen", "carmen-o", "Je pose enfin mes questions à l’assistant.", date(2027, 2, 20)),
        Quote("muette", "gwen-r", "Ceci attend un accord."),
        Quote("pauline", "pauline-r", "Expliquer m’apprend à penser clair.", date(2027, 2, 15),
              named=True),
        Quote("plus-tard", "eva-m", "Ceci est pour plus tard.", date(2027, 6, 1)),
        Quote("retire", "eva-m", "Ceci fut retiré.", date(2027, 2, 1), date(2027, 2, 2), named=True),
    ),
    trainings=(
        Training("transmettre", "Transmettre à des adultes", date(2027, 1, 8), 120,
                 ("amine-b", "gwen-r", "pauline-r")),
    ),
    lessons=(
        Lesson("cercle", "keep", "Le cercle mensuel", date(2027, 2, 25)),
        Lesson("vendredi", "stop", "Les séances du vendredi soir", date(2026, 6, 30)),
    ),
)  # fmt: skip
RATES = Rates(Fraction(85, 2), Fraction(90))


def a_rich_program(language: str) -> Program:
    """Make the program: three pairs that go on, one that ended, somebody whom nobody can teach."""
    return Program(
        name="Mentorat inversé 2027",
        language=language,
        timezone="Europe/Paris",
        country="FR",
        start=date(2027, 1, 11),
        end=date(2027, 7, 2),
        coordinator=Contact("Salomé G.", "salome.g@example.org"),
        sponsor=Contact("Comité de direction"),
        smallest_group=3,
        closed=(Span(date(2027, 2, 8), date(2027, 2, 14)),),
        framework=FRAMEWORK,
        participants=_people(),
        topics=TOPICS,
        objectives=OBJECTIVES,
        kpis=KPIS,
        pairs=PAIRS,
        plan=PLAN,
        journal=JOURNAL,
        register=REGISTER,
        rates=RATES,
    )


def _score(program: Program, shares: tuple[int | None, ...]) -> int:
    weights = program.weights
    whole = sum(
        weights.of(name) * (5000 if share is None else share)
        for name, share in zip(CRITERIA, shares, strict=True)
    )
    return int(whole / weights.total + Fraction(1, 2))


def its_pairing(program: Program) -> Pairing:
    """Make what pairing says of the program."""
    shares = {
        "amine-b--carmen-o": (8000, None, 10000, None, 10000, 10000, None, None),
        "amine-b--eva-m": (9333, None, 10000, None, 2000, 10000, None, None),
        "pauline-r--catherine-a": (10000, 10000, 10000, 5000, 10000, 0, 10000, 0),
    }
    current = [
        replace(pair, score=_score(program, shares[pair.id]))
        for pair in program.pairs
        if pair.is_current
    ]
    return Pairing(
        pairs=tuple(
            ScoredPair(
                pair, pair.score or 0, dict(zip(CRITERIA, shares[pair.id], strict=True)), new=False
            )
            for pair in current
        ),
        after=program.pairs,
        unpaired=(
            Unpaired(
                "bruno-t", "mentee", (Reason("topic", 1), Reason("place", 1), Reason("self", 1))
            ),
            Unpaired(
                "gwen-r", "mentor", (Reason("topic", 2), Reason("place", 1), Reason("taken", 1))
            ),
        ),
        topics=(
            TopicBalance("ai-assistants", 3, 1, 2),
            TopicBalance("budgeting", 0, 1, 0),
            TopicBalance("e-reputation", 1, 1, 1),
            TopicBalance("linkedin", 2, 2, 1),
            TopicBalance("spreadsheets", 1, 0, 0),
        ),
        summary=Summary(
            4,
            3,
            sum(pair.score or 0 for pair in current),
            min(pair.score or 0 for pair in current),
            "total",
            proof="none",
        ),
        left_out={"david-l": "volunteer", "farid-z": "paused"},
    )


def renamed(program: Program, person: str, name: str) -> Program:
    """Give somebody another name."""
    people = tuple(
        replace(each, name=name) if each.id == person else each for each in program.participants
    )
    return replace(program, participants=people)
