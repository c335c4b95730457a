"""However rmentor is installed, it finds its templates, presets and sample."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROBE = """
import rmentor, sys
from rmentor import resources
from rmentor.folder.catalogue import built_in_topics
assert "participants.yaml" in resources.sample_files()
assert "classic" in resources.preset_names()
assert "program.yaml" in resources.preset_files("classic", "fr")
assert "program.md" in resources.template_names()
assert len(built_in_topics()) > 40
sys.stdout.write(rmentor.__file__)
"""


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with an sdist, and a wheel that was built from that sdist."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


def _clean_python(folder: Path) -> Path:
    """Make an environment that sees our dependencies but not this checkout."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = _run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    # A path line in a .pth file adds the folder without obeying the .pth files in it, so the
    # editable install of this checkout stays invisible.
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_an_editable_install_finds_what_ships(tmp_path: Path) -> None:
    """Working in a checkout, everything is read from its top-level folders."""
    assert _run(sys.executable, "-c", PROBE, cwd=tmp_path).startswith(str(ROOT))


def test_a_wheel_in_a_clean_environment_finds_what_ships(built: Path, tmp_path: Path) -> None:
    """What users install has templates, presets and sample inside, and does the whole job."""
    python = _clean_python(tmp_path / "env")
    wheel = next(built.glob("*.whl"))
    target = _run(
        python, "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path
    ).strip()
    _run(
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel,
        cwd=tmp_path,
    )  # fmt: skip
    assert _run(python, "-c", PROBE, cwd=tmp_path).startswith(target)
    _run(python, "-m", "rmentor", "init", "--sample", "demo", cwd=tmp_path)
    for command in ("check", "pair", "plan", "report"):
        _run(python, "-m", "rmentor", command, "--program", "demo", cwd=tmp_path)
    assert (tmp_path / "demo" / "reports" / "sponsor.md").is_file()


def test_an_sdist_holds_all_that_it_takes(built: Path) -> None:
    """Templates, presets, sample, tests and docs travel in the source package."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    for name in (
        "templates/program.md", "sample_program/program.yaml", "tests/test_walls.py", "LICENSE",
        "rmentor/presets/shared/fr/program.yaml", "rmentor/language/fr/rmentor.mo",
        "rmentor/topics/catalogue.yaml", "docs/performance.md", "Makefile",
    ):  # fmt: skip
        assert name in names, name
