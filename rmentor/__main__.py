"""``python -m rmentor``."""

from rmentor.cli.main import run

run()
