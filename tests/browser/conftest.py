"""One Chromium for all tests in it; where the machine has none, they are left out and say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, Failed, Tab, program
from tests.reporting.pages import called, page_of
from tests.reporting.programs import a_rich_program

AXE = Path(__file__).parents[2] / ".tools" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script> [x](javascript:alert(1))'


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start the browser once."""
    executable = program()
    if executable is None:
        pytest.skip("no Chromium here (tests/tools.sh installs one where it may)")
    started = Browser(executable, tmp_path_factory.mktemp("profile"))
    try:
        started.ask("Browser.getVersion")
    except (Failed, OSError):
        started.close()
        pytest.skip(f"{executable} does not start here")
    yield started
    started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """Open a tab of the test's own."""
    with browser.tab() as opened:
        yield opened


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of pages: ``fr``, ``en``, and ``hostile`` with names that would like to be code."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {
        "fr": page_of(a_rich_program("fr")),
        "en": page_of(a_rich_program("en")),
        "hostile": page_of(called(a_rich_program("en"), HOSTILE)),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in texts}


@pytest.fixture(scope="session")
def axe() -> str:
    """Read the accessibility checker."""
    if not AXE.exists():
        pytest.skip("no axe-core here (tests/tools.sh installs it where it may)")
    return AXE.read_text("utf-8")
