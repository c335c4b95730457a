"""A whole program as the files of a new folder, from its values alone: no comment, nothing by hand."""

from __future__ import annotations

from rmentor.folder.answers import answers_path, answers_text
from rmentor.folder.documents import documents
from rmentor.folder.emit import dump_document
from rmentor.model.program import Program


def whole_folder(program: Program) -> dict[str, bytes]:
    """Content of every hand-kept file that the program needs, by path."""
    files = {path: dump_document(value).encode() for path, value in documents(program).items()}
    for name, given in program.answers.items():
        if given:
            files[answers_path(name)] = answers_text(program.surveys[name], given).encode()
    return files
