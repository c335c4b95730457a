"""A copy under keyed pseudonyms is paired and counted as the original, and names nobody."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from pathlib import Path

import pytest
from hypothesis import given, settings

from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.keys import KeyInside, NoKey, check_outside, make_key, read_key
from rmentor.folder.whole import whole_folder
from rmentor.followup.kpis import computed
from rmentor.followup.rights.pseudonyms import Key, pseudonymised
from rmentor.model.program import Program
from rmentor.pairing.pair import pair
from tests.folder.whole_program import WHOLE
from tests.rights.folders import loaded, programs_under_way
from tests.strategies import programs

KEY = Key(b"a key that is long enough to be one")


def _copy(program: Program, key: Key = KEY) -> Program:
    return pseudonymised(program, key, built_in_topics())


@settings(max_examples=25)
@given(programs())
def test_the_copy_is_paired_as_the_original(program: Program) -> None:
    """As many are served with the same sum; under aim fair, with the same lowest score."""
    before, after = pair(program), pair(_copy(program))
    assert sum(each.score for each in after.pairs) == sum(each.score for each in before.pairs)
    assert len(after.pairs) == len(before.pairs)
    assert len(after.unpaired) == len(before.unpaired)
    if program.aim == "fair":
        assert sorted(e.score for e in after.pairs)[:1] == sorted(e.score for e in before.pairs)[:1]


@settings(max_examples=25)
@given(programs_under_way())
def test_the_copy_is_counted_as_the_original(way: tuple[dict[str, bytes], Program]) -> None:
    """Its files have no error, say what was meant, and give the same figures."""
    _, program = way
    copy = _copy(program)
    assert loaded(whole_folder(copy)) == copy
    assert computed(copy, None) == computed(program, None)


def test_pairs_are_the_same_up_to_their_names() -> None:
    """Where one pairing is the best, it is the best of the copy, too."""
    program = loaded(WHOLE)
    copy = _copy(program)
    names = {KEY.person(each): each for each in program.people()}
    assert {(names[each.mentor], tuple(sorted(names[m] for m in each.mentees))) for each in copy.pairs} == {
        (each.mentor, each.mentees) for each in program.pairs
    }  # fmt: skip


def test_nothing_that_people_wrote_and_no_name_is_in_the_copy() -> None:
    """The program in which every key is used: only words of the format and of the catalogue stay."""
    program = loaded(WHOLE)
    text = "\n".join(
        f"{path}\n{content.decode()}" for path, content in whole_folder(_copy(program)).items()
    )
    said = [
        "Pauline",
        "pauline",
        "catherine",
        "Catherine",
        "example.org",
        "Lille",
        "Marketing",
        "Example",
        "photography",
    ]
    said += ["Agora", "CSE", "DSI", "Comex", "RH", "Publier", "Une invitée", "Martin", "charte", "appris", "cercle"]  # fmt: skip
    said += ["Nouveau poste", "Transmettre", "Appeler", "carnet", "Un compte", "Atelier"]
    assert [word for word in said if re.search(rf"\b{re.escape(word)}\b", text)] == []


def test_a_pseudonym_is_an_hmac_of_the_id_under_the_key() -> None:
    """So that another program, or another year, can work it out with the key, and nobody without."""
    digest = hmac.new(KEY.secret, b"p\0pauline-r", hashlib.sha256).digest()
    assert KEY.person("pauline-r") == "p-" + b32encode(digest).decode().lower()[:16]


def test_one_key_gives_the_same_pseudonyms_and_another_one_none_of_them() -> None:
    """Two copies can be compared by those who have the key."""
    program = loaded(WHOLE)
    first, again, other = _copy(program), _copy(program), _copy(program, Key(b"x" * 40))
    assert whole_folder(first) == whole_folder(again)
    assert not first.people().keys() & other.people().keys()


def test_words_that_people_read_alike_have_one_pseudonym() -> None:
    """Lyon is “lyon ”: rules compare sites and departments so."""
    assert KEY.word("site", "Lyon") == KEY.word("site", " lyon ")
    assert KEY.word("site", "Lyon") != KEY.word("department", "Lyon")
    assert KEY.word("site", None) is KEY.word("site", " ") is None


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """64 hexadecimal signs that nobody else may read; a key is never made anew in its place."""
    path = tmp_path / "key"
    secret = make_key(path)
    assert read_key(path) == secret
    assert re.fullmatch(rb"[0-9a-f]{64}", secret)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(NoKey):
        make_key(path)
    assert read_key(path) == secret


@pytest.mark.parametrize("content", [None, b"", b"short\n", b" " * 100])
def test_what_could_be_tried_out_is_no_key(tmp_path: Path, content: bytes | None) -> None:
    """A missing, empty or short one."""
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoKey):
        read_key(path)


def test_a_key_in_the_folder_that_is_shared_is_refused(tmp_path: Path) -> None:
    """Also through a link, and before there is one."""
    program, outside = tmp_path / "program", tmp_path / "outside"
    program.mkdir()
    outside.mkdir()
    (outside / "link").symlink_to(program)
    for inside in (program / "key", program / "deep" / "key", outside / "link" / "key"):
        with pytest.raises(KeyInside):
            check_outside(inside, [program])
    check_outside(outside / "key", [program])
