"""Did you mean: the nearest known word, the same in every run."""

from __future__ import annotations

import difflib
import random

from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.closest import Nearest, folded, nearest

WORDS = st.lists(st.text("abcdef-", min_size=1, max_size=8), min_size=1, max_size=30, unique=True)


@given(WORDS, st.text("abcdef-", min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_no_known_word_is_nearer(words: list[str], slip: str, hand: random.Random) -> None:
    """And the order of the known words does not matter."""
    found = nearest(slip, words)
    ratios = {word: difflib.SequenceMatcher(None, slip, word).ratio() for word in words}
    if found is None:
        assert max(ratios.values()) < 0.6
    else:
        assert ratios[found] == max(ratios.values())
    assert nearest(slip, hand.sample(words, len(words))) == found


def test_a_slip_among_ten_thousand_ids_finds_its_id() -> None:
    """Only a short list is compared letter by letter."""
    known = Nearest([f"person-{number:05d}" for number in range(10_000)] + ["catherine-a"])
    assert known.to("catherin-a") == "catherine-a"
    assert known.to("person-12345x") is not None
    assert known.to("zzz") is None


def test_accents_case_and_spaces_do_not_matter() -> None:
    """People write titles where ids are expected."""
    assert folded("  Réseaux  Sociaux ") == "reseaux-sociaux"
    assert nearest("Référencement naturel", ["seo"], {"Référencement naturel": "seo"}) == "seo"
