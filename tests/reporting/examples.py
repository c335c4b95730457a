"""Examples of all names that templates may use, from example programs: ``make docs`` writes them.

Run: python -m tests.reporting.examples > rmentor/reporting/examples.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from unittest import mock

from rmentor.folder.load import load
from rmentor.followup.health import health
from rmentor.followup.reminders import reminders
from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.reporting import render
from rmentor.reporting.files import calendar_changes, draft_changes
from rmentor.reporting.reference import all_values, name_keys, values_in
from rmentor.reporting.views.forms import form_view
from rmentor.reporting.views.reminder import reminder_views
from rmentor.resources import preset_files
from tests.builders import sources_of
from tests.reporting.pages import view_of
from tests.reporting.test_events import eventful
from tests.reporting.written import written

LONGEST = 70
LATER = date(2027, 4, 12)
# What is French in the example program, which most tests read in that language.
ENGLISH = {
    "Mentorat inversé 2027": "Reverse mentoring 2027",
    "La direction sur les réseaux": "Directors on social networks",
    "Décider avec l’IA": "Deciding with AI",
    "Dirigeants actifs chaque semaine": "Directors active every week",
    "Délai du rapport mensuel": "Time to the monthly report",
    "Vues par billet": "Views of a post",
    "jours": "days",
    "Faire connaissance": "Getting to know each other",
    "Pratiquer": "Practising",
    "Qui nous sommes, ce que nous attendons": "Who we are, what we expect",
    "Charte du binôme": "Charter of the pair",
    "Un premier succès : ": "A first success: ",
    "Retour sur les actions": "Looking at the actions",
    "Atelier : ": "Workshop: ",
    "Ce que le senior partage en retour": "What the senior shares in return",
    "Prochaines actions": "Next actions",
    "Salle Agora / Teams": "Agora room / Teams",
    "Publier un premier billet": "Publish a first post",
    "Une charte des réunions": "A charter for meetings",
    "En place en mai": "In place in May",
    "Une salle calme le midi": "A quiet room at noon",
    "Commencer par un exercice": "Begin with an exercise",
    "Que dire quand une séance est reportée deux fois": "What to say when a session is moved twice",
    "Comment garder du temps pour le retour": "How to keep time for what is given back",
    "Appeler la coordination": "Call the coordinator",
    "Je pose enfin mes questions à l’assistant.": "At last I ask the assistant my questions.",
    "Expliquer m’apprend à penser clair.": "Explaining teaches me to think clearly.",
    "Transmettre à des adultes": "Teaching adults",
    "Le cercle mensuel": "The monthly circle",
    "Les séances du vendredi soir": "Sessions on Friday evenings",
    "Comité de direction": "Board of directors",
    "Services généraux": "General services",
    "aucun créneau commun entre le 2027-04-14 et le 2027-04-28": "no common slot between 14 and 28 April",
    "Lancement": "Kick-off",
    "Cercle": "Circle",
    "Bilan": "Review",
    "Qui libère le temps ?": "Who frees the time?",
    "Une note aux responsables": "A note to managers",
    "Juridique": "Legal",
    "CSE": "Works council",
}
# What no small program shows at once.
BY_HAND = {
    "certificate.Certificate.organisation": "Partner Ltd",
    "certificate.Part.returns": "Budgeting",
    "forms.Form.closes": "30 April 2027",
    "forms.Group.title": "Social media",
    "framework.Module.minutes": "120",
    "framework.Module.topics": "LinkedIn for work, Online reputation",
    "kits.Kit.organisations": "Partner Ltd",
    "mail.Date.place": "Agora room",
    "mail.Partner.others": "Bruno T.",
    "mail.Partner.undated": "4, 5",
    "outcomes.Skill.after": "3.2",
    "outcomes.Skill.before": "1.4",
    "outcomes.Skill.gain": "+1.8",
    "outcomes.Skill.mentees": "8",
    "outcomes.Skill.title": "LinkedIn for work",
    "pair.Pair.co_mentor": "Gwen R.",
    "portfolio.Broken.errors": "2",
    "portfolio.Broken.folder": "lyon",
    "portfolio.Portfolio.fewest": "5",
    "portfolio.Portfolio.has_clashes": "no",
    "portfolio.Portfolio.is_shared": "yes",
    "portfolio.Portfolio.needs": "yes",
    "portfolio.Portfolio.rules": "2 programs, their smallest groups 5 and 8",
    "portfolio.Portfolio.running": "2",
    "portfolio.Portfolio.shared": "6",
    "portfolio.Portfolio.silent": "strasbourg",
    "portfolio.Portfolio.today": "1 March 2027",
    "portfolio.ReportLink.path": "lille/reports/public/sponsor.md",
    "portfolio.ReportLink.title": "One page",
    "portfolio.Standing.aims": "4",
    "portfolio.Standing.at_risk": "1",
    "portfolio.Standing.due": "30",
    "portfolio.Standing.few": "help",
    "portfolio.Standing.fewest": "5",
    "portfolio.Standing.folder": "lille",
    "portfolio.Standing.held": "27",
    "portfolio.Standing.help": "3",
    "portfolio.Standing.mentees": "18",
    "portfolio.Standing.met": "2",
    "portfolio.Standing.most": "13",
    "portfolio.Standing.name": "Reverse mentoring Lille",
    "portfolio.Standing.needs_help": "yes",
    "portfolio.Standing.next": "2 March 2027 12:30",
    "portfolio.Standing.paired": "15",
    "portfolio.Standing.pairs": "15",
    "portfolio.Standing.people": "35",
    "portfolio.Standing.period": "from 11 January to 2 July 2027",
    "portfolio.Standing.phase": "running",
    "portfolio.Standing.watch": "2",
    "portfolio.Standing.well": "12",
    "portfolio.Sum.aims": "9",
    "portfolio.Sum.at_risk": "2",
    "portfolio.Sum.due": "71",
    "portfolio.Sum.held": "64",
    "portfolio.Sum.help": "7",
    "portfolio.Sum.is_partial": "no",
    "portfolio.Sum.mentees": "44",
    "portfolio.Sum.met": "5",
    "portfolio.Sum.paired": "40",
    "portfolio.Sum.pairs": "40",
    "portfolio.Sum.people": "92",
    "portfolio.Sum.programs": "3",
    "portfolio.Sum.watch": "5",
    "portfolio.Sum.well": "33",
    "portfolio_kpis.Compared.definition": "Share of sessions due that were held",
    "portfolio_kpis.Compared.title": "Sessions held",
    "portfolio_kpis.OwnKpi.program": "Reverse mentoring Lille",
    "program.Contact.signed": "2026-12-01",
    "progress.Part.of": "9 of 12",
    "progress.Part.title": "LinkedIn for work",
    "progress.Part.value": "75%",
    "reminder.Answer.about": "Eva M.",
    "reminder.Answer.after": "12 January",
    "reminder.Answer.title": "Pulse after each session",
    "session.Session.before": "LinkedIn for work",
    "session.Session.co_mentor": "Gwen R.",
    "site.Site.preview": "4f2a…",
}


def views() -> Iterator[object]:
    """Views of all documents of an example program in English."""
    told: list[object] = []

    class Listening(render.Renderer):
        def render(self, template: str, view: object) -> str:
            told.append(view)
            return super().render(template, view)

    program = eventful("en")
    with mock.patch.object(render, "Renderer", Listening):
        written(program)
        calendars = calendar_changes(program, program.plan, frozenset())
        draft_changes(program, program.plan, calendars, sources_of({}), (), since=None)
    yield from told
    yield view_of(program, "sponsor", "pair")[0]
    yield from _surveys(program)
    due = reminders(program, health(program, LATER), LATER)
    yield from reminder_views(program, due, speak("en")).values()


def _surveys(program: Program) -> Iterator[object]:
    files = {path: text.decode() for path, text in preset_files("classic", "en").items()}
    asked = load(sources_of(files)).program
    surveys = asked.surveys if asked else {}
    for survey in surveys.values():
        for role in survey.audience:
            yield form_view(program, survey, role, list(program.topics), speak("en"))


def in_english(text: str) -> str:
    """Take the French out of an example."""
    for french, english in ENGLISH.items():
        text = text.replace(french, english)
    return text


def examples() -> Mapping[str, object]:
    """What the file holds."""
    told = tuple(views())
    known = {**BY_HAND, **{key: in_english(text) for key, text in values_in(told).items()}}
    people = [each.name for each in eventful("en").participants]
    held = [*all_values(told), *BY_HAND.items()]
    named = {key for key, text in held if any(name in text for name in people)}
    keys = sorted(name_keys())
    return {
        "values": {key: _short(known[key]) for key in keys if known.get(key)},
        "of_people": [key for key in keys if key in named],
    }


def _short(text: str) -> str:
    """One line of an example, no longer than a table can bear."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def main() -> None:
    """Print them."""
    json.dump(examples(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
