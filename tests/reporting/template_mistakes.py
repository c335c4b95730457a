"""Templates that are wrong, one mistake each, as the program's own ``sponsor.md`` and the parts that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wrong:
    """A template ``sponsor.md`` that is wrong, or that uses ``parts`` that are."""

    sponsor: str | bytes
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, bytes]:
        """The program's files."""
        texts = {"sponsor.md": self.sponsor, **self.parts}
        return {
            f"templates/{name}": text if isinstance(text, bytes) else text.encode()
            for name, text in texts.items()
        }


MISTAKES: Mapping[str, Wrong] = {
    "unknown name": Wrong("# {{ nmae }}\n"),
    "name of another document": Wrong("# {{ participants|length }}\n"),
    "unknown field": Wrong("# {{ name }}\n\n{{ figures.helds }} sessions\n"),
    "field of a field": Wrong("{{ needs.undated.counts }}\n"),
    "field of loop item": Wrong(
        "{% for kpi in kpis %}\n| {{ kpi.title }} | {{ kpi.lastest }} |\n{% endfor %}\n"
    ),
    "loop variable after its loop": Wrong("{% for kpi in kpis %}{% endfor %}\n{{ kpi.title }}\n"),
    "field without its owner": Wrong("{% for kpi in kpis %}{{ title }}{% endfor %}\n"),
    "field that a filter looks at": Wrong('{{ kpis|map(attribute="titel")|join(", ") }}\n'),
    "field in brackets": Wrong("{{ figures['helds'] }} {{ kpis[0].titel }}\n"),
    "number in brackets": Wrong("{{ kpis[99].title }}\n"),
    "field that a filter selects by": Wrong(
        '{% for k in kpis|selectattr("stat", "equalto", "met") %}{{ k.title }}{% endfor %}\n'
    ),
    "third line of a tag": Wrong('{{ _("%(a)s and %(b)s",\n   a=name,\n   b=nmae) }}\n'),
    "line ends of Windows": Wrong("# {{ name }}\r\n\r\n{{ nmae }}\r\n"),
    "behind a tab": Wrong("\t{{ name }}\t{{ nmae }}\n"),
    "way into Python": Wrong("{{ name.__class__ }}\n"),
    "loop outside of a loop": Wrong("{{ loop.index }}\n"),
    "field of list": Wrong("{{ kpis.title }}\n"),
    "field of none": Wrong("{{ next_event.title }}\n"),
    "field of text": Wrong("{{ name.upper() }}\n"),
    "write list": Wrong("{{ kpis }}\n"),
    "write view": Wrong("{{ figures }}\n"),
    "write bool": Wrong("{{ is_public }}\n"),
    "compare": Wrong("{% if name > 3 %}{% endif %}\n"),
    "compare none": Wrong("{% if coming > 3 %}{% endif %}{% if pulse > 3 %}x{% endif %}\n"),
    "iterate number": Wrong("{% for x in mentees %}{% endfor %}\n"),
    "iterate none": Wrong("{% for x in next_event %}{% endfor %}\n"),
    "add text": Wrong("{{ name + 'x' }}\n"),
    "sum": Wrong("{{ kpis|sum }}\n"),
    "call a text": Wrong("{{ name() }}\n"),
    "zero": Wrong("{% set n = 0 %}\n{{ paired // n }}\n"),
    "number": Wrong("{{ 10 ** 99 }}\n"),
    "range": Wrong("{% for a in range(5000) %}{% endfor %}\n"),
    "unclosed for": Wrong("# {{ name }}\n\n{% for kpi in kpis %}\n{{ kpi.title }}\n"),
    "unclosed if in for": Wrong(
        "{% for kpi in kpis %}\n{% if kpi.latest %}\n{{ kpi.title }}\n{% endfor %}\n"
    ),
    "unknown tag": Wrong("{% iff name %}{% endif %}\n"),
    "foreach": Wrong("{% foreach kpi in kpis %}{% endforeach %}\n"),
    "unclosed brace": Wrong("# {{ name }\n\ntext\n"),
    "unclosed tag": Wrong("# {% if name \n\ntext\n"),
    "end without begin": Wrong("{% endif %}\n"),
    "elif": Wrong("{% elif x %}\n"),
    "wrong end": Wrong("{% if name %}{% endfor %}\n"),
    "two words": Wrong("{{ name title }}\n"),
    "unclosed paren": Wrong("{{ (name }}\n"),
    "empty tag": Wrong("{{ }}\n"),
    "empty if": Wrong("{% if %}{% endif %}"),
    "in what": Wrong("{% for kpi kpis %}{% endfor %}\n"),
    "quote": Wrong("{{ _('it's') }}\n"),
    "unclosed quote": Wrong('{{ _("abc) }}\n'),
    "unclosed comment": Wrong("{# abc \n{{ name }}\n"),
    "raw": Wrong("{% raw %}\nabc\n"),
    "dup block": Wrong("{% block a %}{% endblock %}{% block a %}{% endblock %}\n"),
    "bad var": Wrong("{% set 1a = 2 %}\n"),
    "eq": Wrong("{% if name = 2 %}{% endif %}\n"),
    "and": Wrong("{% if name && today %}{% endif %}\n"),
    "trans": Wrong("{% trans %}{{ name.x }}{% endtrans %}\n"),
    "too long expr": Wrong("{{ " + " ~ ".join(["name"] * 500) + " }}\n"),
    "unknown filter": Wrong("{{ name|uper }}\n"),
    "unknown test": Wrong("{% if name is emty %}{% endif %}\n"),
    "too many args filter": Wrong("{{ name|upper(1, 2) }}\n"),
    "too few args": Wrong("{{ kpis|groupby }}\n"),
    "bad kw arg": Wrong("{{ kpis|sort(by='title') }}\n"),
    "call args macro": Wrong("{% macro row(a) %}{{ a }}{% endmacro %}\n{{ row(1, 2) }}\n"),
    "ngettext few": Wrong('{{ ngettext("%(num)s", "%(num)s") }}\n'),
    "gettext missing field": Wrong('{{ _("hello %(who)s") }}\n'),
    "gettext bad format": Wrong('{{ _("100 % of %(who)s", who=name) }}\n'),
    "include missing": Wrong("text\n{% include '_kpi.md' %}\n"),
    "include missing var": Wrong("{% set x = 'nope.md' %}\n{% include x %}\n"),
    "include path": Wrong("{% include '../program.yaml' %}\n"),
    "import lacks": Wrong(
        "{% from '_own.md' import rows %}\n{{ rows(1) }}\n",
        {"_own.md": "{% macro row(a) %}{{ a }}{% endmacro %}\n"},
    ),
    "included errs": Wrong("{% include '_own.md' %}\n", {"_own.md": "x\n{{ nmae }}\n"}),
    "included syntax": Wrong("{% include '_own.md' %}\n", {"_own.md": "x\n{% if x %}\n"}),
    "included includes missing": Wrong(
        "{% include '_own.md' %}\n", {"_own.md": "x\n{% include '_nope.md' %}\n"}
    ),
    "extended": Wrong(
        "{% extends '_base.md' %}\n{% block body %}x{% endblock %}\n",
        {"_base.md": "# {{ title }}\n{% block body %}{% endblock %}\n"},
    ),
    "in block": Wrong(
        "{% extends '_base.md' %}\n{% block body %}\n{{ nmae }}\n{% endblock %}\n",
        {"_base.md": "# {{ name }}\n{% block body %}{% endblock %}\n"},
    ),
    "error in macro": Wrong(
        "{% from '_m.md' import row %}\n{{ row(kpis) }}\n",
        {"_m.md": "{% macro row(k) %}\n{{ k.title }}\n{% endmacro %}\n"},
    ),
    "macro needs context": Wrong(
        "{% from '_m.md' import row %}\n{{ row() }}\n",
        {"_m.md": "{% macro row() %}\n{{ name }}\n{% endmacro %}\n"},
    ),
    "part ours": Wrong("{% include '_charter.md' %}\n{% include '_audit.md' %}\n"),
    "itself": Wrong("text\n{% include 'sponsor.md' %}\n"),
    "time": Wrong(
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}\n{% endfor %}{% endfor %}{% endfor %}\n"
    ),
    "output": Wrong(
        "{% for a in range(1000) %}{% for b in range(1000) %}\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}\n"
    ),
    "memory": Wrong(
        "{% set ns = namespace(x='xx') %}\n{% for a in range(99) %}\n{% set ns.x = ns.x ~ ns.x %}\n{% endfor %}\n"
    ),
    "recursion": Wrong("{% macro m() %}\n{{ m() }}\n{% endmacro %}\n{{ m() }}\n"),
    "too long": Wrong("x" * 70_000),
    "utf8": Wrong(b"# {{ name }}\n\nR\xe9sultats\n"),
    "utf16": Wrong("# {{ name }}\n".encode("utf-16")),
}
