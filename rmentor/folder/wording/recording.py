"""Sentences about an entry of a journal that is about to be recorded."""

from __future__ import annotations

SENTENCES = {
    "no-session": (
        "This pair has no session %(value)s.",
        "Its sessions: %(known)s.",
    ),
    "no-due-session": (
        "No session of this pair is due that nobody has recorded.",
        "Name the session that is meant. Its sessions: %(known)s.",
    ),
    "unknown-column": (
        "Nothing is known to do with the column “%(value)s”.",
        "Correct its heading, or empty the column.",
    ),
    "no-pair-column": (
        "No column says which pair a row is about.",
        "Begin with a form: rmentor log --form",
    ),
    "no-such-pair": (
        "There is no pair “%(value)s”.",
        "Write its id, as a form has it: rmentor log --form",
    ),
    "recorded-already": (
        "The journal says already what became of session %(session)s.",
        "If that is to be corrected: --replace, or rmentor log %(pair)s --session %(session)s --edit",
    ),
    "pulse-form": (
        "“%(value)s” is no pulse of a side.",
        "Write it as mentor=5,mentee=4.",
    ),
    "level-form": (
        "“%(value)s” is no level of somebody in a topic.",
        "Write it as PERSON:TOPIC=LEVEL, such as %(example)s.",
    ),
    "action-form": (
        "“%(value)s” does not say who does what.",
        "Write it as “PERSON: what is to be done @2027-02-02”; the day may be left out.",
    ),
    "no-action": (
        "This pair has no action “%(value)s”.",
        "Its open actions: %(known)s.",
    ),
    "several-actions": (
        "“%(value)s” fits several open actions.",
        "Write more of it, or the number. Open actions: %(known)s.",
    ),
    "date-ahead": (
        "%(value)s has not come yet (today is %(today)s), so nothing can have been held then.",
        "Correct the date, or record it when it is over.",
    ),
    "before-pair": (
        "%(value)s is before this pair began, on %(since)s.",
        "Correct the date, or since in pairs.yaml.",
    ),
    "after-pair": (
        "%(value)s is after this pair was over, on %(until)s.",
        "Correct the date, or until in pairs.yaml.",
    ),
    "reason-of-held": (
        "A session that was held has no reason why it was not.",
        "Leave the reason out, or say that it was cancelled or moved.",
    ),
    "not-held": (
        "A session that was not held has no %(key)s.",
        "Leave %(key)s out, or say that it was held.",
    ),
    "to-without-move": (
        "There is a new date, %(value)s, for a session that was not moved.",
        "Leave the new date out, or say that it was moved.",
    ),
    "to-not-after": (
        "The new date, %(value)s, is not after the day on which it did not take place, %(date)s.",
        "Correct one of the two dates.",
    ),
    "to-outside": (
        "%(value)s lies outside the program’s first and last day.",
        "Correct the new date, or the end in program.yaml.",
    ),
    "due-before": (
        "%(value)s, by which this action is to be done, is before the session, on %(date)s.",
        "Correct the day.",
    ),
    "entry-twice": (
        "The journal says twice what became of session %(session)s on %(day)s.",
        "Keep one of the two.",
    ),
}
