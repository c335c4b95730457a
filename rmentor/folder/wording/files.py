"""Sentences about files and YAML."""

from __future__ import annotations

SENTENCES = {
    "missing-file": (
        "%(file)s is missing.",
        "Make a program with rmentor init, or add this file.",
    ),
    "misnamed-file": (
        "This file is not read under this name.",
        "Rename it to %(right)s.",
    ),
    "unknown-template": (
        "There is no built-in template “%(value)s”, so this file replaces nothing.",
        "Give it the name of the template that it is to replace: %(known)s.",
    ),
    "survey-name": (
        "The name of a survey’s file is its id, and “%(value)s” is not one.",
        "Use a-z, 0-9 and hyphens, such as surveys/half-way.yaml.",
    ),
    "file-alike": (
        "Many disks take this file and %(other)s for one, and would keep one of the two.",
        "Give it a name that differs by more than capitals and accents.",
    ),
    "file-name": (
        "The name of this file has signs that cannot be printed; it was not read.",
        "Rename it.",
    ),
    "link-outside": (
        "This file is a link that leads out of the program folder; it was not read.",
        "Put the file itself here.",
    ),
    "not-a-file": (
        "This is not an ordinary file; it was not read.",
        "Put an ordinary file here.",
    ),
    "file-size": (
        "This file is far too large for a program; it was not read.",
        "Check that it is the right file.",
    ),
    "unreadable": (
        "This file could not be read.",
        "Check that you may read it.",
    ),
    "yaml-size": (
        "This file is larger than %(most)s MiB.",
        "Split participants.yaml into several files in participants/.",
    ),
    "yaml-encoding": (
        "This file is not UTF-8 (%(found)s stands here).",
        "Save it with the encoding UTF-8.",
    ),
    "yaml-character": (
        "An invisible character (%(found)s) stands here that YAML does not allow.",
        "Delete it and type the text anew.",
    ),
    "yaml-conflict-marker": (
        "Git left a conflict here.",
        "Keep the lines that are right, delete the others and the three markers <<<<<<<, ======= and >>>>>>>.",
    ),
    "yaml-duplicate-key": (
        "The key “%(key)s” stands here a second time.",
        "Keep one of the two keys.",
    ),
    "yaml-tab": (
        "This line begins with a tab.",
        "Indent with spaces.",
    ),
    "yaml-unclosed": (
        "What is opened here is never closed.",
        "Add the closing quote or bracket.",
    ),
    "yaml-colon": (
        "A colon followed by a space makes a new key, which cannot stand here.",
        "Put the text in quotes, or check the indent of this line.",
    ),
    "yaml-no-colon": (
        "This line is neither “key: value” nor “- item”.",
        "Write a colon and a space after the key.",
    ),
    "yaml-first-sign": (
        "A value cannot begin with this sign.",
        "Put the value in quotes.",
    ),
    "yaml-indent": (
        "The indent of this line does not fit the lines above it.",
        "Let the keys of one item begin in one column.",
    ),
    "yaml-escape": (
        "A backslash in double quotes has a meaning of its own, and this one has none.",
        "Use single quotes, or write two backslashes.",
    ),
    "yaml-syntax": (
        "This is not YAML from here on.",
        "Compare it with the lines above; quotes, brackets and indents are the usual causes.",
    ),
    "yaml-tag": (
        "The tag %(tag)s is not read.",
        "Delete it.",
    ),
    "yaml-alias": (
        "Nothing is called &%(name)s above this line.",
        "Write the value itself, or put &%(name)s before the value that is meant.",
    ),
    "yaml-alias-limit": (
        "The aliases of this file stand for more than can be read.",
        "Write the values themselves.",
    ),
    "yaml-text": (
        "This text is longer than %(most)s characters; it was not read.",
        "Keep the beginning; a long text has its place in a document of its own.",
    ),
    "yaml-many": (
        "Far more stands here than belongs into one list or one map.",
        "Delete what does not belong here.",
    ),
    "yaml-depth": (
        "Brackets and lists are nested too deeply here.",
        "Delete what does not belong here.",
    ),
    "yaml-documents": (
        "A second document begins here.",
        "Delete the line ---, or put what follows into a file of its own.",
    ),
    "yaml-key": (
        "This key is not a text.",
        "Write a simple key, such as name.",
    ),
}
