"""Sentences about what must hold across values and files."""

from __future__ import annotations

SENTENCES = {
    "duplicate-id": (
        "The id “%(id)s” is already taken (%(other)s).",
        "Give one of the two another id.",
    ),
    "reserved-id": (
        "The id “%(id)s” is kept for the program’s own calendar.",
        "Choose another id.",
    ),
    "built-in-topic": (
        "There is a built-in topic “%(id)s”; this one takes its place.",
        "Choose another id if another topic is meant.",
    ),
    "unknown-person": (
        "There is nobody with the id “%(value)s”.",
        "Write the id of somebody in participants.yaml.",
    ),
    "unknown-topic": (
        "No topic has the id “%(value)s”.",
        "Write the id of a topic, or add the topic to topics.yaml.",
    ),
    "unknown-kpi": (
        "There is no KPI “%(value)s”.",
        "Write the id of a KPI, or add it under kpis.",
    ),
    "unknown-module": (
        "There is no module “%(value)s” in framework.yaml.",
        "Write the id of a module, or plan again: rmentor plan",
    ),
    "unknown-pair": (
        "There is no pair “%(value)s” in pairs.yaml.",
        "Write the id of a pair, or plan again: rmentor plan",
    ),
    "unknown-journal": (
        "There is no pair “%(value)s” in pairs.yaml that this journal could belong to.",
        "Name the file after the pair’s id.",
    ),
    "self-reference": (
        "“%(value)s” names itself under “%(key)s”.",
        "Delete it there.",
    ),
    "manager-cycle": (
        "These people are above one another in a circle: %(people)s.",
        "Correct one of their managers.",
    ),
    "levels-contradict": (
        "“%(topic)s” has level %(level)s here and level %(offered)s under offers.",
        "Keep the one under offers; levels is for topics that are not offered.",
    ),
    "avoid-and-prefer": (
        "“%(value)s” stands under avoid and under prefer.",
        "Keep one of the two.",
    ),
    "same-email": (
        "%(other)s has the same e-mail address.",
        "If it is one person, keep one of the two.",
    ),
    "same-name": (
        "%(other)s has the same name.",
        "If it is one person, keep one of the two; if not, give both an e-mail address.",
    ),
    "short-window": (
        "No session of %(minutes)s minutes fits into this window.",
        "Make it longer, or delete it.",
    ),
    "end-before-start": (
        "The program ends on %(end)s, before it starts on %(start)s.",
        "Correct start or end.",
    ),
    "no-weight": (
        "All criteria weigh 0, so that no pair could be better than another.",
        "Give at least one of them a weight.",
    ),
    "group-order": (
        "The largest group (%(most)s) is smaller than the smallest (%(least)s).",
        "Correct min or max.",
    ),
    "agenda-minutes": (
        "This agenda takes %(planned)s minutes, and a session %(minutes)s.",
        "Let the minutes of its parts add up to the session’s.",
    ),
    "module-without-agenda": (
        "Sessions of this module take %(minutes)s minutes, and the framework’s agenda %(planned)s.",
        "Give the module an agenda of its own.",
    ),
    "module-sessions": (
        "The modules have %(total)s sessions in all, and the framework %(sessions)s.",
        "Let the modules’ sessions add up to the framework’s.",
    ),
    "kpi-title": (
        "This KPI has no title.",
        "Add a line title: … or, for a figure that rmentor computes, computed: …",
    ),
    "share-of-one": (
        "This KPI is a percentage, and %(value)s means %(value)s in a hundred.",
        "Write %(percent)s if you mean that share of all.",
    ),
    "same-day": (
        "There is already a reading of %(value)s.",
        "Keep one of the two.",
    ),
    "topic-circle": (
        "These topics come before one another in a circle: %(topics)s.",
        "Delete one of them from after.",
    ),
    "survey-choices": (
        "A question with scale: choice needs at least two choices.",
        "Add a line such as choices: [good, deciding, not-good].",
    ),
    "survey-choices-unused": (
        "Choices are shown only with scale: choice.",
        "Add scale: choice, or delete the choices.",
    ),
    "pair-like-person": (
        "“%(id)s” is already the id of a person, whose calendar has that name.",
        "Choose another id, such as MENTOR--MENTEE.",
    ),
    "pair-with-self": (
        "“%(value)s” is both mentor and mentee of this pair.",
        "Name two people.",
    ),
    "named-twice": (
        "“%(value)s” stands here a second time.",
        "Keep one of the two.",
    ),
    "person-left": (
        "“%(value)s” has left, and this pair still goes on.",
        "Set the pair’s status to ended or completed, or the person’s to active.",
    ),
    "person-paused": (
        "“%(value)s” is paused, and this pair is active.",
        "Set the pair’s status to paused as well, or the person’s to active.",
    ),
    "same-pair": (
        "The same people are already together in %(other)s.",
        "Keep one of the two.",
    ),
    "until-before-since": (
        "This pair was over on %(until)s, before it began on %(since)s.",
        "Correct since or until.",
    ),
    "until-yet-active": (
        "until is the day on which a pair ended, was completed or paused, and this one is active.",
        "Delete until, or write what the pair is now under status.",
    ),
    "session-twice": (
        "Session %(session)s of %(pair)s is planned more than once.",
        "Keep one of them.",
    ),
    "unknown-invited": (
        "“%(value)s” is neither all, mentors or mentees, nor the id of somebody.",
        "Write one of these three words, or ids of people in participants.yaml.",
    ),
    "event-agenda": (
        "This agenda takes %(planned)s minutes, and the event %(minutes)s.",
        "Let the minutes of its parts add up to the event’s.",
    ),
    "times-without-every": (
        "This event is to be held %(times)s times, and nothing says how often.",
        "Add a line such as every: 4 weeks, or delete times.",
    ),
    "before-no-session": (
        "There is no session %(value)s: the framework has %(sessions)s.",
        "Write the number of a session, or delete before.",
    ),
    "event-outside": (
        "%(value)s lies outside the program’s first and last day.",
        "If it is meant, leave it: the day that you choose is kept.",
    ),
    "event-closed": (
        "%(value)s lies in days that program.yaml calls closed.",
        "If it is meant, leave it: the day that you choose is kept.",
    ),
    "unknown-event": (
        "framework.yaml has no event “%(value)s” any more.",
        "Plan again, and calendars hear that it is called off: rmentor plan",
    ),
    "event-twice": (
        "%(event)s number %(number)s is planned more than once.",
        "Keep one of them.",
    ),
    "held-twice": (
        "Session %(session)s was held twice, this journal says.",
        "Correct the number of one of them.",
    ),
    "not-in-pair": (
        "“%(value)s” is not in the pair of this journal.",
        "Name one of the pair.",
    ),
}
