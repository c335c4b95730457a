"""The peers' own virtual environment, made once from ``peers.txt`` and kept."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
# Two peers install a module called ``matching``: this one goes to a folder of its own.
APART = "mentor-match"


@dataclass(frozen=True)
class Room:
    """Where peers run.

    Attributes:
        folder: The virtual environment.
        missing: Why a requirement is not there, by its line in ``peers.txt``.
    """

    folder: Path
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        """Interpreter that sees the peers and nothing of ours."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / "python"

    @property
    def apart(self) -> Path:
        """Folder of the one that shares its module's name with another."""
        return self.folder / "apart"

    def lacks(self, package: str) -> str | None:
        """Why a package is not there; None if it is."""
        for line, why in self.missing.items():
            if line.split("==")[0] == package:
                return why
        return None


def furnished(folder: Path) -> Room:
    """Install what ``peers.txt`` names, line by line, so that one that fails stops no other."""
    room = Room(folder)
    if not room.python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    noted = folder / "installed.txt"
    there = noted.read_text("utf-8").splitlines() if noted.exists() else []
    for line in wanted():
        if line in there:
            continue
        print(f"installing {line} ...", file=sys.stderr)
        why = _install(room, line)
        if why is None:
            there.append(line)
        else:
            room.missing[line] = why
    noted.write_text("\n".join(there) + "\n", encoding="utf-8")
    return room


def wanted() -> list[str]:
    """Pinned requirements."""
    lines = (HERE / "peers.txt").read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _install(room: Room, line: str) -> str | None:
    """Install one; what pip said last if it could not."""
    aside = ["--no-deps", "--upgrade", "--target", str(room.apart)]
    pip = [str(room.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command = [*pip, *(aside if line.startswith(APART) else []), line]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    said = [each for each in done.stderr.splitlines() if each.startswith("ERROR")]
    return said[-1] if said else f"pip ended with {done.returncode}"
