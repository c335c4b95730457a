"""Ids that Windows takes for a device, so that no file can have their name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder.checks.documents import Documents, error, maps
from rmentor.folder.checks.people import people
from rmentor.folder.targets import DEVICES


def device_ids(documents: Documents) -> Iterator[Finding]:
    """People, pairs and surveys that are called like a device: their calendars and journals are files."""
    path, value = documents.only("pairs")
    pairs: Iterator[tuple[str, Keys, object]] = (
        (path, ("pairs", place), item.get("id")) for place, item in maps(value, "pairs")
    )
    named = ((file, keys, item.get("id")) for file, keys, item in people(documents))
    for file, keys, name in (*named, *pairs):
        if isinstance(name, str) and name in DEVICES:
            yield error("device-id", file, (*keys, "id"), value=name)
    for file, _ in documents.of("surveys"):
        name = PurePosixPath(file).stem
        if name in DEVICES:
            yield Finding("device-id", Spot(file, mark=(1, 1)), {"value": name})
