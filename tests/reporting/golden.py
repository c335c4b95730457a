"""Golden files: what rmentor wrote when somebody last looked at it. ``make golden`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "reporting"


def assert_golden(name: str, made: bytes) -> None:
    """Compare what was made with the golden file of that name, or write it with RMENTOR_GOLDEN=1."""
    path = FOLDER / name
    if os.environ.get("RMENTOR_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    assert path.is_file(), f"{name} is new: make golden, and read it"
    assert path.read_bytes() == made, f"{name} has changed: make golden, and read the diff"
