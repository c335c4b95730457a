"""A small program that is right, and the fewest lines that make it wrong in each other way.

What ``tests/folder/mistakes.py`` has in one large program stands in its own golden file.
"""

from __future__ import annotations

from collections.abc import Mapping

from rmentor.findings import Finding, Spot

PROGRAM = "format: 1\nname: Small\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-07-02\n"
PEOPLE = """\
participants:
  - {id: mia, name: Mia Rossi, role: mentor, volunteer: true, offers: {linkedin: 5, seo: 4}}
  - {id: eva, name: Eva Lind, role: mentee, volunteer: true, wants: {linkedin: 3}, offers: {budgeting: 5}}
  - {id: tom, name: Tom Berg, role: mentee, volunteer: true, wants: {seo: 2}}
  - {id: leo, name: Leo Dias, role: mentor, volunteer: true, offers: {linkedin: 4}}
"""
FRAMEWORK = "sessions: 3\nminutes: 60\nevery: 2 weeks\n"
PAIRS = """\
pairs:
  - {id: leo--tom, mentor: leo, mentees: [tom], topics: [linkedin], status: ended, reason: time, since: 2027-01-11, until: 2027-02-26}
  - {id: mia--eva, mentor: mia, mentees: [eva], topics: [linkedin], since: 2027-01-11}
"""
PLAN = """\
sessions:
  - {pair: leo--tom, session: 1, start: 2027-01-13 12:00, minutes: 60, state: held}
  - {pair: mia--eva, session: 1, start: 2027-01-12 12:00, minutes: 60, state: held}
  - {pair: mia--eva, session: 2, start: 2027-01-26 12:00, minutes: 60}
  - {pair: mia--eva, session: 3, start: 2027-03-09 12:00, minutes: 60}
"""
JOURNAL = """\
- session: 1
  date: 2027-01-12
  minutes: 60
  pulse: {mentor: 5, mentee: 4}
  actions:
    - {who: eva, what: Publish a post}
    - {who: eva, what: Publish a picture}
"""
OBJECTIVES = """\
kpis:
  - {id: active, title: Active every week, unit: "%", baseline: 20, target: 70, readings: [{date: 2027-02-01, value: 25}]}
  - {id: posts, title: Posts, unit: posts}
  - {id: plain, title: Plain}
  - {id: gain, computed: skill_gain}
"""
PULSE = """\
title: Pulse
audience: [mentor, mentee]
items:
  - {id: useful, text: Useful}
  - {id: hands, text: Hands, audience: [mentee]}
"""
FILES: Mapping[str, str] = {
    "program.yaml": PROGRAM,
    "participants.yaml": PEOPLE,
    "framework.yaml": FRAMEWORK,
    "pairs.yaml": PAIRS,
    "plan.yaml": PLAN,
    "objectives.yaml": OBJECTIVES,
    "journal/mia--eva.yaml": JOURNAL,
    "surveys/pulse.yaml": PULSE,
}

_ANSWERS, _HEAD = "surveys/pulse.csv", "person,role,pair,session,date,useful,hands\n"
_REGISTER = "register.yaml"


def _person(fields: str) -> dict[str, str]:
    return {
        "participants.yaml": f"{PEOPLE}  - {{id: zoe, name: Zoe Moreau, role: both, {fields}}}\n"
    }


def _pair(fields: str) -> dict[str, str]:
    return {
        "pairs.yaml": PAIRS.replace("[linkedin], since: 2027-01-11}", f"[linkedin], {fields}}}")
    }


def _event(fields: str, plan: str = "") -> dict[str, str]:
    event = f"events:\n  - {{id: circle, title: Circle, kind: circle, minutes: 60, {fields}}}\n"
    return {"framework.yaml": FRAMEWORK + event} | ({"plan.yaml": PLAN + plan} if plan else {})


_PLANNED = "  - {event: %s, number: 1, start: 2027-01-25 09:00, minutes: 60}\n"

