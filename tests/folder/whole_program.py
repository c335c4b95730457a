"""A program in which every file and every key is used, and nothing is wrong."""

from __future__ import annotations

PROGRAM = """\
format: 1
name: Mentorat inversé 2027
language: fr
timezone: Europe/Paris
country: FR-57
start: 2027-01-11
end: 2027-07-02
coordinator: {name: RH, email: rh@example.org}
sponsor: {name: Comex, signed: 2026-12-01}
stakeholders:
  - {name: CSE, on: 2026-11-03, said: Oui, taken_up: Du temps libéré}
  - {name: DSI}
smallest_group: 4
rules:
  seniority: any
  manager_levels: 2
  min_level: 4
  min_gap: 2
  mentors_per_mentee: 2
  cross_department: yes
  min_score: 1200
  group: {min: 2, max: 6, mentors: 2}
weights: {needs: 0.1, returns: 16, goals: 0, interests: 2e1, time: 11, mix: 6, drive: 7, prefer: 8}
aim: fair
closed: [2027-05-03/2027-05-07, 2027-03-01]
max_per_week: 3
hours: mon-fri 08:00-17:00
health:
  silent: {watch: 2, risk: 3.5}
  no-return: no
  low-pulse: {risk: 1}
  unanswered: {off: true}
rates: {mentor: 42.5, mentee: 90, currency: CHF, prepare: 20}
keep_after: 90 days
"""
PARTICIPANTS = """\
participants:
  - id: pauline-r
    name: Pauline R.
    email: pauline.r@example.org
    role: mentor
    volunteer: true
    status: active
    waited: 1
    seniority: 2
    department: Marketing
    site: Lille
    manager: catherine-a
    organisation: Example
    country: BE
    timezone: Europe/Brussels
    languages: [fr, EN]
    mode: either
    offers: {linkedin: 5, our-crm: 4}
    wants: {budgeting: 2}
    levels: {budgeting: 1}
    interests: [photography, running]
    availability: [tue 12:00-14:00, tue 14:00-15:00, thu 17:00-24:00]
    away: [2027-02-15/2027-02-26, 2027-04-02]
    capacity: 2
    avoid: [no]
    prefer: [catherine-a]
    drive: 4
    volunteered: 2026-11-30
    status_since: 2026-12-01
  - id: catherine-a
    name: Catherine A.
    role: mentee
    volunteer: on
    seniority: 6
    status: paused
    back: 2027-05-03
    wants: {linkedin: 3}
"""
OTHERS = """\
participants:
  - {id: no, name: No, role: both}
  - {id: 012, name: 1e3, role: mentor, department: on, site: 12:30, manager: no}
"""
OBJECTIVES = """\
objectives:
  - {id: digital, title: Le Comex en ligne, topics: [linkedin, our-crm], kpis: [active, gain]}
kpis:
  - id: active
    title: Dirigeants actifs
    unit: "%"
    better: up
    baseline: 20
    target: 70.5
    readings: [{date: 2027-04-01, value: 40}, {date: 2027-03-01, value: 35}]
  - {id: gain, computed: skill_gain, target: 1.5}
"""
FRAMEWORK = """\
format: individual
sessions: 3
minutes: 90
every: 3 weeks
slack: 4 days
place: Salle Agora / Teams
modules:
  - {id: one, title: Un, sessions: 2, topics: [linkedin]}
  - id: two
    title: Deux
    sessions: 1
    format: workshop
    minutes: 60
    agenda: [{minutes: 60, title: Tout}]
agenda:
  - {minutes: 30, title: Retour}
  - {minutes: 60, title: "Atelier : {{ topic.title }}"}
events:
  - id: circle
    title: Cercle des mentors
    kind: circle
    for: mentors
    minutes: 60
    every: 4 weeks
    times: 5
    on: 2027-01-11 10:00
    before: 1
    place: Agora
    guests: [Une invitée, Mme Martin]
    agenda: [{minutes: 40, title: Tour de table}, {minutes: 20, title: Un cas}]
  - {id: review, title: Bilan, kind: review, for: [pauline-r, catherine-a], minutes: 90, on: 2027-07-01}
"""
TOPICS = """\
topics:
  - id: our-crm
    title: {fr: Notre CRM, en: Our CRM}
    group: marketing
    levels: {5: Expert, 1: {fr: Débutant, en: Beginner}}
    exercises: [Ouvrir, {fr: Chercher, en: Search}]
    material: Un compte
    after: [spreadsheets]
"""
PAIRS = """\
pairs:
  - id: pauline-r--catherine-a
    mentor: pauline-r
    co_mentor: no
    mentees: [catherine-a]
    format: group
    topics: [our-crm, linkedin]
    score: 8315
    status: ended
    reason: Nouveau poste
    locked: no
    since: 2027-01-11
    until: 2027-04-02
    every: 10 days
    pauses: [2027-02-15/2027-02-19]
  - id: pauline-r--our-crm
    mentor: pauline-r
    mentees: [catherine-a]
    format: group
    topics: [our-crm]
    status: paused
    until: 2027-02-01
    back: 2027-05-03
    former: [{who: no, until: 2027-02-01, teaches: yes}]
"""
PLAN = """\
calendar: p0123456789
sessions:
  - pair: pauline-r--catherine-a
    session: 2
    module: one
    topic: linkedin
    format: individual
    start: 2027-02-02 12:00
    minutes: 90
    place: Teams
    state: planned
    sequence: 1
    first: 2027-01-26
    agreed: true
  - {pair: pauline-r--catherine-a, session: 1, start: 2027-01-12T12:00:00, minutes: 90, state: held}
unplaced:
  - {pair: pauline-r--catherine-a, session: 3, reason: no window, nearest: [2027-03-16 12:00]}
events:
  - event: circle
    number: 2
    start: 2027-02-08 10:00
    minutes: 60
    place: Agora
    state: planned
    sequence: 1
  - {event: circle, number: 1, start: 2027-01-11T10:00:00, minutes: 60, state: held}
unplaced_events:
  - {event: review, number: 1, reason: nobody is free, nearest: [2027-07-02 12:00]}
"""
JOURNAL = """\
- session: 1
  date: 2027-01-19
  state: held
  minutes: 85
  topics: [linkedin]
  pulse: {mentor: 5, mentee: 4}
  levels: {catherine-a: {linkedin: 2}}
  actions: [{who: catherine-a, what: Publier, due: 2027-02-02, done: false, returns: true}]
  returns: [our-crm]
- {session: 2, date: 2027-02-02, state: moved, reason: work}
"""
SURVEY = """\
title: {fr: Le pouls, en: Pulse}
audience: [mentor, mentee]
when: après chaque séance
ask: last
closes: 2027-03-01
items:
  - {id: useful, text: {fr: Utile, en: Useful}, scale: 1-5, reverse: true, audience: [mentee]}
  - {id: fit, text: Convient, scale: choice, choices: [good, deciding]}
"""
REGISTER = """\
ideas:
  - id: charter
    idea: Une charte des réunions
    on: 2027-02-02
    source: circle
    topic: linkedin
    owner: catherine-a
    status: adopted
    answer: En place en mai
    answered: 2027-03-01
circle:
  - {id: how, kind: question, what: Que faire quand, on: 2027-02-01, answer: Appeler}
  - {id: shorter, kind: decision, what: Un carnet plus court, kit: mentor-kit}
quotes:
  - {id: q, who: pauline-r, text: J’ai appris, consent: 2027-03-01, withdrawn: 2027-04-01, named: yes}
trainings:
  - {id: t, title: Transmettre, on: 2027-01-11, minutes: 120, who: [pauline-r]}
lessons:
  - {id: l, kind: keep, what: Le cercle, on: 2027-06-30}
steps:
  - {id: s, step: reminder, on: 2027-03-01, pair: pauline-r--catherine-a, who: [pauline-r], rule: silent}
"""
WHOLE = {
    "program.yaml": PROGRAM,
    "participants.yaml": PARTICIPANTS,
    "participants/others.yaml": OTHERS,
    "objectives.yaml": OBJECTIVES,
    "framework.yaml": FRAMEWORK,
    "topics.yaml": TOPICS,
    "pairs.yaml": PAIRS,
    "plan.yaml": PLAN,
    "journal/pauline-r--catherine-a.yaml": JOURNAL,
    "surveys/pulse.yaml": SURVEY,
    "register.yaml": REGISTER,
}
