"""The schemas that a program folder carries along, so that every editor finds them without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rmentor.folder.catalogue import built_in_topics
from rmentor.folder.modeline import FOLDER, with_modeline
from rmentor.folder.schema.editors import editor_schema
from rmentor.folder.schema.files import SHAPES, kind_of
from rmentor.language.catalogue import Language


def schemas(language: Language) -> dict[str, dict[str, Any]]:
    """Schemas of all kinds of files, described in a language, by kind."""
    topics = {
        name: topic.title.in_language(language.code) for name, topic in built_in_topics().items()
    }
    return {kind: editor_schema(kind, language.text, topics) for kind in SHAPES}


def schema_files(language: Language) -> dict[str, str]:
    """Texts of ``schemas/KIND.json``, by path."""
    return {
        f"{FOLDER}/{kind}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for kind, schema in schemas(language).items()
    }


def with_modelines(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files of a program, each YAML file with its schema named in the first line."""
    return {
        path: with_modeline(path, kind_of(path), content)
        if path.endswith(".yaml") and kind_of(path) in SHAPES
        else content
        for path, content in files.items()
    }
