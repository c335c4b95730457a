"""What ships with rmentor is found wherever it is installed, and nothing else is."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from rmentor import resources

ROOT = Path(__file__).parents[2]


def _installed(site: Path, *, wheel: bool = False, checkout: bool = False) -> ModuleType:
    """Load a copy of resources.py from a folder laid out like a wheel, a checkout, or neither."""
    package = site / "rmentor"
    for preset in ("zen", "classic", "half-done"):
        for language in ("fr", "en"):
            folder = package / "presets" / preset / language
            (folder / "surveys").mkdir(parents=True)
            (folder / "framework.yaml").write_bytes(f"# {language}\n".encode())
            (folder / "surveys" / "pulse.yaml").write_bytes(b"items: []\n")
    (package / "presets" / "half-done" / "en" / "framework.yaml").unlink()
    for language in ("fr", "en"):
        folder = package / "presets" / "shared" / language
        (folder / "surveys").mkdir(parents=True)
        (folder / "program.yaml").write_bytes(f"# {language}\n".encode())
        (folder / "surveys" / "pulse.yaml").write_bytes(b"items: [for all]\n")
    (package / "presets" / "README.md").write_bytes(b"not a preset\n")
    for there, parent in ((wheel, package / "_shipped"), (checkout, site)):
        if there:
            (parent / "templates" / "parts").mkdir(parents=True)
            (parent / "templates" / "program.md").write_bytes("Séance\n".encode())
            (parent / "templates" / "parts" / "pair.md").write_bytes(b"pair\n")
            (parent / "templates" / ".program.md.swp").write_bytes(b"an editor's\n")
            (parent / "sample_program" / "surveys").mkdir(parents=True)
            (parent / "sample_program" / "surveys" / "a.yaml").write_bytes(b"a\r\n")
            (parent / "sample_program" / "b.yaml").write_bytes(b"\xef\xbb\xbfb\n")
    if checkout:
        (site / "pyproject.toml").write_bytes(b"")
    shutil.copy(ROOT / "rmentor" / "resources.py", package / "resources.py")
    spec = importlib.util.spec_from_file_location("a_copy_of_resources", package / "resources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("layout", ["wheel", "checkout"])
def test_every_layout_gives_the_same_answers(tmp_path: Path, layout: str) -> None:
    """Bytes come as they are, by path with forward slashes, sorted; hidden files are nobody's."""
    found = _installed(tmp_path, **{layout: True})
    assert found.sample_files() == {"b.yaml": b"\xef\xbb\xbfb\n", "surveys/a.yaml": b"a\r\n"}
    assert list(found.sample_files()) == ["b.yaml", "surveys/a.yaml"]
    assert found.template_names() == ("parts/pair.md", "program.md")
    assert found.template_text("program.md") == "Séance\n"
    assert found.template_text("parts/pair.md") == "pair\n"
    assert found.preset_names() == ("classic", "zen")
    assert found.preset_files("zen", "fr") == {
        "framework.yaml": b"# fr\n",
        "program.yaml": b"# fr\n",
        "surveys/pulse.yaml": b"items: []\n",
    }


def test_folders_of_a_stranger_are_not_taken_for_ours(tmp_path: Path) -> None:
    """A ``templates`` folder beside site-packages is somebody else's: the lack is said instead."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "secret.md").write_bytes(b"not ours\n")
    found = _installed(tmp_path)
    for door in (found.template_names, found.sample_files):
        with pytest.raises(FileNotFoundError, match="this installation of rmentor"):
            door()


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Nothing outside is read through a link in a shipped folder."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_bytes(b"secret\n")
    found = _installed(tmp_path / "site", wheel=True)
    templates = tmp_path / "site" / "rmentor" / "_shipped" / "templates"
    (templates / "linked.md").symlink_to(outside / "secret.md")
    (templates / "folder").symlink_to(outside)
    assert found.template_names() == ("parts/pair.md", "program.md")


@pytest.mark.parametrize(
    "name",
    ["../pyproject.toml", "parts/../program.md", "/etc/hostname", "", ".", "parts", "nope.md"],
)
def test_only_templates_that_are_listed_can_be_read(tmp_path: Path, name: str) -> None:
    """A name is looked up in a list, never put into a path."""
    with pytest.raises(LookupError):
        _installed(tmp_path, checkout=True).template_text(name)


@pytest.mark.parametrize(
    ("preset", "language"),
    [
        ("nope", "fr"),
        ("shared", "fr"),
        ("classic", "de"),
        ("classic", ".."),
        ("..", "fr"),
        ("classic/fr", "fr"),
    ],
)
def test_only_presets_that_are_listed_can_be_read(
    tmp_path: Path, preset: str, language: str
) -> None:
    """The same holds for presets and their languages."""
    with pytest.raises(LookupError):
        _installed(tmp_path, checkout=True).preset_files(preset, language)


def test_this_installation_is_complete() -> None:
    """The checkout that runs these tests has all that init, report and the catalogue need."""
    assert "classic" in resources.preset_names()
    assert {"program.yaml", "participants.yaml", "framework.yaml"} <= set(resources.sample_files())
    assert {"program.md", "sponsor.md", "pair.md"} <= set(resources.template_names())
    assert resources.topics_bytes().startswith(b"#")
