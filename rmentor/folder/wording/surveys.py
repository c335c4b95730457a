"""Sentences about answers to surveys."""

from __future__ import annotations

SENTENCES = {
    "reserved-item": (
        "“%(id)s” is the heading of another column of the answers.",
        "Choose another id for this question.",
    ),
    "csv-encoding": (
        "This file is not UTF-8 (%(found)s stands here).",
        "Save it as “CSV UTF-8”.",
    ),
    "csv-quotes": (
        "A quote in this row is never closed, or stands inside a cell without quotes.",
        'Put the whole cell in quotes and double those inside it: "a ""word"" in quotes".',
    ),
    "csv-delimiter": (
        "A comma is expected between cells, not “%(found)s”; they are read all the same.",
        "Nothing needs to be done: rmentor puts commas when it writes this file again.",
    ),
    "csv-cells": (
        "This row has more cells than there are headings: %(cells)s, not %(headings)s.",
        "Put a text with commas in quotes.",
    ),
    "unknown-survey": (
        "There is no survey “%(value)s” to which these could be the answers.",
        "Name the file after a survey’s: surveys/pulse.csv holds the answers to surveys/pulse.yaml.",
    ),
    "unknown-column": (
        "“%(value)s” is no column of this survey.",
        "Columns that may stand here: %(known)s.",
    ),
    "column-twice": (
        "The column “%(value)s” stands here a second time.",
        "Keep one of the two.",
    ),
    "missing-column": (
        "The column “%(value)s” is missing.",
        "Add it to the headings: person,role,pair,session,date and then the questions’ ids.",
    ),
    "empty-cell": (
        "“%(key)s” is empty in this row.",
        "Write it, or delete the row.",
    ),
    "answer-twice": (
        "Line %(line)s already has an answer of %(person)s in this role, pair and session.",
        "Keep one of the two rows.",
    ),
    "answer-not-in-pair": (
        "“%(value)s” is not in the pair “%(pair)s” in this role.",
        "Correct the person, the role or the pair.",
    ),
    "answer-not-asked": (
        "“%(key)s” is not asked in the role “%(role)s”.",
        "Delete this answer, or correct the role.",
    ),
}
