"""Templates: overrides, what goes wrong in them, and what they may not do."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from rmentor.errors import TemplateFailed
from rmentor.language.catalogue import speak
from rmentor.reporting.render import Renderer
from rmentor.resources import template_names
from tests.reporting.marks import plain, structure


@dataclass(frozen=True, slots=True)
class Inner:
    """A view in a view."""

    title: str


@dataclass(frozen=True, slots=True)
class View:
    """A view with one of everything."""

    name: str = "Zoé | <b>"
    n: int = 3
    nothing: str | None = None
    yes: bool = True
    items: tuple[str, ...] = ("a|b", "c*d*")
    inner: Inner = Inner("x")


def render(
    text: str | bytes, language: str = "en", *, others: Mapping[str, str] | None = None
) -> str:
    """Render ``text`` as the program's own template x.md."""
    own = text.encode() if isinstance(text, str) else text
    files = {"templates/x.md": own}
    files |= {f"templates/{name}": each.encode() for name, each in (others or {}).items()}
    return Renderer(files, speak(language)).render("x.md", View())


def failure(text: str | bytes, **options: object) -> TemplateFailed:
    """Render a template that is wrong."""
    with pytest.raises(TemplateFailed) as caught:
        render(text, **options)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ name }}", "Zoé \\| &lt;b&gt;"),
        ("{{ '**' ~ name ~ '**' }}", "**Zoé \\| &lt;b&gt;**"),
        ("{{ name|upper }}", "ZOÉ \\| &lt;B&gt;"),
        ("{{ items|join(' · ') }}", "a\\|b · c\\*d\\*"),
        ("{{ items|map('upper')|join(' · ') }}", "A\\|B · C\\*D\\*"),
        ("{{ items|select('equalto', 'a|b')|list|length }}", "1"),
        ("{{ items|reject('in', ['a|b'])|first }}", "c\\*d\\*"),
        ("{% set x = name %}{{ x }}", "Zoé \\| &lt;b&gt;"),
        ("{% set x %}*{{ name }}*{% endset %}{{ x }}", "*Zoé \\| &lt;b&gt;*"),
        ("{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m(name) }}", "*Zoé \\| &lt;b&gt;*"),
        ("{% autoescape false %}{{ name }}{% endautoescape %}", "Zoé \\| &lt;b&gt;"),
        ("{{ _('**%(x)s**', x=name) }}", "**Zoé \\| &lt;b&gt;**"),
        ("{% trans x=name %}*{{ x }}*{% endtrans %}", "*Zoé \\| &lt;b&gt;*"),
        ("{{ nothing }}.", "."),
        ("{{ 'a' if not yes }}.", "."),
        ("{{ n }}{{ n + 1 }}", "34"),
    ],
)
def test_whatever_a_template_writes_is_escaped(template: str, expected: str) -> None:
    """Its author cannot forget to escape a name, and what its author writes stays Markdown."""
    assert render(template) == expected + "\n"


def test_there_is_no_way_round_escaping() -> None:
    """The filter that would declare a name safe is not there."""
    assert "safe" in str(failure("{{ name|safe }}").args_by_name["why"])


def test_a_template_of_the_program_comes_before_ours() -> None:
    """The same file name overrides; a partial of ours is used with it."""
    text = render("{% include '_charter.md' %}")
    assert structure(text)["list_item_open", "li"] == 6
    assert plain(render("{% include '_charter.md' %}", others={"_charter.md": "mine"})) == "mine"


def test_an_override_may_build_on_the_template_that_it_overrides() -> None:
    """``rmentor/NAME`` is always the built-in one."""
    text = render(
        "{% include '_charter.md' %}",
        others={"_charter.md": "{% include 'rmentor/_charter.md' %}\n\n- and one more\n"},
    )
    assert structure(text)["list_item_open", "li"] == 7


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_template_from_any_editor_is_read(newline: str) -> None:
    """A byte order mark and Windows line ends give the same document, with tidy lines."""
    text = newline.join(("\ufeff# {{ n }}  ", "", "", "", "x", "", ""))
    assert render(text.encode()) == "# 3\n\nx\n"


