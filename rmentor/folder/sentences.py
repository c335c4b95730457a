"""Findings as sentences: what is wrong and what to do about it, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from rmentor.findings import Finding
from rmentor.folder.wording import (
    files,
    programs,
    recording,
    register,
    rights,
    states,
    surveys,
    values,
)
from rmentor.language.catalogue import Language

# Code: what is wrong, and what to do about it. English is the key of the translation.
SENTENCES: Mapping[str, tuple[str, str]] = (
    files.SENTENCES
    | values.SENTENCES
    | programs.SENTENCES
    | register.SENTENCES
    | surveys.SENTENCES
    | states.SENTENCES
    | recording.SENTENCES
    | rights.SENTENCES
)
GUESS = "Did you mean %(close)s?"


def say(finding: Finding, language: Language) -> tuple[str, str]:
    """Message and remedy of a finding; the remedy begins with what was probably meant."""
    message, remedy = SENTENCES[finding.code]
    fields = dict(finding.args)
    said = language.text(message, **fields)
    helped = language.text(remedy, **fields)
    if fields.get("close"):
        return said, f"{language.text(GUESS, close=fields['close'])} {helped}"
    return said, helped
