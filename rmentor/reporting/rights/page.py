"""The page that a participant reads: everything that is kept about them, and what they may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.model.program import Program
from rmentor.reporting.escape import markdown

Document = Mapping[str, Any]


def dossier_page(document: Document, program: Program, language: Language) -> str:
    """Markdown of what ``dossier`` found, in the program's language."""
    page = _Page(document, program, language)
    return "\n".join(page.lines()).rstrip("\n") + "\n"


class _Page:
    """One page in the making."""

    def __init__(self, document: Document, program: Program, language: Language) -> None:
        self._document, self._language = document, language
        self._topics = program.topics
        self.say = language.text

    def lines(self) -> Iterator[str]:
        """All lines of the page."""
        say, found = self.say, self._document
        name = found["person"]["name"]
        yield f"# {markdown(say('What is kept about %(name)s', name=name))}"
        yield ""
        yield markdown(self._program())
        yield ""
        yield from self._section(say("The entry"), self._fields(found["person"]))
        for title, key, tell in (
            (say("Roles in the program"), "contacts", self._contacts),
            (say("Whose manager this person is"), "manages", self._names),
            (say("Pairs"), "pairs", self._pairs),
            (say("Sessions"), "sessions", self._sessions),
            (say("Events"), "events", self._events),
            (say("Journal"), "journal", self._journal),
            (say("Answers to surveys"), "answers", self._answers),
            (say("Register"), "register", self._register),
        ):
            yield from self._section(title, tell(found[key]))
        imported = [f"- {markdown(key)}: `{said}`" for key, said in found["imported"].items()]
        told = say("Fingerprints by which import.yaml knows what was imported; they hold no words.")
        yield from self._section(say("Import"), [markdown(told), "", *imported] if imported else [])
        yield from self._section(say("Files that were generated"), self._files(found["files"]))
        places = (f"{each['file']}:{each['line']}" for each in found["mentions"])
        mentions = [f"- {markdown(place)}" for place in places]
        yield from self._section(say("Texts and comments that name this person"), mentions)
        yield from self._section(
            say("What is not in here"), [f"- {markdown(each)}" for each in found["not_in_it"]]
        )
        yield from self._section(say("What this person may ask for"), self._rights())

    def _program(self) -> str:
        program = self._document["program"]
        if program.get("start") and program.get("end"):
            return self.say(
                "Program “%(name)s”, %(start)s to %(end)s. Everything below stands in the program’s files.",
                name=program["name"],
                start=self._day(program["start"]),
                end=self._day(program["end"]),
            )
        return self.say(
            "Program “%(name)s”. Everything below stands in the program’s files.",
            name=program["name"],
        )

    def _section(self, title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
        body = list(lines)
        if body:
            yield f"## {markdown(title)}"
            yield ""
            yield from body
            yield ""

    def _fields(self, found: Document) -> Iterator[str]:
        for key, value in found.items():
            yield f"- `{key}`: {markdown(self._value(value))}"

    def _value(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if isinstance(value, Mapping):
            if set(value) == {"id", "name"}:
                return str(value["name"])
            return ", ".join(
                f"{self._topic(key)}: {self._value(each)}" for key, each in value.items()
            )
        if isinstance(value, list):
            return ", ".join(map(self._value, value))
        return str(value)

    def _topic(self, key: str) -> str:
        known = self._topics.get(key)
        return known.title.in_language(self._language.code) if known is not None else key

    def _day(self, text: str) -> str:
        return long_date(date.fromisoformat(text[:10]), self._language.code) + text[10:]

    def _row(self, head: str, found: Document, *left_out: str) -> str:
        rest = {key: each for key, each in found.items() if key not in left_out}
        said = "; ".join(f"{key}: {self._value(each)}" for key, each in rest.items())
        return f"- **{markdown(head)}** {markdown(said)}".rstrip()

    def _contacts(self, found: Document) -> Iterator[str]:
        for role, said in found.items():
            for each in said if isinstance(said, list) else [said]:
                yield self._row(role, each)

    def _names(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            yield f"- {markdown(each['name'])}"

    def _pairs(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            topics = [self._topic(topic) for topic in each.get("topics", ())]
            yield self._row(each["id"], {**each, **({"topics": topics} if topics else {})}, "id")

    def _sessions(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            head = f"{self._day(each['start'])}, {each['pair']} {each['session']}"
            yield self._row(head, self._titled(each), "start", "pair", "session")

    def _events(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            yield self._row(f"{self._day(each['start'])}, {each['title']}", each, "start", "title", "event")  # fmt: skip

    def _journal(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            head = f"{self._day(each['date'])}, {each['pair']} {each['session']}"
            yield self._row(head, self._titled(each), "date", "pair", "session")

    def _titled(self, found: Document) -> Document:
        """The same with the titles of topics."""
        titles: dict[str, Any] = {}
        for key in ("topics", "returns"):
            if key in found:
                titles[key] = [self._topic(each) for each in found[key]]
        if "topic" in found:
            titles["topic"] = self._topic(found["topic"])
        return {**found, **titles}

    def _answers(self, found: Sequence[Document]) -> Iterator[str]:
        for each in found:
            yield self._row(each["title"], each, "survey", "title")

    def _register(self, found: Document) -> Iterator[str]:
        for kind, items in found.items():
            for each in items:
                yield self._row(f"{kind} / {each['id']}", each, "id")

    def _files(self, found: Document) -> Iterator[str]:
        for path in found["own"]:
            yield f"- {markdown(path)}"
        for path in found["shared"]:
            yield "- " + markdown(self.say("%(path)s (with others)", path=path))

    def _rights(self) -> Iterator[str]:
        contact = self._document["program"].get("coordinator", {})
        whom = ", ".join(str(contact[key]) for key in ("name", "email") if key in contact)
        say = self.say
        yield "- " + markdown(
            say("to correct it: every line above stands in a file that can be changed")
        )
        yield "- " + markdown(say("to leave the program at any time, without giving a reason"))
        yield "- " + markdown(say("to be forgotten: the name goes from every file, figures stay"))
        if whom:
            yield ""
            yield markdown(say("Whom to ask: %(whom)s", whom=whom))
