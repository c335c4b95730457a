"""JSON Schemas of the files for editors: what one types is completed, explained and underlined at once.

They are made from the shapes that ``check`` validates with, and are never stricter than it: a value that
rmentor takes (``volunteer: oui``, ``languages: fr``, a key left blank) is not underlined. What needs more
than one file, or more than a pattern, is ``check``'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rmentor.folder.schema.files import SHAPES
from rmentor.folder.schema.kinds import PLAIN_EXAMPLE

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
# A scalar that stands for a text: an id 012, a department named on, a name 1e3.
_TEXT_TYPES = ["string", "number", "boolean"]
_YES_OR_NO = (
    "^([Yy]es|[Nn]o|[Oo]n|[Oo]ff|[Oo]ui|[Nn]on|[Vv]rai|[Ff]aux|[Tt]rue|[Ff]alse|[YyNn]"
    "|YES|NO|ON|OFF|OUI|NON|VRAI|FAUX|TRUE|FALSE)$"
)
# Keys whose keys, or whose values, are ids of topics.
_BY_TOPIC = frozenset(("offers", "wants", "levels"))
_OF_TOPICS = frozenset(("topics", "returns", "after"))
_OF_A_TOPIC = frozenset(("topic",))


def editor_schema(
    kind: str, translated: Callable[[str], str], topics: Mapping[str, str] | None = None
) -> Schema:
    """JSON Schema, draft 7, of one kind of file.

    Args:
        kind: Of ``SHAPES``, such as ``participants``.
        translated: Gives a description in the reader's language.
        topics: Titles of topics by id, which are offered where one is expected; others stay allowed.
    """
    made = SHAPES[kind].model_json_schema(by_alias=True)
    known = topics or {}
    definitions = {
        name: _node(_without_title(each), translated, known)
        for name, each in sorted(made.pop("$defs", {}).items())
    }
    root = _node(_without_title(made), translated, known)
    if not root.get("required"):
        root = _or_blank(root)
    whole = {"$schema": DRAFT, "title": file_of(kind), **root}
    return whole | ({"definitions": definitions} if definitions else {})


def file_of(kind: str) -> str:
    """Name of the file that has this shape: ``pairs.yaml``, ``journal/*.yaml``."""
    return f"{kind}/*.yaml" if kind in ("journal", "surveys") else f"{kind}.yaml"


def _without_title(node: Schema) -> Schema:
    return {key: value for key, value in node.items() if key != "title"}


def _node(node: Schema, translated: Callable[[str], str], topics: Mapping[str, str]) -> Schema:
    """One schema as editors are to have it, all that it holds included."""

    def inner(each: Schema) -> Schema:
        return _node(_without_title(each), translated, topics)

    found = {key: value for key, value in node.items() if not _says_nothing(key, value)}
    if "description" in found:
        found["description"] = translated(found["description"])
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            found[key] = inner(found[key])
    for key in ("anyOf", "allOf"):
        if key in found:
            found[key] = [inner(each) for each in found[key]]
    if "properties" in found:
        required = found.get("required", ())
        found["properties"] = {
            name: _property(name, inner(each), topics, is_needed=name in required)
            for name, each in found["properties"].items()
        }
    return _widened(found)


def _says_nothing(key: str, value: Any) -> bool:
    """Whether it would only stand in the way of what is worth reading."""
    return (key == "default" and value in (None, [], {})) or (
        key == "examples" and value == [PLAIN_EXAMPLE]
    )


def _property(name: str, schema: Schema, topics: Mapping[str, str], *, is_needed: bool) -> Schema:
    found = schema
    if name in _BY_TOPIC:
        found = _by_topic(found, topics)
    elif name in _OF_TOPICS or name in _OF_A_TOPIC:
        found = _naming_topics(found, topics)
    return found if is_needed else _or_blank(found)


def _by_topic(schema: Schema, topics: Mapping[str, str]) -> Schema:
    """A map by topic, whose keys are offered with their titles; a journal's levels are by person first."""
    level = schema.get("additionalProperties")
    if not isinstance(level, dict):
        return schema
    if level.get("type") != "integer" and "additionalProperties" not in level:
        return schema
    if isinstance(level.get("additionalProperties"), dict):
        return schema | {"additionalProperties": _by_topic(level, topics)}
    return schema | {
        "properties": {each: level | {"description": title} for each, title in topics.items()}
    }


def _naming_topics(schema: Schema, topics: Mapping[str, str]) -> Schema:
    """A topic or a list of topics, whose ids are offered."""
    if not topics:
        return schema
    known = {"enum": list(topics)}
    if "anyOf" in schema:
        return schema | {"anyOf": [known, *schema["anyOf"]]}
    return schema


def _widened(schema: Schema) -> Schema:
    """Allow all that rmentor takes as well."""
    if "$ref" in schema:
        return _reference(schema)
    kind = schema.get("type")
    if kind == "string" and "enum" not in schema and "format" not in schema:
        return schema | {"type": _TEXT_TYPES}
    if kind == "boolean":
        words = {"type": "string", "pattern": _YES_OR_NO}
        rest = {key: value for key, value in schema.items() if key != "type"}
        return {"anyOf": [{"type": "boolean"}, words], **rest}
    if kind == "array" and not _holds_maps(schema.get("items", {})):
        return _or(schema, schema["items"])
    return schema


def _holds_maps(items: Schema) -> bool:
    return items.get("type") == "object" or "$ref" in items


def _reference(schema: Schema) -> Schema:
    """A reference in draft 7, beside which nothing else may stand."""
    name = str(schema["$ref"]).rpartition("/")[2]
    choices: list[Schema] = [{"$ref": f"#/definitions/{name}"}]
    if name == "WordsDoc":
        choices.insert(0, {"type": _TEXT_TYPES})
    if name == "LimitsDoc":
        choices += [{"type": "boolean"}, {"type": "string", "pattern": _YES_OR_NO}]
    rest = {key: value for key, value in schema.items() if key != "$ref"}
    if len(choices) == 1 and not rest:
        return choices[0]
    return {"anyOf": choices, **rest}


def _or_blank(schema: Schema) -> Schema:
    """The schema, or nothing at all behind the key."""
    kind = schema.get("type")
    if kind is None or "enum" in schema:
        return _or(schema, {"type": "null"})
    kinds = [kind] if isinstance(kind, str) else kind
    return schema if "null" in kinds else schema | {"type": [*kinds, "null"]}


def _or(schema: Schema, other: Schema) -> Schema:
    """Either of the two; what describes the first describes the whole."""
    kept = ("description", "default", "examples")
    about: Schema = {key: schema[key] for key in kept if key in schema}
    bare = {key: value for key, value in schema.items() if key not in about}
    choices = bare["anyOf"] if set(bare) == {"anyOf"} else [bare]
    plain = {key: value for key, value in other.items() if key != "description"}
    return {"anyOf": [*choices, *([] if plain in choices else [plain])], **about}
