"""Words of exports of answers, in French and English: headings, scales and choices, all folded."""

from __future__ import annotations

from collections.abc import Mapping


def _told(words: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, each in words.items() for word in each.split("|")}


# What a column tells besides answers; ``pair`` by its id or by the name of the partner.
HEADINGS: Mapping[str, str] = _told(
    {
        "person": (
            "person|personne|participant|participante|collaborateur|collaboratrice|colleague|employee"
            "|team member|your colleague|votre collaborateur|votre collaboratrice|votre collegue"
            "|personne concernee|nom de la personne|nom du participant|name of the participant"
            "|name of your colleague|nom de votre collaborateur|de qui parlez vous"
        ),
        "role": (
            "role|votre role|your role|mon role|my role|role dans le programme|role in the program"
            "|je suis|i am|you are|vous etes|je reponds en tant que|vous repondez en tant que"
            "|i answer as|you answer as|are you mentor or mentee|etes vous mentor ou mentore"
            "|mentor ou mentore|mentor or mentee"
        ),
        "pair": (
            "pair|pair id|binome|votre binome|mon binome|your pair|my pair|partner|your partner"
            "|my partner|name of your partner|partenaire|votre partenaire|nom de votre binome"
            "|nom de votre partenaire|mentor|votre mentor|your mentor|mon mentor|my mentor"
            "|nom de votre mentor|name of your mentor|mentore|mentoree|mentee|votre mentore"
            "|votre mentoree|your mentee|my mentee|nom de votre mentore|name of your mentee"
            "|personne accompagnee|nom de la personne que vous accompagnez|avec qui|with whom"
        ),
        "session": (
            "session|seance|numero de seance|numero de la seance|seance numero|seance n|n de seance"
            "|no de seance|session number|session no|number of the session|quelle seance"
            "|which session|de quelle seance s agit il"
        ),
    }
)
# Headings of when an answer was given; of several columns, the first of these kinds is taken.
SENT, STAMPED, CHANGED, STARTED = range(4)
MOMENT_HEADINGS: Mapping[str, int] = {
    word: kind
    for kind, words in (
        (
            SENT,
            (
                "completion time|completed time|completed|submitdate|date submitted|submission date"
                "|submitted|submitted at|submit date|heure de fin|heure d achevement|fin"
                "|date de soumission|heure de soumission|date soumise|soumis|soumis le|date d envoi"
            ),
        ),
        (
            STAMPED,
            (
                "date|day|jour|timestamp|horodateur|horodatage|time|heure|date et heure"
                "|date and time|date de reponse|date de la reponse|date of the answer|answered on"
            ),
        ),
        (
            CHANGED,
            (
                "modified time|last modified time|modified|datestamp|date last action"
                "|heure de la derniere modification|date de modification|date de la derniere action"
            ),
        ),
        (
            STARTED,
            (
                "start time|started|startdate|date started|created|heure de debut|date de debut"
                "|date de lancement"
            ),
        ),
    )
    for word in words.split("|")
}
# A draft that was never sent has an empty cell below these.
SENT_ONLY = frozenset(
    ["submitdate", "date submitted", "date de soumission", "date soumise", "completed time"]
)
# Headings of tools that write their dates day first.
FRENCH_MOMENTS = frozenset(
    word
    for word in MOMENT_HEADINGS
    if word.startswith(("horod", "heure", "soumis", "jour", "fin")) or " de " in word
)

# The name of who answers, in a form for this role only.
OWN_HEADINGS: Mapping[str, str] = {"mentor": "mentor", "mentore": "mentee", "mentee": "mentee"}
ROLE_WORDS: Mapping[str, str] = _told(
    {
        "manager": "manager|responsable|responsable hierarchique|superieur hierarchique|n plus 1",
        "coordinator": "coordinator|coordinateur|coordinatrice|coordination",
        "sponsor": "sponsor|commanditaire",
    }
)
# Words of the usual scale of five, from strong disagreement to strong agreement.
AGREEMENT: Mapping[str, int] = {
    word: number
    for number, words in (
        (
            1,
            (
                "strongly disagree|completely disagree|totally disagree|fully disagree|not at all"
                "|pas du tout d accord|pas du tout|pas d accord du tout|tout a fait en desaccord"
                "|fortement en desaccord|totalement en desaccord|fortement pas d accord"
            ),
        ),
        (
            2,
            (
                "disagree|somewhat disagree|rather disagree|tend to disagree|pas d accord"
                "|plutot pas d accord|plutot en desaccord|en desaccord|pas vraiment d accord"
            ),
        ),
        (
            3,
            (
                "neutral|neither agree nor disagree|neither|undecided|neutre|mitige"
                "|ni d accord ni pas d accord|ni en accord ni en desaccord"
                "|ni d accord ni en desaccord|moyennement d accord"
            ),
        ),
        (
            4,
            (
                "agree|somewhat agree|rather agree|tend to agree|d accord|plutot d accord"
                "|plutot en accord|en accord"
            ),
        ),
        (
            5,
            (
                "strongly agree|completely agree|totally agree|fully agree|tout a fait d accord"
                "|tout a fait|totalement d accord|entierement d accord|fortement d accord"
                "|tout a fait en accord"
            ),
        ),
    )
    for word in words.split("|")
}
# What stands where somebody did not answer.
NOT_ANSWERED = frozenset(
    word
    for words in (
        "|n a|na|nsp|no answer|not answered|no opinion|don t know|i don t know|not applicable",
        "sans reponse|pas de reponse|sans opinion|ne se prononce pas|je ne sais pas|non concerne",
        "non concernee|non renseigne|sans objet",
    )
    for word in words.split("|")
)
# What people call the choices of the questionnaires that the field knows.
CHOICES: Mapping[str, str] = _told(
    {
        "good": "good|yes|oui|bien|ca me convient|cela me convient|ce binome me convient|it suits me",
        "deciding": (
            "deciding|still deciding|not decided|not decided yet|not yet decided|undecided"
            "|pas encore decide|pas encore decidee|je ne sais pas encore|a voir|j hesite"
        ),
        "not-good": (
            "not good|no|non|pas bien|cela ne me convient pas|ca ne me convient pas"
            "|ce binome ne me convient pas|it does not suit me"
        ),
    }
)
