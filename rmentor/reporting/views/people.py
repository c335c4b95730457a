"""People as reports name them: what a partner needs to know, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.views.words import mode_in_words

_LANGUAGES = {
    "ar": ("arabe", "Arabic"), "de": ("allemand", "German"), "en": ("anglais", "English"),
    "es": ("espagnol", "Spanish"), "fr": ("français", "French"), "it": ("italien", "Italian"),
    "nl": ("néerlandais", "Dutch"), "pl": ("polonais", "Polish"), "pt": ("portugais", "Portuguese"),
    "ro": ("roumain", "Romanian"), "ru": ("russe", "Russian"), "tr": ("turc", "Turkish"),
    "uk": ("ukrainien", "Ukrainian"), "zh": ("chinois", "Chinese"), "ja": ("japonais", "Japanese"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person.

    Attributes:
        name: Name of the person.
        place: Department, site and, for somebody from outside, organisation; may be empty.
        languages: In words; may be empty.
        mode: How the person meets, in words.
        email: Or None.
    """

    name: str
    place: str
    languages: str
    mode: str
    email: str | None


def person_view(person: Participant, language: Language) -> PersonView:
    """Say who somebody is."""
    place = (person.department, person.site, person.organisation)
    return PersonView(
        name=person.name,
        place=", ".join(part for part in place if part),
        languages=", ".join(language_in_words(code, language) for code in person.languages),
        mode=mode_in_words(person.mode, language),
        email=person.email,
    )


def language_in_words(code: str, language: Language) -> str:
    """Name of a language that people speak, or what they wrote."""
    known = _LANGUAGES.get(code.lower())
    return known[language.code != "fr"] if known else code


def names(people: Mapping[str, Participant], ids: Iterable[str], language: Language) -> str:
    """Names of people one after the other: "A, B and C"."""
    each = [people[person].name if person in people else person for person in ids]
    if len(each) < 2:
        return "".join(each)
    # No sentence is filled in here: what people are called is nobody's to typeset.
    joint = language.text("and")
    return f"{', '.join(each[:-1])} {joint} {each[-1]}"


@dataclass(frozen=True, slots=True)
class Members:
    """Ids of those who meet."""

    mentors: tuple[str, ...]
    mentees: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Mentors first, then mentees."""
        return (*self.mentors, *self.mentees)


def members_of(program: Program, pairs: Iterable[str]) -> dict[str, Members]:
    """Who meets in each pair, also in pairs that are no longer in the program, by the pair's id."""
    found = {pair.id: Members(pair.mentors, pair.mentees) for pair in program.pairs}
    people = program.people()
    for pair in pairs:
        mentor, _, mentee = pair.partition("--")
        is_known = mentor in people and mentee in people
        gone = Members((mentor,), (mentee,)) if is_known else Members((), ())
        found.setdefault(pair, gone)
    return found


def topic_title(program: Program, topic: str) -> str:
    """Title of a topic in the program's language."""
    known = program.topics.get(topic)
    return known.title.in_language(program.language) if known else topic


def topic_group(group: str | None, language: Language) -> str:
    """Name of a group of topics; one of the program's own as it is written."""
    say = language.text
    return {
        "social-media": say("Social media"),
        "collaboration": say("Collaboration tools"),
        "marketing": say("Marketing and web"),
        "data-ai": say("Data and AI"),
        "safety": say("Safety online"),
        "innovation": say("Innovation"),
        "generations": say("Generations and culture"),
        "giving-back": say("What seniors give back"),
        None: "",
    }.get(group, group or "")
