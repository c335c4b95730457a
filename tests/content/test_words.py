"""People are spoken of with respect: no word in anything that ships makes one generation the lesser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What is not said of seniors, of juniors, or of whole generations. "x*" stands for any ending.
FRENCH = (
    "vieux", "vieille*", "vieilliss*", "âgé*", "troisième âge", "croulant*", "dinosaure*", "ringard*", "démodé*",
    "has-been*", "largué*", "à la traîne", "à la ramasse", "retardataire*", "en retard sur", "dépassé par", "dépassée par", "dépassés par",
    "dépassées par", "allergique*", "réfractaire*", "technophobe*", "illettr*", "illectron*", "analphabète*", "incapable*", "incompétent*", "inculte*",
    "ignorant*", "nul en", "nulle en", "nuls en", "fracture numérique", "immigrant* numérique*", "natif* numérique*", "natif* du numérique",
    "né* avec", "nés avec", "nées avec", "tombé* dedans", "génération z", "génération y", "génération x", "gen z", "boomer*", "baby-boomer*", "millennial*",
    "millénial*", "milléniaux", "petit* jeune*", "jeunot*", "geek*", "les jeunes", "les vieux", "les anciens", "les séniors", "jeunes loups",
    "sang neuf", "vieille garde", "vieille école",
)  # fmt: skip
ENGLISH = (
    "digital native*", "digital immigrant*", "elderly", "old people", "older generation*", "old guard", "old school", "old-school", "old dog*", "old-fashioned",
    "oldie*", "aged", "ageing", "aging", "dinosaur*", "fossil*", "outdated", "out of touch", "behind the times", "left behind", "laggard*",
    "luddite*", "technophob*", "computer illiterate", "illiterate", "illiteracy", "clueless", "incompetent*", "ignorant", "set in their ways", "stuck in their ways",
    "over the hill", "past their prime", "boomer*", "baby boomer*", "millennial*", "gen z", "gen-z", "gen x", "gen y", "generation z", "generation y", "generation x",
    "zoomer*", "tech-savvy", "tech savvy", "geek*", "born with", "young people", "youngster*", "kids", "whiz kid*", "whizz kid*", "snowflake*", "digital divide",
)  # fmt: skip
WORDS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in FRENCH + ENGLISH)
    + r")(?![\w-])",
    re.IGNORECASE,
)

SHIPPED = [
    path
    for folder, pattern in (
        ("templates", "**/*"),
        ("rmentor/presets", "**/*"),
        ("sample_program", "**/*"),
        ("rmentor/topics", "**/*.yaml"),
        ("rmentor/language", "**/*.po"),
        ("docs", "**/*.md"),
        (".", "README.md"),
        (".", "CHANGELOG.md"),
    )
    for path in sorted((ROOT / folder).glob(pattern))
    if path.is_file()
]


def _found(text: str) -> list[str]:
    return [match[0] for match in WORDS.finditer(text)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_that_ships_speaks_down_to_anybody(path: Path) -> None:
    """Reports, kits, questions, comments, topics and sentences in both languages."""
    found = [
        f"{number}: {', '.join(words)}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (words := _found(line))
    ]
    assert not found, "\n".join(found)


def test_all_kinds_of_shipped_text_are_looked_at() -> None:
    """A folder that moves does not slip out of the list."""
    seen = {path.relative_to(ROOT).as_posix() for path in SHIPPED}
    for path in (
        "README.md", "docs/format.md", "rmentor/topics/catalogue.yaml", "rmentor/language/fr/cli.po",
        "sample_program/participants.yaml", "rmentor/presets/shared/fr/surveys/pulse.yaml",
        "rmentor/presets/classic/en/framework.yaml",
    ):  # fmt: skip
        assert path in seen


@pytest.mark.parametrize(
    "text",
    [
        "ces seniors largués par l’IA", "Les jeunes sont des digital natives.", "des natifs du numérique", "La génération Z",
        "He is out of  touch.", "boomers", "personnes âgées", "tech-savvy juniors", "dépassé par les outils",
    ],
)  # fmt: skip
def test_the_list_finds_what_it_is_for(text: str) -> None:
    """Endings, capitals and spaces do not hide a word."""
    assert _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Il n’y a pas de champ pour l’âge.", "Le délai est dépassé.", "An old CV will do.", "ménagés", "packaged",
        "What new generations expect of work", "Des générations qui travaillent ensemble", "managed", "Un programme partagé",
    ],
)  # fmt: skip
def test_the_list_leaves_plain_words_alone(text: str) -> None:
    """Age as a word, a missed date and an old file are no offence."""
    assert not _found(text)
