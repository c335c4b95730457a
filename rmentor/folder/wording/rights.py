"""What to say of data that is kept past its time."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "kept-too-long": (
        "The program ended on %(end)s and people's data was to be kept until %(last)s, yet %(people)d are still in it.",
        "Forget them (rmentor forget), or share a copy under pseudonyms (rmentor export --pseudonyms) and delete this folder with its history. If it is needed longer, write keep_after.",
    ),
}
