"""A program of a hundred different mistakes; each wrong line says in a comment what is wrong with it."""

from __future__ import annotations

import re

PROGRAM = """\
format: 2  # <- newer-format
naem: Hundred  # <- unknown-key
language: de  # <- unknown-choice
timezone: Europe/Pari  # <- unknown-timezone
country: France  # <- unknown-country
start: 11/01/2027  # <- date-form
end: 2027-02-30  # <- no-such-day
coordinator: {name: RH, email: rh at example.org}  # <- email-form
sponsor: Comex  # <- map-expected
smallest_group: none  # <- whole-number
rules:
  seniority: more  # <- unknown-choice
  manager_levels: -1  # <- number-range
  min_level: 1e1  # <- whole-number
  min_gap:
  mentors_per_mentee: [1]  # <- one-value
  cross_department: maybe  # <- yes-no
  min_score: 10001  # <- number-range
  group: {min: 8, max: 3}  # <- group-order
  grades: any  # <- unknown-key
weights: {needs: -1}  # <- number-range
aim: fairest  # <- unknown-choice
closed: [2027-05-07/2027-05-03]  # <- span-order
max_per_week: 0  # <- number-range
hours: mon-fri 9h-18h  # <- window-form
hours: mon-thu 09:00-17:00  # <- yaml-duplicate-key
"""

