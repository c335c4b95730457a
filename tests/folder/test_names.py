"""Names that a disk without capitals, or one of a Mac, takes for one."""

from __future__ import annotations

import unicodedata

import pytest

from rmentor.folder.load import load
from rmentor.folder.read import Sources

PROGRAM = b"format: 1\nname: Test\n"
NOBODY = b"participants: []\n"


def codes(files: dict[str, bytes]) -> list[tuple[str, str]]:
    found = load(Sources(None, {"program.yaml": PROGRAM, **files})).findings
    return [
        (each.code, each.spot.file) for each in found if each.code in ("file-alike", "same-name")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lyon", "lyon"),
        ("É", "é"),
        (unicodedata.normalize("NFC", "Orléans"), unicodedata.normalize("NFD", "Orléans")),
        ("STRASSE", "straße"),
    ],
)
def test_files_that_some_disks_take_for_one_are_refused(one: str, other: str) -> None:
    """Cloned there, one of the two would be gone."""
    first, second = sorted([f"participants/{one}.yaml", f"participants/{other}.yaml"])
    assert codes({first: NOBODY, second: NOBODY}) == [("file-alike", second)]
    assert (
        load(Sources(None, {"program.yaml": PROGRAM, first: NOBODY, second: NOBODY})).program
        is None
    )


def test_files_of_other_names_or_folders_are_two() -> None:
    """Neither an accent nor a folder is nothing."""
    names = ("participants/Orleans.yaml", "participants/Orléans.yaml", "surveys/orleans.yaml")
    assert codes(dict.fromkeys(names, NOBODY)) == []


def test_one_name_in_two_codings_is_one_name() -> None:
    """Typed on one machine and exported on another, an ë is one sign or two."""
    two = [unicodedata.normalize(form, "Zoë Quéré") for form in ("NFC", "NFD")]
    people = "".join(
        f"  - {{id: z{n}, name: {each}, role: mentee}}\n" for n, each in enumerate(two)
    )
    assert codes({"participants.yaml": b"participants:\n" + people.encode()}) == [
        ("same-name", "participants.yaml")
    ]
