"""The nine health rules of the domain's table, once more, in plain loops over the files' own facts.

Written from the text of the rules, without a line of rmentor's follow-up, of pairs and groups alike.
What surveys say is left to examples.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry

DAY = timedelta(days=1)
Entries = list[JournalEntry]
State = str | None


def rules_met(program: Program, pair: Pair, today: date) -> dict[str, str]:
    """State of every rule that the pair meets, by name."""
    told = [entry for entry in program.journal.get(pair.id, ()) if entry.date <= today]
    told.sort(key=lambda entry: (entry.date, entry.session))
    held = [entry for entry in told if entry.state == "held"]
    found: dict[str, State] = {
        "not-started": not_started(program, pair, held, today),
        "silent": silent(program, pair, told, held, today),
        "cancelled": cancelled(program, told),
        "low-pulse": low_pulse(program, held),
        "unbalanced": unbalanced(program, held),
        "no-return": no_return(program, pair, held),
        "stuck-actions": stuck_actions(program, told, held, today),
        "no-progress": no_progress(program, pair, told, held),
        "unanswered": unanswered(program, held),
    }
    if pauses_on(pair, today):
        found = {rule: found[rule] for rule in ("low-pulse", "unbalanced")}
    return {rule: state for rule, state in found.items() if state and rule in program.health}


def pauses_on(pair: Pair, day: date) -> bool:
    for span in pair.pauses:
        if span.first <= day <= span.last:
            return True
    return pair.status == "paused" and (pair.until is None or day >= pair.until)


def meeting_days(program: Program, pair: Pair, after: date, until: date) -> int:
    """Days on which they could have met, counted one by one."""
    count, day = 0, after + DAY
    while day <= until:
        off = [span for span in (*pair.pauses, *program.closed) if span.first <= day <= span.last]
        count += not off
        day += DAY
    # A day that is still to come meets nothing.
    return count if until >= after else -1


def graded(program: Program, rule: str, measure: Fraction | int) -> State:
    limits = program.health.get(rule)
    if limits is None:
        return None
    if measure >= limits.risk:
        return "at-risk"
    return "watch" if measure >= limits.watch else None


def planned_start(program: Program, pair: Pair) -> date | None:
    lines = [line for line in program.plan.sessions if line.pair == pair.id]
    lines.sort(key=lambda line: line.session)
    if lines:
        return lines[0].first or lines[0].start.date()
    return pair.since


def not_started(program: Program, pair: Pair, held: Entries, today: date) -> State:
    start = planned_start(program, pair)
    if held or start is None:
        return None
    return graded(program, "not-started", meeting_days(program, pair, start, today))


def silent(program: Program, pair: Pair, told: Entries, held: Entries, today: date) -> State:
    if not held or nothing_left(program, pair, told, held):
        return None
    rhythm = pair.every_days or program.framework.every_days
    days = meeting_days(program, pair, held[-1].date, today)
    return graded(program, "silent", Fraction(days, rhythm))


def nothing_left(program: Program, pair: Pair, told: Entries, held: Entries) -> bool:
    """Whether each session was held or called off for good."""
    lines = {line.session: line for line in program.plan.sessions if line.pair == pair.id}
    waiting = {one.session for one in program.plan.unplaced if one.pair == pair.id}
    numbers = {*range(1, program.framework.sessions + 1), *lines, *(e.session for e in told)}
    for number in numbers - {entry.session for entry in held}:
        words = [entry for entry in told if entry.session == number]
        off = bool(words) and words[-1].state == "cancelled"
        line = lines.get(number)
        if line is None:
            if not off:
                return False
        elif line.state == "cancelled":
            if number in waiting:
                return False
        elif not off or line.start.date() > words[-1].date:
            return False
    return True


def cancelled(program: Program, told: Entries) -> State:
    limits = program.health.get("cancelled")
    if limits is None:
        return None
    row = 0
    for entry in reversed(told):
        if entry.state == "held":
            break
        row += 1
    if row and row >= limits.risk:
        return "at-risk"
    failed = len([entry for entry in told[-3:] if entry.state in ("cancelled", "moved")])
    return "watch" if failed and failed >= limits.watch else None


def low_pulse(program: Program, held: Entries) -> State:
    limits = program.health.get("low-pulse")
    if limits is None:
        return None
    worst: State = None
    for side in ("mentor", "mentee"):
        series = [entry.pulse[side] for entry in held if side in entry.pulse]
        if not series:
            continue
        falling = len(series) >= 3 and series[-3] > series[-2] > series[-1]
        if series[-1] <= limits.risk or falling:
            return "at-risk"
        if series[-1] <= limits.watch:
            worst = "watch"
    return worst


def unbalanced(program: Program, held: Entries) -> State:
    apart = [
        abs(entry.pulse["mentor"] - entry.pulse["mentee"]) >= 2
        for entry in held
        if "mentor" in entry.pulse and "mentee" in entry.pulse
    ]
    row = 0
    while row < len(apart) and apart[len(apart) - 1 - row]:
        row += 1
    return graded(program, "unbalanced", row) if row else None


def gives_back(program: Program, pair: Pair, entry: JournalEntry) -> bool:
    if entry.returns or any(action.returns for action in entry.actions):
        return True
    people = {person.id: person for person in program.participants}
    for topic in entry.topics:
        for mentee in (people[each] for each in pair.mentees):
            mentor = people[pair.mentor]
            offered = mentee.offers.get(topic, 0)
            mine = mentor.levels.get(topic, mentor.offers.get(topic, 0))
            knows = offered >= program.rules.min_level and offered - mine >= program.rules.min_gap
            if topic in mentor.wants and knows:
                return True
    return False


def no_return(program: Program, pair: Pair, held: Entries) -> State:
    limits = program.health.get("no-return")
    if limits is None or not held:
        return None
    gifts = [gives_back(program, pair, entry) for entry in held]
    if not any(gifts) and Fraction(len(held), program.framework.sessions) >= limits.risk:
        return "at-risk"
    row = 0
    for gift in reversed(gifts):
        if gift:
            break
        row += 1
    return "watch" if row and row >= limits.watch else None


def stuck_actions(program: Program, told: Entries, held: Entries, today: date) -> State:
    limits = program.health.get("stuck-actions")
    actions = [action for entry in told for action in entry.actions]
    due = [action for action in actions if action.due is not None and action.due < today]
    overdue = [action for action in due if not action.done]
    if limits is None or not overdue:
        return None
    times, days = 0, sorted(entry.date for entry in held)
    for place in range(len(days) - 1, -1, -1):
        first = days[place - 1] if place else date(1, 1, 1)
        fell_due = [a for a in due if a.due is not None and first < a.due <= days[place]]
        if not fell_due:
            continue
        if len([action for action in fell_due if not action.done]) < len(fell_due):
            break
        times += 1
    if times >= limits.risk:
        return "at-risk"
    return "watch" if Fraction(len(overdue), len(due)) > limits.watch else None


def no_progress(program: Program, pair: Pair, told: Entries, held: Entries) -> State:
    people = {person.id: person for person in program.participants}
    for entry in told:
        for who, levels in entry.levels.items():
            if who not in pair.mentees:
                continue
            for topic, level in levels.items():
                begin = people[who].levels.get(topic, people[who].offers.get(topic, 0))
                if level != begin:
                    return None
    sessions = len({entry.session for entry in held})
    share = Fraction(sessions, program.framework.sessions)
    return graded(program, "no-progress", share) if sessions else None


def unanswered(program: Program, held: Entries) -> State:
    limits = program.health.get("unanswered")
    if limits is None:
        return None
    for side in ("mentor", "mentee"):
        row = 0
        for entry in reversed(held):
            if side in entry.pulse:
                break
            row += 1
        if row and row >= limits.watch:
            return "watch"
    return None