@pytest.mark.parametrize(
    ("template", "line", "part"),
    [
        ("a\n\n{{ nam }}", 3, "nam"),
        ("a\n{{ inner.titel }}", 2, "titel"),
        ("{% if %}", 1, "expression"),
        ("\n{% for x in items %}", 2, "endfor"),
        ("{{ name|nope }}", 1, "nope"),
        ("{{ items }}", 1, "texts and numbers"),
        ("{{ inner }}", 1, "texts and numbers"),
        ("{{ n // 0 }}", 1, "zero"),
        ("\n\n{% include 'nowhere.md' %}", 3, "nowhere.md"),
        (b"a\n\xff", 2, "UTF-8"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_line(
    template: str | bytes, line: int, part: str
) -> None:
    """The message has the file, the line, the reason and the names that could be used."""
    error = failure(template)
    assert error.args_by_name["file"] == "templates/x.md"
    assert error.args_by_name["line"] == line
    assert part in str(error.args_by_name["why"])


def test_the_names_that_could_be_used_are_told() -> None:
    """Those of the document, or of the thing in it that lacks the name."""
    assert failure("{{ nam }}").args_by_name["names"] == "name, n, nothing, yes, items, inner"
    assert failure("{{ inner.titel }}").args_by_name["names"] == "title"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ inner.__class__ }}",
        "{{ inner.__slots__ }}",
        "{{ items.__len__() }}",
        "{{ name.upper() }}",
        "{{ '{0.__class__}'.format(inner) }}",
        "{{ ('%s' * 3) % name }}",
        "{{ _.__globals__ }}",
        "{{ gettext.__globals__['speak'] }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ range.__self__ }}",
        "{{ namespace.mro() }}",
        "{{ dict.__base__ }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ inner|attr('__class__') }}",
        "{{ [inner]|map(attribute='__class__')|first }}",
        "{{ loop.__class__ }}",
        "{% for x in items %}{{ loop.__init__ }}{% endfor %}",
        "{% include '../program.yaml' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'a/../../x.md' %}",
        "{% include 'rmentor/../x.md' %}",
        "{% include '..\\\\x.md' %}",
        "{% import 'os' as os %}",
        "{{ environment }}",
        "{{ context }}",
    ],
)
def test_a_template_reaches_nothing_but_views(template: str) -> None:
    """No class, no module, no file, no function of ours."""
    assert failure(template).args_by_name["why"]


@pytest.mark.parametrize(
    "template",
    [
        ("{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
        "{% endfor %}{% endfor %}{% endfor %}"),
        "{% for a in range(999999999) %}x{% endfor %}",
        "{{ range(10 ** 12)|list }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{% set ns = namespace(x='xx') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=9) %}{% for a in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
        "{% include 'x.md' %}",
        "{% include 'x.md' %}{% include 'x.md' %}",
        "{% extends 'x.md' %}",
        "{% for a in range(1000) %}{% for b in range(1000) %}" + "x" * 1000 + "{% endfor %}{% endfor %}",
        "{% set x %}{% for a in range(1000) %}{% for b in range(1000) %}" + "x" * 1000
        + "{% endfor %}{% endfor %}{% endset %}",
        "{{ '{0:>999999999}'.format(1) }}",
        "{{ items|batch(999999999, 'x')|list }}",
        "{{ name|center(999999999) }}",
        "x" * 300_000,
    ],
)  # fmt: skip
def test_a_template_neither_works_nor_writes_without_end(template: str) -> None:
    """It fails within seconds and without filling the memory."""
    begin = time.monotonic()
    failure(template)
    assert time.monotonic() - begin < 20


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Score : {{ n }} ; oui ?", "Score\u00a0: 3\u202f; oui\u202f?"),
        ("{{ n }} % et « {{ n }} »", "3\u202f% et «\u202f3\u202f»"),
        ("{% trans %}{{ n }} % !{% endtrans %}", "3\u202f%\u202f!"),
        ("`a ; b` et `c : d`", "`a ; b` et `c : d`"),
        ("```\na ; b\n```", "```\na ; b\n```"),
        ("| a : | b |\n|---:|:---:|", "| a\u00a0: | b |\n|---:|:---:|"),
    ],
)
def test_french_templates_have_french_spacing(template: str, expected: str) -> None:
    """What the template says itself is typeset, code is not."""
    assert render(template, "fr") == expected + "\n"
    if "{%" not in template:
        assert "\u202f" not in render(template, "en")


def test_what_people_call_themselves_is_nobodys_to_typeset() -> None:
    """A name with a space before its sign stays as it was typed."""
    renderer = Renderer({"templates/x.md": b"{{ name }} {{ _('%(x)s', x=name) }}"}, speak("fr"))
    assert renderer.render("x.md", View("Allo ; quoi")) == "Allo ; quoi Allo ; quoi\n"


def test_every_built_in_template_parses() -> None:
    """Each name of theirs is there, and compiles in both languages."""
    assert {"program.md", "sponsor.md", "pair.md", "session.md"} <= set(template_names())
    for name in template_names():
        for language in ("fr", "en"):
            wrapper = "{% if not yes %}{% include '" + name + "' %}{% endif %}ok"
            assert render(wrapper, language) == "ok\n"
