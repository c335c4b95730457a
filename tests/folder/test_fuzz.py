"""Whatever stands in the files: findings, never an exception."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmentor.folder.load import Loaded, load
from rmentor.folder.locate import locate
from rmentor.folder.read import Sources
from rmentor.folder.schema.files import SHAPES
from rmentor.folder.sentences import say
from rmentor.language.catalogue import speak
from tests.folder.mistakes import FILES
from tests.folder.whole_program import WHOLE

PATHS = sorted(FILES)
WORDS = st.sampled_from(
    sorted(
        {
            word.strip("[]{},:\"'")
            for text in (*FILES.values(), *WHOLE.values())
            for word in text.split()
        }
    )
)
SCALARS = st.one_of(
    WORDS,
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["", "1e999", "-0", "2027-02-30", "00:00", "9" * 400, "\u2028", "👩", "~", "*a", "<<"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(WORDS, st.text(max_size=5)), inner, max_size=6),
    ),
    max_leaves=20,
)


def _check_told(files: dict[str, bytes]) -> Loaded:
    """Load, locate and say everything, as ``check`` does in both languages."""
    sources = Sources(None, files)
    loaded = load(sources)
    for located in locate(sources, loaded.findings):
        assert located.line >= 1
        assert located.column >= 1
        assert located.end > located.column
        for language in ("fr", "en"):
            message, remedy = say(located.finding, speak(language))
            assert message
            assert remedy
            assert "%(" not in message + remedy
    assert (loaded.program is None) == any(f.severity == "error" for f in loaded.findings)
    return loaded


@given(st.sampled_from(PATHS), st.binary(max_size=200))
@example("program.yaml", b"\xff\xfen\x00")
@example("participants.yaml", b"\x00")
@example("journal/two.yaml", b"&a [*a]")
@example("plan.yaml", b"sessions: &a\n  - *a")
@example("topics.yaml", b"? [a]\n: b\n? {c: d}\n: e\n: f")
@example("pairs.yaml", b"<<: 1\npairs: 2")
@example("framework.yaml", b"[" * 5000)
@example("surveys/pulse.yaml", b"--- a\n--- b\n...\n--- c")
def test_any_bytes_in_any_file_give_findings(path: str, content: bytes) -> None:
    """Pictures, archives, half-written files: all end as findings."""
    _check_told({**{name: text.encode() for name, text in WHOLE.items()}, path: content})


@given(st.sampled_from(PATHS), VALUES)
def test_any_value_in_any_file_gives_findings(path: str, value: Any) -> None:
    """YAML of any other shape does, too."""
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    _check_told({**{name: text.encode() for name, text in WHOLE.items()}, path: text.encode()})


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_slip_of_the_hand_anywhere_gives_findings(hand: random.Random) -> None:
    """Signs typed, lines lost, doubled and shifted in right and wrong files alike."""
    files = dict(hand.choice([WHOLE, FILES]))
    for _ in range(hand.randint(1, 4)):
        path = hand.choice(sorted(files))
        files[path] = _slip(files[path], hand)
    _check_told({name: text.encode() for name, text in files.items()})


def _slip(text: str, hand: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = hand.randrange(len(lines))
    column = hand.randrange(len(lines[at]) + 1)
    signs = ("- ", ": ", "<<: ", "\r\n", "\x07")
    sign = hand.choice([*"\"'[]{}:-#&*!|>%@\t ,?\\é0", *signs])
    match hand.randrange(6):
        case 0:
            lines[at] = lines[at][:column] + sign + lines[at][column:]
        case 1:
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
        case 2:
            del lines[at]
        case 3:
            lines.insert(at, lines[hand.randrange(len(lines))])
        case 4:
            lines[at] = " " * hand.randint(1, 3) + lines[at]
        case _:
            lines[at] = lines[at].lstrip()
    return "".join(lines)


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_a_bomb_of_aliases_is_refused(kind: str) -> None:
    """Nine levels of ten aliases each would be a thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    path = {"journal": "journal/pauline-r--catherine-a.yaml", "surveys": "surveys/pulse.yaml"}.get(
        kind, f"{kind}.yaml"
    )
    files = {name: text.encode() for name, text in WHOLE.items()}
    loaded = _check_told({**files, path: "\n".join(lines).encode()})
    codes = {f.code for f in loaded.findings if f.spot.file == path}
    assert codes == {"yaml-alias-limit"}
