"""What an import of answers has to say, beside what an import of people says."""

from __future__ import annotations

from collections.abc import Mapping

# Code: what is wrong, and what to do about it. A sentence repeats a word or two that
# is on no scale, so that its meaning can be said; never a text or a choice that somebody wrote.
ANSWERS: Mapping[str, tuple[str, str]] = {
    "off-scale": ("“%(value)s” is not on the scale from %(lowest)s to %(highest)s.", ""),
    "no-number": (
        "This text is no answer on the scale from %(lowest)s to %(highest)s.",
        "Is it the right column? Say which it is: --map HEADING=QUESTION",
    ),
    "unknown-answer": (
        "“%(value)s” has no place yet on the scale from %(lowest)s to %(highest)s.",
        "Say in import.yaml, in the entry of this survey, what it means: values: {%(item)s: {%(value)s: …}}",
    ),
    "contrary-answer": (
        "This answer says %(number)s, but its words are those of %(other)s.",
        (
            "Look which way round the form’s scale goes. To go by your own meaning of the words, say it "
            "in import.yaml: values: {%(item)s: …}"
        ),
    ),
    "answer-codes": (
        "Codes such as A1 are read as numbers: A1 is 1, A5 is 5.",
        "If the form has them the other way round, say so in import.yaml: values: {1-5: {A1: 5, A2: 4}}",
    ),
    "unknown-choice": ("This answer is none of the choices: %(choices)s.", ""),
    "close-choice": (
        "This answer is none of the choices: %(choices)s; did you mean %(close)s?",
        "Say in import.yaml what each answer means: values: {%(item)s: …}",
    ),
    "no-choice": (
        "This text is none of the choices: %(choices)s.",
        "Is it the right column? Say which it is: --map HEADING=QUESTION",
    ),
    "answer-length": ("This answer has more than %(most)s characters.", "Is it the right column?"),
    "answer-disagrees": (
        "Two columns answer “%(item)s”, and differ.",
        "Leave one of them out: --map HEADING=ignore",
    ),
    "answer-date": (
        "“%(value)s” may be read day first or month first.",
        "Say it for this survey: --dates dd/mm/yyyy or --dates mm/dd/yyyy",
    ),
    "answer-draft": ("This answer was begun and never sent; left out.", ""),
    "answer-anonymous": (
        "Nothing says who answered; the row stays out.",
        (
            "Answers are kept with the person who gave them, so that both sides become visible together. "
            "Have the form ask for the name or e-mail, or say which column has it: --map HEADING=name"
        ),
    ),
    "answer-unknown": (
        "“%(value)s” is nobody in the program.",
        "People are named by id, e-mail or full name, as participants.yaml has them.",
    ),
    "answer-newcomer": (
        "“%(value)s” is not in the program yet; the answer stays out.",
        "To add those who have answered: --yes",
    ),
    "answer-close": (
        "“%(value)s” is nobody in the program; did you mean %(name)s (%(close)s)?",
        "Write the name, the e-mail or the id as participants.yaml has it.",
    ),
    "answer-namesakes": (
        "“%(value)s” is the name of several people.",
        "Give the id or the e-mail.",
    ),
    "answer-two-people": (
        "Id, e-mail and name of this row speak of several people: %(people)s.",
        "Correct the row, or leave one of the columns out: --map HEADING=ignore",
    ),
    "answer-of-whom": (
        "Nobody in the program reports to “%(value)s”.",
        "Say of whom the manager speaks, in a column “person” with the participant’s name or id.",
    ),
    "answer-which-report": (
        "This manager has several people in the program: %(people)s.",
        "Say of whom the manager speaks, in a column “person” with the participant’s name or id.",
    ),
    "answer-role": (
        "“%(value)s” is no role.",
        "Roles are mentor, mentee, manager, coordinator, sponsor.",
    ),
    "answer-audience": ("This survey does not go to the role %(role)s, but to: %(roles)s.", ""),
    "answer-no-role": (
        "%(person)s is in none of the roles that this survey goes to: %(roles)s.",
        "Correct the role in participants.yaml, or say it in a column “role”.",
    ),
    "answer-no-pair": (
        "%(person)s is in no pair as what this survey asks for: %(roles)s.",
        "Answers to it are about a pair: look at pairs.yaml.",
    ),
    "answer-pair": (
        "“%(value)s” is no pair of %(person)s, and nobody in one.",
        "Name the pair by its id, or by the partner’s name.",
    ),
    "answer-which-pair": (
        "%(person)s is in several pairs: %(choices)s.",
        "Say which, in a column “pair” with its id or the partner’s name.",
    ),
    "answer-which-role": (
        "%(person)s may have answered as: %(choices)s.",
        "Say it in a column “role”.",
    ),
    "answer-session": ("“%(value)s” is no session from %(lowest)s to %(highest)s.", ""),
    "answer-no-day": (
        "Nothing says after which session this was answered.",
        "Give the session in a column “session”, or the date, and the session before it is taken.",
    ),
    "answer-no-session": (
        "%(pair)s has no session on %(day)s or before it.",
        "Log the session first, or give its number in a column “session”.",
    ),
    "answer-not-asked": (
        "“%(item)s” is no question for the role %(role)s; this cell is left out.",
        "",
    ),
    "answer-of-others": (
        "Nothing that this row answers is a question for the role %(role)s.",
        "Look at the role of the row.",
    ),
    "answer-kept": (
        "%(file)s says something else for %(person)s, of the same day; it stays as it is.",
        "If the sheet is right: --replace",
    ),
    "near-question": (
        "“%(value)s” is taken for the question “%(text)s” (%(item)s).",
        "If it is another one, say so: --map HEADING=QUESTION",
    ),
    "codes-only": (
        "These headings are codes: %(headings)s.",
        (
            "If they are the %(n)s questions that no other column answers, in their order, say "
            "--in-order; else name each: --map CODE=QUESTION"
        ),
    ),
    "no-question": (
        "No column answers a question of this survey.",
        "Its questions: %(items)s. Say which column is which: --map HEADING=QUESTION",
    ),
}
# What people should know of; with all others a row stays out.
ANSWER_NOTES = frozenset(
    (
        "answer-codes",
        "answer-draft",
        "answer-not-asked",
        "answer-kept",
        "near-question",
        "codes-only",
    )
)
