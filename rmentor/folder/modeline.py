"""The first line of a file, by which editors find its schema: a comment that means nothing else.

https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

from collections.abc import Mapping

FOLDER = "schemas"
MODELINE = "# yaml-language-server: $schema="
_BOM = b"\xef\xbb\xbf"


def modeline(path: str, kind: str) -> str:
    """Comment by which an editor finds the schema of the file at ``path``."""
    return f"{MODELINE}{'../' * path.count('/')}{FOLDER}/{kind}.json"


def has_modeline(content: bytes) -> bool:
    """Whether a file names a schema, this or another one."""
    return MODELINE.encode() in content


def with_modeline(path: str, kind: str, content: bytes) -> bytes:
    """Content with its schema named in the first line, in the file's own newline; once."""
    if has_modeline(content):
        return content
    mark = _BOM if content.startswith(_BOM) else b""
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    return mark + modeline(path, kind).encode() + newline + content.removeprefix(mark)


def names_schemas(files: Mapping[str, bytes]) -> bool:
    """Whether the files of a program name their schemas, as program.yaml shows."""
    return has_modeline(files.get("program.yaml", b""))