PARTICIPANTS = """\
participants:
  - id: Anna B.  # <- slug-form
    name: Anna B.
    role: teacher  # <- unknown-choice
    volunteer: sure  # <- yes-no
    status: gone  # <- unknown-choice
    waited: twice  # <- whole-number
    seniority: junior  # <- whole-number
    manager: nobody-here  # <- unknown-person
    country: ZZ  # <- unknown-country
    timezone: Paris time  # <- unknown-timezone
    languages: [french]  # <- unknown-language
    mode: phone  # <- unknown-choice
  - id: bert
    name:  # <- empty-value
    role: mentor
    offers:
      linkedin: 6  # <- number-range
      linkedn: 5  # <- unknown-topic
      tiktok: high  # <- whole-number
    wants: [seo]  # <- map-expected
    levels:
      seo: 5.5  # <- whole-number
    interests: photography, running  # <- list-expected
    availability:
      - mardi 12:00-14:00  # <- unknown-day
      - tue 14:00-12:00  # <- window-order
      - tue 12:00-25:00  # <- clock
      - wed 22:00-00:00  # <- window-midnight
      - thu 12:00-12:30  # <- short-window
      - lunchtime  # <- window-form
    away:
      - 2027-13-01  # <- no-such-day
      - 0207-01-01  # <- date-year
      - Easter  # <- date-form
  - name: Without Id  # <- missing-key
    role: mentee
    capacity: 0  # <- number-range
    drive: 6  # <- number-range
  - id: cleo
    role: mentee
    name: Cleo
    age: 44  # <- personal-key
    birth_date: 1980-01-01  # <- personal-key
    gender: f  # <- personal-key
    email: cleo@  # <- email-form
    avoid: [cleo]  # <- self-reference
    prefer: [dora, dora-the-second]  # <- unknown-person
    department: {name: Legal}  # <- one-value
  - id: bert  # <- duplicate-id
    name: Bert the Second
    role: mentee
  - id: dora
    name: Dora
    role: both
    manager: emil  # <- manager-cycle
    avoid: [emil]
    prefer: [emil]  # <- avoid-and-prefer
    offers: {seo: 4}
    levels: {seo: 2}  # <- levels-contradict
  - id: emil
    name: Emil
    role: both
    email: emil@example.org
    manager: dora
  - id: emil-too
    name: Emil Zola
    role: both
    email: EMIL@example.org  # <- same-email
  - id: fred
    name: dora  # <- same-name
    role: both
  - id: program  # <- reserved-id
    name: Gala
    role: both
    status: left
  - just a text  # <- map-expected
"""
BROKEN = """\
participants:
  - id: hugo
    name: "Hugo  # <- yaml-unclosed
    role: mentor
  - id: ines
    name: Ines: the second  # <- yaml-colon
    role: mentor
  - id: jan
    name: Jan
\trole: mentor  # <- yaml-tab
  - id: kim
    name: Kim
    role: both
    offers: {linkedin: 9}  # <- number-range
    manager: hugo
  - id: lou
    name: @lou  # <- yaml-first-sign
    role: both
  - id: max
    name: *nobody  # <- yaml-alias
    role: both
  - id: nic
    name: !!python/name:os.system x  # <- yaml-tag
    role: both
"""
OBJECTIVES = """\
objectives:
  - id: digital
    title: Digital
    topics: [linkedin, e-reputatoin]  # <- unknown-topic
    kpis: [active]  # <- unknown-kpi
  - id: digital  # <- duplicate-id
    title: Digital again
kpis:
  - id: actives  # <- kpi-title
    better: higher  # <- unknown-choice
    baseline: 12,5  # <- number
    readings:
      - {date: 2027-03-01, value: 35}
      - {date: 2027-03-01, value: 36}  # <- same-day
      - {value: 1}  # <- missing-key
  - id: gain
    computed: skillgain  # <- unknown-choice
  - id: held
    computed: sessions_held
    target: 0.9  # <- share-of-one
"""
FRAMEWORK = """\
format: pairs  # <- unknown-choice
sessions: 6
minutes: 90
every: fortnight  # <- duration-form
slack: 1 weak  # <- unknown-unit
modules:  # <- module-sessions
  - {id: one, title: One, sessions: 2, topics: [nothing]}  # <- unknown-topic
  - {id: one, title: Two, sessions: 3}  # <- duplicate-id
  - {id: three, title: Three, sessions: 2, minutes: 60}  # <- module-without-agenda
agenda:  # <- agenda-minutes
  - {minutes: 10, title: Start}
  - {minutes: 70, title: Work}
"""
TOPICS = """\
topics:
  - id: our-crm
    title: {fr: Notre CRM, de: Unser CRM}  # <- unknown-key
    levels: {7: Expert}  # <- number-range
    after: [spreadsheet]  # <- unknown-topic
  - id: first
    title: First
    after: [second]  # <- topic-circle
  - id: second
    title: Second
    after: [first]
  - id: linkedin  # <- built-in-topic
    title: Our LinkedIn
"""
PAIRS = """\
pairs:
  - id: one
    mentor: dora
    mentees: [dora]  # <- pair-with-self
    topics: [crm]  # <- unknown-topic
    status: finished  # <- unknown-choice
    score: 12000  # <- number-range
    since: yesterday  # <- date-form
    every: 0 weeks  # <- duration-zero
  - id: two
    mentor: emil
    mentees: [cleo, cleo]  # <- named-twice
    locked: 1  # <- yes-no
  - id: three
    mentor: program  # <- person-left
    mentees: [kim]
  - id: four  # <- same-pair
    mentor: program  # <- person-left
    mentees: [kim]
"""
PLAN = """\
sessions:
  - pair: two
    session: 1
    module: four  # <- unknown-module
    topic: linkedin
    start: 2027-01-12 at noon  # <- moment-form
    minutes: 90
  - pair: two
    session: 1  # <- session-twice
    start: 2027-01-12 12:60  # <- clock
    minutes: long  # <- whole-number
  - pair: too  # <- unknown-pair
    session: 2
    start: 2027-02-12 12:00
    minutes: 90
"""
JOURNAL = """\
- session: 1
  date: 2027-01-19
  pulse: {mentor: 6, mentee: 4}  # <- number-range
  levels: {cleo: {linkedin: 6}}  # <- number-range
  actions:
    - {who: dora, what: Write}  # <- not-in-pair
    - {who: cleo, what: Read, due: soon}  # <- date-form
  notes: secret  # <- private-key
  minuts: 90  # <- unknown-key
- session: 1  # <- held-twice
  date: 2027-01-20
"""
SURVEY = """\
title: Pulse
audience: [mentors]  # <- unknown-choice
items:
  - {id: useful, text: Useful, scale: 1-7}  # <- unknown-choice
  - {id: useful, text: Still useful}  # <- duplicate-id
  - {id: why, text: Why, scale: choice, choices: [because]}  # <- survey-choices
  - {id: how, text: How, choices: [so, so-so]}  # <- survey-choices-unused
"""
FILES = {
    "program.yaml": PROGRAM,
    "participants.yaml": PARTICIPANTS,
    "participants/broken.yaml": BROKEN,
    "objectives.yaml": OBJECTIVES,
    "framework.yaml": FRAMEWORK,
    "topics.yaml": TOPICS,
    "pairs.yaml": PAIRS,
    "plan.yaml": PLAN,
    "journal/two.yaml": JOURNAL,
    "surveys/pulse.yaml": SURVEY,
}
_MARK = re.compile(r"# <- (.*)$")


def marked(files: dict[str, str]) -> list[tuple[str, int, str]]:
    """File, line and code of each mistake that a comment announces, sorted."""
    return sorted(
        (path, number, code)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := _MARK.search(line))
        for code in found[1].split(", ")
    )