# What is wrong, and the files that differ from ``FILES``.
CASES: tuple[tuple[str, Mapping[str, str | bytes]], ...] = (
    ("answer-not-asked", {_ANSWERS: _HEAD + "mia,mentor,mia--eva,1,2027-01-20,5,3\n"}),
    ("answer-not-in-pair", {_ANSWERS: _HEAD + "eva,mentor,mia--eva,1,2027-01-20,5,\n"}),
    ("answer-twice", {_ANSWERS: _HEAD + "mia,mentor,mia--eva,1,,5,\nmia,mentor,mia--eva,1,,4,\n"}),
    ("back-before-pause", _person("status: paused, status_since: 2027-03-01, back: 2027-03-01")),
    ("back-not-paused", _person("back: 2027-03-01")),
    ("before-no-session", _event("for: all, before: 4")),
    ("column-twice", {_ANSWERS: "person,role,useful,useful\n"}),
    ("csv-cells", {_ANSWERS: _HEAD + "mia,mentor,mia--eva,1,2027-01-20,5,,more,still more\n"}),
    ("csv-delimiter", {_ANSWERS: "person;role;useful\nmia;mentor;5\n"}),
    ("csv-encoding", {_ANSWERS: "person,role,useful\nÉva,mentee,5\n".encode("cp1252")}),
    ("csv-quotes", {_ANSWERS: 'person,role,useful\nmia,mentor,"5\n'}),
    ("device-id", {"topics.yaml": "topics: [{id: aux, title: Auxiliary}]\n", **_person("manager: con"),
                   "participants.yaml": f"{PEOPLE}  - {{id: con, name: Con Ito, role: both}}\n"}),
    ("duration-range", {"framework.yaml": FRAMEWORK.replace("2 weeks", "20000 weeks")}),
    ("empty-cell", {_ANSWERS: _HEAD + ",mentor,mia--eva,1,2027-01-20,5,\n"}),
    ("end-before-start", {"program.yaml": PROGRAM.replace("end: 2027", "end: 2026")}),
    ("entry-twice", {"journal/mia--eva.yaml": JOURNAL + "- {session: 2, date: 2027-01-26, state: moved}\n" * 2}),
    ("event-agenda", _event("for: all, agenda: [{minutes: 50, title: Talk}]")),
    ("event-closed", {"program.yaml": PROGRAM + "closed: [2027-05-03/2027-05-07]\n",
                      **_event("for: all, on: 2027-05-04 10:00")}),
    ("event-outside", _event("for: all, on: 2027-01-10")),
    ("event-twice", _event("for: all", "events:\n" + _PLANNED % "circle" * 2)),
    ("file-alike", {"participants/Lyon.yaml": "participants: []\n", "participants/lyon.yaml": "participants: []\n"}),
    ("former-yet-there", _pair("format: group, former: [{who: eva}]")),
    ("misnamed-file", {"participant.yml": PEOPLE}),
    ("missing-column", {_ANSWERS: "name,role\n"}),
    ("name-in-circle", {_REGISTER: "circle: [{id: a, kind: question, what: What to tell Mia Rossi}]\n"}),
    ("no-weight", {"program.yaml": PROGRAM + "weights: {needs: 0, returns: 0, goals: 0, interests: 0, time: 0, "
                   "mix: 0, drive: 0, prefer: 0}\n"}),
    ("number-least", {"program.yaml": PROGRAM + "smallest_group: 0\n"}),
    ("pair-like-person", {"pairs.yaml": PAIRS + "  - {id: mia, mentor: mia, mentees: [tom], topics: [seo]}\n"}),
    ("pause-outside", _pair("since: 2027-02-05, pauses: [2027-02-01/2027-02-12]")),
    ("pauses-overlap", _pair("since: 2027-01-11, pauses: [2027-02-10/2027-02-20, 2027-02-01/2027-02-12]")),
    ("person-paused", {"participants.yaml": PEOPLE.replace("Mia Rossi,", "Mia Rossi, status: paused,")}),
    ("reserved-item", {"surveys/pulse.yaml": PULSE + "  - {id: date, text: When}\n"}),
    ("survey-name", {"surveys/Pulse 2.yaml": PULSE}),
    ("text-expected", _person('department: ""')),
    ("times-without-every", _event("for: all, times: 3")),
    ("unknown-column", {_ANSWERS: "person,role,usefull\n"}),
    ("unknown-event", _event("for: all", "events:\n" + _PLANNED % "launch")),
    ("unknown-invited", _event("for: [mia, mentores]")),
    ("unknown-journal", {"journal/mia--evo.yaml": JOURNAL}),
    ("unknown-kit", {_REGISTER: "circle: [{id: a, kind: decision, what: Shorter, kit: mentr-kit}]\n"}),
    ("unknown-rule", {_REGISTER: "steps: [{id: a, step: call, on: 2027-03-01, rule: silnt}]\n"}),
    ("unknown-subdivision", {"program.yaml": PROGRAM + "country: FR-99\n"}),
    ("unknown-survey", {"surveys/pulses.csv": _HEAD}),
    ("unknown-template", {"templates/sponsors.md": "# Hello\n"}),
    ("until-before-since", {"pairs.yaml": PAIRS.replace("until: 2027-02-26", "until: 2027-01-04")}),
    ("until-yet-active", _pair("since: 2027-01-11, until: 2027-02-26")),
    ("withdrawn-before", {_REGISTER: "quotes: [{id: a, who: mia, text: Yes, consent: 2027-03-02, "
                          "withdrawn: 2027-03-01}]\n"}),
    ("yaml-alias-limit", {"program.yaml": PROGRAM + "rules: &r {group: *r}\n"}),
    ("yaml-character", {"program.yaml": PROGRAM.replace("Small", "Sm\x07all")}),
    ("yaml-conflict-marker", {"framework.yaml": "<<<<<<< HEAD\nsessions: 3\n=======\nsessions: 4\n>>>>>>> theirs\n"}),
    ("yaml-depth", {"register.yaml": "ideas: " + "[" * 200}),
    ("yaml-documents", {"program.yaml": PROGRAM + "---\nname: Another\n"}),
    ("yaml-encoding", {"program.yaml": PROGRAM.replace("Small", "Café").encode("cp1252")}),
    ("yaml-escape", {"program.yaml": PROGRAM.replace("Small", '"C:\\qmall"')}),
    ("yaml-indent", {"framework.yaml": FRAMEWORK + "agenda:\n    - {minutes: 30, title: Talk}\n  - {minutes: 30, title: Do}\n"}),
    ("yaml-key", {"program.yaml": PROGRAM + "? [rules]\n: {}\n"}),
    ("yaml-many", {"framework.yaml": FRAMEWORK + "".join(f"k{n}: 1\n" for n in range(30_000))}),
    ("yaml-no-colon", {"program.yaml": PROGRAM + "rules\nclosed: []\n"}),
    ("yaml-syntax", {"program.yaml": "format: &a:b 1\n" + PROGRAM.partition("\n")[2]}),
    ("yaml-text", {"program.yaml": PROGRAM + "sponsor: {name: " + "x" * 20_001 + "}\n"}),
    ("yes-not-said", _person("volunteered: 2026-12-01")),
)  # fmt: skip

# Files that the disk refuses, or that are missing: their findings come without a content.
WITHOUT_CONTENT = tuple(
    Finding(code, Spot(file, mark=(1, 1)), args)
    for code, file, args in (
        ("file-name", "journal/mia--�va.yaml", {}),
        ("file-size", "participants/all.yaml", {}),
        ("link-outside", "participants.yaml", {}),
        ("missing-file", "program.yaml", {"file": "program.yaml"}),
        ("not-a-file", "pairs.yaml", {}),
        ("unreadable", "plan.yaml", {}),
        ("yaml-size", "plan.yaml", {"most": 128}),
        (
            "kept-too-long",
            "program.yaml",
            {"end": "2025-07-04", "last": "2026-07-04", "people": 42},
        ),
    )
)
