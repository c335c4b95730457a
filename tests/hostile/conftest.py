"""One warm rmentor and one honest world for all hostile tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.runner import Runner
from tests.hostile.world import World, make_world


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """The process in whose children command lines are run."""
    made = Runner()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world before anybody sets a trap; tests copy it."""
    return make_world(tmp_path_factory.mktemp("hostile") / "world")
