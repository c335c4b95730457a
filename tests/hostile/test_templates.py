"""Templates of strangers: no way out of the sandbox, and no work without end."""

from __future__ import annotations

import re
import resource
import time
from dataclasses import dataclass

import pytest

from rmentor.errors import TemplateFailed
from rmentor.language.catalogue import speak
from rmentor.reporting import render
from rmentor.reporting.render import Renderer
from tests.hostile.traps_templates import BYTES, ESCAPES, WORK

# Traces of Python in a text, by which one would see that something was reached.
_PYTHON = re.compile(
    r"<class|<function|<module|<built-in|object at 0x|__\w+__|\broot:|participants"
)


@dataclass(frozen=True, slots=True)
class View:
    """A document with a title, some texts and a number."""

    title: str
    texts: tuple[str, ...] = ("one", "two")
    number: int = 3


def rendered(template: str | bytes) -> str | None:
    """What a template makes of the view; None where it is refused."""
    content = template.encode() if isinstance(template, str) else template
    files = {
        "templates/sponsor.md": content,
        "templates/../outside.md": b"participants",
        "x": b"participants",
    }
    try:
        return Renderer(files, speak("en")).render("sponsor.md", View("Hello"))
    except TemplateFailed as failure:
        refused = failure
    assert str(refused.args_by_name["file"]).endswith("sponsor.md")
    assert refused.args_by_name["why"]
    return None


@pytest.mark.parametrize("way", list(ESCAPES))
def test_no_known_way_leads_out_of_the_sandbox(way: str) -> None:
    """Each is refused, or writes nothing of Python's but what the template itself says."""
    text = rendered(ESCAPES[way])
    assert text is None or all(found in ESCAPES[way] for found in _PYTHON.findall(text))


# Refused by name, not only without harm: what each tries is forbidden, not missing by chance.
@pytest.mark.parametrize("way", [way for way in ESCAPES if way.startswith("CVE-")])
def test_what_became_known_as_a_hole_is_refused(way: str) -> None:
    """The holes of the template engine's last ten years."""
    assert rendered(ESCAPES[way]) is None


# Small ones are allowed; what makes these bad is not there, or costs too little to matter.
HARMLESS = frozenset(("spaces", "a long line", "trimming a text", "an expression"))


@pytest.mark.parametrize("work", list(WORK))
def test_no_template_works_or_writes_without_end(
    work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused in a fraction of a second where a fraction of the budget is there, without filling the memory."""
    monkeypatch.setattr(render, "BUDGET", 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    text = rendered(WORK[work])
    assert time.process_time() - begin < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
    assert text is None or work in HARMLESS or len(text) < 1_000_000


@pytest.mark.parametrize("content", list(BYTES))
def test_any_bytes_are_a_template_or_a_clear_error(content: str) -> None:
    """Other encodings, pictures, tags that never close."""
    text = rendered(BYTES[content])
    assert text is None or text.encode()


def test_an_honest_program_pays_for_its_documents_many_times_over() -> None:
    """The allowance of one document is far above what the built-in ones cost, so that none ever hits the limit."""
    renderer = Renderer({}, speak("en"))
    for _ in range(300):
        assert renderer.render("_charter.md", View("Hello"))


def test_the_documents_of_a_command_share_one_budget() -> None:
    """A template that nearly uses it up does so once, not once for each of a thousand documents."""
    work = "{% for i in range(1000) %}{% for j in range(600) %}{% endfor %}{% endfor %}"
    renderer = Renderer({"templates/sponsor.md": work.encode()}, speak("en"))
    renderer.render("sponsor.md", View("Hello"))
    for _ in range(5):
        try:
            renderer.render("sponsor.md", View("Hello"))
        except TemplateFailed:
            break
    else:
        pytest.fail("each document has a budget of its own")
