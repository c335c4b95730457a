"""What headings ask for, in French and English: keys of a participant, topics, or what is left out.

A table, read from the top: the first entry that fits decides. Sensitive headings come before all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rmentor.intake.topics import TopicIndex
from rmentor.intake.words import fold

# Words that make a column sensitive wherever they stand in a heading. rmentor has no field for any
# of them, and pairing must not see them (contract, section 4), so they are not even read.
_SENSITIVE_WORDS = frozenset(
    word
    for words in (
        "age ages birth birthday birthdate dob born naissance generation",
        "gender genders sex sexe sexes genre pronoun pronouns pronom pronoms civilite",
        "female male women men woman man femme femmes homme hommes feminin masculin",
        "sexual sexuality sexuelle sexualite lgbt lgbtq lgbtqia transgender orientation",
        "identity identities characteristic characteristics",
        "ethnic ethnicity ethnicities ethnie ethnique race racial skin",
        "nationality nationalities nationalite nationalites citizenship citoyennete",
        "religion religions religious religieuse religieux faith croyance croyances belief beliefs",
        "health medical disability disabilities disabled handicap rqth sante maladie",
        "marital married marriage matrimonial matrimoniale pregnancy pregnant grossesse enceinte",
        "children enfants political politique syndicat syndicale union",
    )
    for word in words.split(" ")
)
_SENSITIVE_PHRASES = tuple(
    phrase
    for phrases in (
        "ne le|nee le|pays d origine|country of origin|national origin|couleur de peau",
        "origine ethnique|origines ethniques|origine sociale|milieu social|social background",
        "socio economic|situation de famille|situation familiale|family situation|family status",
        "vie privee sexuelle|social security|securite sociale",
    )
    for phrase in phrases.split("|")
)
_SENSITIVE_WHOLE = frozenset(
    ["origine", "origines", "origin", "origins", "etat civil", "titre m mme"]
)

# Headings that are one of these words, folded, and nothing else.
_WHOLE: Mapping[str, str] = {
    alias: key
    for key, aliases in {
        "id": "id|identifiant|identifier|matricule",
        "first-name": "prenom|prenoms|first name|given name|firstname|forename",
        "last-name": "nom de famille|last name|surname|family name|lastname|nom d usage",
        "name": "nom|name|nom complet|full name|nom et prenom|nom prenom|prenom nom|prenom et nom"
        "|fullname|participant|nom du participant|identite|collaborateur",
        "email": "e mail|email|mail|courriel|adresse e mail|adresse email|adresse mail"
        "|adresse electronique|adresse de messagerie|adresse de courriel|email address|e mail address"
        "|mail address",
        "role": "role|roles|participe en tant que|participation|role dans le programme",
        "volunteer": "volontaire|volunteer|volontariat|accord|consent|consentement",
        "status": "statut|status|etat",
        "waited": "attente|tours d attente|waited",
        "seniority": "grade|grades|niveau|niveau hierarchique|seniority|seniorite|position level"
        "|job level|job grade|echelon|rang|grade level|level",
        "department": "departement|department|service|direction|division|pole|business unit|team"
        "|equipe|entite|dept",
        "site": "site|bureau|office|lieu|lieu de travail|ville|location|work location|city|campus"
        "|home office|agence|etablissement",
        "manager": "manager|responsable|n plus 1|superieur|superieur hierarchique|line manager"
        "|responsable hierarchique|reports to|hierarchie|chef",
        "organisation": "organisation|organization|entreprise|company|societe|employeur|employer",
        "country": "pays|country",
        "timezone": "fuseau|fuseau horaire|time zone|timezone",
        "languages": "langue|langues|language|languages|langues parlees|spoken languages"
        "|languages spoken",
        "mode": "mode|teletravail|modalite|modalites|format|presentiel distanciel|remote"
        "|sur site ou a distance|remote or onsite|onsite or remote",
        "offers": "offre|offres|offers|competences|competences offertes|peut enseigner|peut transmettre"
        "|je peux transmettre|je peux enseigner|skills|skills offered|can teach|teaches"
        "|i can teach|expertise|expertises|domaines d expertise",
        "wants": "besoin|besoins|souhaits|wants|needs|veut apprendre|je veux apprendre|wants to learn"
        "|i want to learn|learning needs|learning goals|competences souhaitees|souhaite apprendre",
        "levels": "niveaux|levels|auto evaluation|self assessment",
        "interests": "interets|centres d interet|centre d interet|interests|hobbies|loisirs|passions",
        "availability": "disponibilite|disponibilites|availability|creneaux|free times|creneau",
        "away": "absence|absences|conges|away|holidays|vacances|leave|days off|indisponibilites",
        "capacity": "capacite|capacity|nombre de mentores|nombre de mentorees|mentees|nb mentores"
        "|number of mentees|max mentees|nombre max de mentores",
        "avoid": "a eviter|eviter|avoid|personnes a eviter|people to avoid|avoids",
        "prefer": "preference|preferences|prefer|prefers|preferred mentor|preferred mentors"
        "|preferred mentee|preferred mentees|personnes souhaitees|mentor souhaite|binome souhaite",
        "drive": "motivation|drive|niveau de motivation",
    }.items()
    for alias in aliases.split("|")
}

# Phrases that may stand anywhere in a heading, whole questions too. Order matters: "e-mail of your
# manager" is about the manager, "people I would rather not be paired with" not about a wish.
_INSIDE: tuple[tuple[str, str], ...] = tuple(
    (phrase, key)
    for key, phrases in (
        (
            "avoid",
            "rather not be paired|ne pas etre|eviter|to avoid|pas travailler avec|not be matched",
        ),
        (
            "capacity",
            (
                "how many mentees|combien de mentores|combien de personnes|nombre de mentores"
                "|number of mentees|combien de mentees"
            ),
        ),
        (
            "manager",
            (
                "n plus 1|line manager|superieur hierarchique|responsable hierarchique|du manager"
                "|your manager|manager s|votre manager|manager email|manager name|manager e mail"
            ),
        ),
        (
            "volunteer",
            (
                "volontaire|volunteer|i agree to take part|j accepte de participer"
                "|je souhaite participer|please confirm you are willing|accord pour participer"
            ),
        ),
        (
            "wants",
            (
                "veut apprendre|veux apprendre|voulez apprendre|voulez vous apprendre|souhaite apprendre"
                "|souhaitez apprendre|souhaitez vous apprendre|souhaitez progresser|aimeriez apprendre"
                "|aimerais apprendre|want to learn|wants to learn|like to learn|hope to learn"
                "|important to you|besoins de formation|learning needs|souhaitez vous progresser"
                "|competences souhaitees|competences recherchees|skills wanted|sujets souhaites"
            ),
        ),
        (
            "offers",
            (
                "peut enseigner|peux enseigner|pouvez enseigner|pouvez vous enseigner|peut transmettre"
                "|peux transmettre|pouvez transmettre|pouvez vous transmettre|can teach|could teach"
                "|able to teach|could you teach|can you teach|good at|competences offertes"
                "|skills offered|willing to teach|pret a transmettre|prete a transmettre"
            ),
        ),
        (
            "availability",
            "disponibilites|disponible|creneaux|availability|are you available|free times",
        ),
        ("away", "absences|conges prevus|dates d absence|away on|days off"),
        (
            "languages",
            "langues parlees|langues que|languages do you speak|languages spoken|languages you",
        ),
        ("interests", "centres d interet|your interests|vos interets|hobbies|loisirs"),
        (
            "email",
            (
                "email address|e mail address|adresse e mail|adresse mail|adresse electronique"
                "|courriel|your email|work email|e mail professionnel|email professionnel"
            ),
        ),
        ("name", "nom et prenom|prenom et nom|votre nom complet|your full name|what is your name"),
        ("first-name", "prenom|first name"),
        ("last-name", "nom de famille|last name|surname|votre nom"),
        ("prefer", "preferred mentor|preferred mentee|mentor souhaite|binome souhaite"),
        (
            "seniority",
            "position level|niveau hierarchique|job grade|job level|votre grade|your grade",
        ),
        (
            "site",
            (
                "home office|which office|quel site|site de rattachement|lieu de travail|work location"
                "|site principal"
            ),
        ),
        ("mode", "teletravail|a distance ou|en presentiel|remote or|onsite or"),
        ("department", "department|departement|direction|business unit|votre service|service de"),
        ("country", "quel pays|which country|country of work|pays de travail"),
        (
            "role",
            (
                "mentor ou mentore|mentor or mentee|en tant que mentor|both mentor and mentee"
                "|mentor et mentore|mentor and mentee"
            ),
        ),
        ("drive", "niveau de motivation|motivation de 1|motivation from 1|motivation 1"),
    )
    for phrase in phrases.split("|")
)
# Keys whose phrases are too common in long questions to be believed there.
_SHORT_ONLY = frozenset(
    {"department", "first-name", "last-name", "prefer", "mode", "email", "manager"}
)
_LONG = 8


def is_sensitive(header: str) -> bool:
    """Whether a column is about what no matching may see: age, sex, origin, health, beliefs ..."""
    folded = fold(header)
    words = folded.split()
    if folded in _SENSITIVE_WHOLE:
        return True
    if any(word in _SENSITIVE_WORDS for word in words):
        return True
    return any(f" {phrase} " in f" {folded} " for phrase in _SENSITIVE_PHRASES)


def key_of(header: str) -> tuple[str, bool] | None:
    """Key that a heading asks for, and whether it says nothing else; None where it asks for none."""
    folded = fold(header)
    if whole := _WHOLE.get(folded):
        return whole, True
    # "Grade (1-9)", "Langues (séparées par ;)": what stands in brackets explains.
    if whole := _WHOLE.get(fold(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header))):
        return whole, True
    is_long = len(folded.split()) > _LONG
    for phrase, key in _INSIDE:
        if f" {phrase} " in f" {folded} " and not (is_long and key in _SHORT_ONLY):
            return key, False
    return None


def topic_of(header: str, topics: TopicIndex) -> tuple[str, str | None] | None:
    """Topic that a column is about, and the key that its heading names, or None.

    "TikTok", "Peut enseigner : TikTok", "Which of these can you teach? [TikTok]".
    """
    if found := topics.find(header):
        return found, None
    match = re.fullmatch(
        r"(?P<asked>.+?)\s*(?:\[(?P<inner>[^\]]+)\]|[:>–—-]\s+(?P<after>[^:]+))", header
    )
    if match is None:
        return None
    found = topics.find(match["inner"] or match["after"])
    asked = key_of(match["asked"].strip(" :?"))
    if found is None or asked is None or asked[0] not in ("offers", "wants", "levels"):
        return None
    return found, asked[0]
