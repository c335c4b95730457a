"""Files that ship with rmentor, wherever it is installed: templates, presets, sample, topics.

Presets and topics lie inside the package. Templates and the sample program lie at the top of a checkout,
where people look for them, and in a wheel under ``rmentor/_shipped`` (see ``pyproject.toml``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rmentor.language.catalogue import LANGUAGES

_PACKAGE = Path(__file__).resolve().parent
_PRESETS = _PACKAGE / "presets"
# What presets have in common; a file of a preset's own comes before that of the same name here.
_SHARED = "shared"
_TOPICS = _PACKAGE / "topics" / "catalogue.yaml"


def sample_files() -> dict[str, bytes]:
    """Contents of the sample program by relative path, with forward slashes.

    Raises:
        FileNotFoundError: This installation is incomplete.
    """
    return _contents(_shipped("sample_program"))


def preset_names() -> tuple[str, ...]:
    """Names of the frameworks that ``init --preset`` may begin with, sorted."""
    return tuple(sorted(path.name for path in _PRESETS.iterdir() if _is_preset(path)))


def preset_files(preset: str, language: str) -> dict[str, bytes]:
    """Contents of a preset by relative path, with comments in ``language``, ``fr`` or ``en``.

    Raises:
        LookupError: There is no such preset or language.
    """
    if preset not in preset_names() or language not in LANGUAGES:
        raise LookupError(f"{preset}/{language}")
    return _contents(_PRESETS / _SHARED / language) | _contents(_PRESETS / preset / language)


def template_names() -> tuple[str, ...]:
    """Names of the built-in templates, sorted: relative paths with forward slashes.

    Raises:
        FileNotFoundError: This installation is incomplete.
    """
    root = _shipped("templates")
    return tuple(sorted(path.relative_to(root).as_posix() for path in _files(root)))


def template_text(name: str) -> str:
    """Text of a built-in template, one of ``template_names()``.

    Raises:
        LookupError: There is no such template.
        FileNotFoundError: This installation is incomplete.
    """
    if name not in template_names():
        raise LookupError(name)
    return (_shipped("templates") / name).read_bytes().decode("utf-8")


def topics_bytes() -> bytes:
    """Built-in catalogue of topics, in the shape of ``topics.yaml``."""
    return _TOPICS.read_bytes()


def _shipped(folder: str) -> Path:
    """Where ``templates`` or ``sample_program`` lies in this installation."""
    in_wheel = _PACKAGE / "_shipped" / folder
    in_checkout = _PACKAGE.parent / folder
    if in_wheel.is_dir():
        return in_wheel
    # Without the project file beside it, a folder of that name is somebody else's.
    if in_checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return in_checkout
    raise FileNotFoundError(f"this installation of rmentor has no {folder}")


def _is_preset(path: Path) -> bool:
    return all((path / language / "framework.yaml").is_file() for language in LANGUAGES)


def _contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _files(root)}


def _files(root: Path) -> Iterator[Path]:
    """Plain files in ``root``, sorted; hidden ones and links, which may lead outside, are no content."""
    for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__")) or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
