"""Templates of strangers: every known way out of Jinja's sandbox, and ways to work or write without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hostile.world import World

Trap = Callable[[World], Mapping[str, str] | None]

_TEXT = "{% set a %}" + "é" * 30_000 + "{% endset %}"
_DOUBLED = (
    "{% set ns = namespace(a=(1,), b=(1,)) %}{% for i in range(60) %}"
    "{% set ns.a = (ns.a, ns.a) %}{% set ns.b = (ns.b, ns.b) %}{% endfor %}"
)
_MILLION = "{%% for i in range(1000) %%}{%% for j in range(1000) %%}%s{%% endfor %%}{%% endfor %%}"
# The ways out, by where they became known; what each tries to reach is a class, a function's globals or a module.
ESCAPES: Mapping[str, str] = {
    "CVE-2016-10745, str.format": "{{ '{0.__class__.__mro__}'.format(title) }}",
    "CVE-2019-10906, format_map": "{{ '{a.__class__}'.format_map({'a': title}) }}",
    "CVE-2024-56326, format by a filter": "{{ ['{0.__class__}']|map('format', title)|list|first }}",
    "CVE-2024-56326, format kept for later": "{% set f = '{0.__class__}'.format %}{{ f(title) }}",
    "CVE-2024-56326, format through a view": "{{ [title]|map('{0.__class__}'.format)|first }}",
    "CVE-2024-56201, a file's name as code": '{% include \'x{{ 1 }}\\n"""; import os #.md\' %}',
    "CVE-2025-27516, attr and format": "{{ ('{0.__class__}'|attr('format'))(title) }}",
    "CVE-2025-27516, attr and format_map": "{{ ('{a.__class__}'|attr('format_map'))({'a': title}) }}",
    "attr filter": "{{ title|attr('__class__') }}",
    "attr by map": "{{ [title]|map('attr', '__class__')|first }}",
    "attribute of map": "{{ [title]|map(attribute='__class__.__mro__')|first }}",
    "attribute of groupby": "{{ [title]|groupby('__class__')|first }}",
    "attribute of sort": "{{ [title]|sort(attribute='__class__')|first }}",
    "attribute of sum": "{{ [title]|sum(attribute='__class__', start=0) }}",
    "attribute of selectattr": "{{ [title]|selectattr('__class__')|first }}",
    "attribute of max": "{{ [title]|max(attribute='__class__') }}",
    "attribute of unique": "{{ [title]|unique(attribute='__class__')|first }}",
    "attribute of join": "{{ [title]|join(attribute='__class__') }}",
    "subscript": "{{ title['__class__'] }}",
    "subscript built of pieces": "{{ title['__cla' ~ 'ss__'] }}",
    "class of a number": "{{ (1).__class__.__base__.__subclasses__() }}",
    "class of a list": "{{ [].__class__.__mro__[1].__subclasses__() }}",
    "class of a map": "{{ {}.__class__ }}",
    "class of a tuple": "{{ ().__class__.__bases__[0] }}",
    "class of nothing": "{{ none.__class__ }}",
    "class of what is not there": "{{ nowhere.__class__ }}",
    "init_subclass": "{{ title.__init_subclass__ }}",
    "globals of range": "{{ range.__globals__ }}",
    "globals of gettext": "{{ _.__globals__ }}",
    "closure of gettext": "{{ gettext.__closure__ }}",
    "code of gettext": "{{ ngettext.__code__ }}",
    "defaults of gettext": "{{ pgettext.__kwdefaults__ }}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('touch sprung').read() }}",
    "cycler": "{{ cycler.__init__.__globals__.os }}",
    "joiner": "{{ joiner.__init__.__globals__.os }}",
    "namespace": "{{ namespace.__init__.__globals__.os }}",
    "namespace's inside": "{% set ns = namespace(a=1) %}{{ ns._Namespace__attrs }}",
    "namespace's class": "{% set ns = namespace() %}{{ ns.__class__ }}",
    "namespace that is written to": "{% set ns = namespace() %}{% set ns.__class__ = 1 %}{{ ns.__class__ }}",
    "dict": "{{ dict.__base__.__subclasses__() }}",
    "dict's fromkeys": "{{ dict.fromkeys('ab') }}",
    "self": "{{ self.__init__.__globals__ }}",
    "self's context": "{{ self._TemplateReference__context }}",
    "loop": "{% for x in [1] %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
    "loop's inside": "{% for x in [1] %}{{ loop._iterable }}{{ loop._recurse }}{% endfor %}",
    "macro": "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "macro's inside": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "macro's environment": "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "caller": "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "varargs": "{% macro m() %}{{ varargs.__class__ }}{{ kwargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "imported template": "{% import 'rmentor/_charter.md' as c %}{{ c.__class__ }}{{ c._body_stream }}",
    "generator": "{% set g = [1]|map('upper') %}{{ g.gi_frame.f_globals }}",
    "generator's code": "{{ ([1]|select).gi_code }}",
    "asynchronous generator": "{{ ([1]|map('upper')).ag_frame }}{{ ([1]|map('upper')).cr_frame }}",
    "bound method": "{% set d = {'a': 1} %}{{ d.items.__self__ }}",
    "map's methods": "{{ {'a': 1}.pop('a') }}",
    "list's methods": "{{ [1].append(2) }}",
    "text's methods": "{{ title.encode('utf-16').decode('utf-7') }}",
    "mark-up's methods": "{{ ('a' ~ title).unescape() }}{{ 'a'.striptags() }}",
    "mark-up's class": "{{ ('a' ~ title).__html__.__globals__ }}",
    "percent": "{{ '%(a)s' % {'a': title} }}",
    "percent with nothing": "{{ '%s' % title.__class__ }}",
    "sentence with a map": "{{ _('%s', a=title) }}",
    "sentence with an attribute": "{{ _('{0.__class__}', a=title) }}",
    "sentence's name": "{{ gettext.__name__ }}",
    "environment": "{{ environment.getattr(title, '__class__') }}",
    "context": "{{ context.environment }}",
    "resolve": "{{ resolve('title') }}{{ missing }}",
    "debug": "{% debug %}",
    "do": "{% do title.x() %}",
    "autoescape": "{% autoescape false %}{{ '<b>' ~ title }}{% endautoescape %}{{ title|safe }}",
    "safe filter": "{{ title|safe }}",
    "pprint": "{{ title|pprint }}",
    "tojson": "{{ title|tojson }}",
    "xmlattr": "{{ {'a': title}|xmlattr }}",
    "file outside": "{% include '../outside/secret.yaml' %}",
    "file of the system": "{% include '/etc/passwd' %}",
    "file by pieces": "{% set p = '../outside' %}{% include p ~ '/secret.yaml' %}",
    "file of a list": "{% include ['../x', '/etc/passwd', 'c:\\\\x'] %}",
    "file of the program": "{% include '../participants.yaml' %}",
    "module": "{% import 'os' as os %}{% from 'subprocess' import run %}",
    "name that is code": "{% set __import__ = 1 %}{{ __import__('os') }}",
    "name of the compiler's": "{{ l_0_title }}{{ t_1 }}{{ blocks }}{{ missing }}{{ Markup }}{{ concat }}{{ escape }}",
    "name with signs": "{% set ａ = 1 %}{% set ﬁ = 2 %}{{ ａ }}{{ __builtins__ }}",
    "block's name": "{% block __init__ %}{% endblock %}{{ self.__init__() }}",
    "block that is called": "{% block a %}{{ super.__class__ }}{% endblock %}",
    "keyword": "{{ dict(**{'__class__': 1}).__class__ }}",
}
WORK: Mapping[str, str] = {
    "loops": _MILLION % "{% for k in range(1000) %}{% endfor %}",
    "a range": "{% for i in range(10 ** 12) %}{% endfor %}",
    "recursion": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
    "includes": _MILLION % "{% include '_charter.md' %}",
    "itself": "{% include 'sponsor.md' %}",
    "extending itself": "{% extends 'sponsor.md' %}",
    "an endless call": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a recursive loop": "{% for x in [[1]] recursive %}{{ loop([[[1]]]) }}{% endfor %}",
    "texts": "{{ 'x' * 10 ** 9 }}",
    "texts that double": "{% set ns = namespace(x='xx') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "writing": _MILLION % ("x" * 1000),
    "a width": "{{ '%1000000000s' % title }}{{ title|center(10 ** 9) }}",
    "a width in a sentence": "{{ _('%(a)1000000000s', a=title) }}",
    "fields in a sentence": _TEXT + "{{ _('" + "%(a)s" * 3000 + "', a=a) }}",
    "numbers": "{{ 9 ** 9 ** 9 ** 9 }}",
    "numbers by themselves": "{% set ns = namespace(x=9) %}{% for a in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
    "a number's digits": "{% set x = 0x" + "f" * 30_000 + " %}" + _MILLION % "{{ '' if x // 3 }}",
    "rounding": "{{ 1.5|round(100000000, 'ceil') }}",
    "whole numbers": "{{ ('z' ~ '9' * 1)|int(0, 36) }}{{ ('9' ~ '" + "9" * 4000 + "')|int }}",
    "adding lists": "{% set l = range(1000)|list %}" + "{% set l = [l, l, l, l, l, l, l, l]|sum(start=[]) %}" * 9,
    "comparing lists of lists": _DOUBLED + "{{ 'x' if ns.a == ns.b }}",
    "ordering lists of lists": _DOUBLED + "{{ [ns.a, ns.b]|sort|length }}",
    "looking for lists of lists": _DOUBLED + "{{ {1: 1}.get(ns.a) }}{{ {ns.a: 1}|length }}{{ 'x' if ns.a in [ns.b] }}",
    "making lists of lists unique": _DOUBLED + "{{ [ns.a, ns.b]|unique|list|length }}",
    "lists of lists as a change": _DOUBLED + "{% for i in [1, 2] %}{{ 'x' if loop.changed(ns.a) }}{% endfor %}",
    "looking in a text": _TEXT + _MILLION % "{{ 'x' if 'b' in a }}",
    "cutting a text": _TEXT + "{% set ns = namespace(l=[]) %}" + _MILLION % "{% set ns.l = [ns.l, a[1:]] %}",
    "letters of a text": _TEXT + "{% set ns = namespace(l=[]) %}" + _MILLION % "{% set ns.l = [ns.l, a|list] %}",
    "trimming a text": _TEXT + "{{ a|trim(a ~ 'x') }}",
    "choosing from a text": _TEXT + _MILLION % "{{ a|select('in', a|list)|list|length }}",
    "copying maps": "{% set d = dict(" + ", ".join(f"a{n}=1" for n in range(99)) + ") %}{% set ns = namespace(l=[]) %}"
    + _MILLION % "{% set ns.l = [ns.l, dict(d)] %}",
    "an expression": _MILLION % ("{% if " + " and ".join(["title"] * 3000) + " %}{% endif %}"),
    "many expressions": "{{ title }}" * 8000,
    "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "signs": "{{ " + "-" * 30_000 + "1 }}",
    "blocks": "{% if title %}" * 3000 + "{% endif %}" * 3000,
    "loops in loops": "{% for a in [1] %}" * 90 + "{% endfor %}" * 90,
    "spaces": _MILLION.replace("1000", "99") % (" " * 500) + "x",
    "a long line": "x" * 60_000,
    "too long a file": "x" * 200_000,
    "a path of attributes": "{% set ns = namespace(d=dict(b=1)) %}{% for i in range(900) %}{% set ns.d = dict(a=ns.d) %}{% endfor %}"
    + _MILLION % ("{{ [ns.d, ns.d]|map(attribute='" + ".".join(["a"] * 890) + "')|list|length }}"),
    "contents": _MILLION % "\n# [[[[[[a*_" + "{{ contents }}",
}  # fmt: skip
BYTES: Mapping[str, bytes] = {
    "UTF-16": "{{ title }}".encode("utf-16"),
    "no text": bytes(range(256)),
    "zeros": bytes(1000),
    "another encoding": "é {{ title }}".encode("cp1252"),
    "nothing": b"",
    "tags that never close": b"{{ {% {# " * 1000,
    "raw": b"{% raw %}{% endraw %}{% raw %}",
    "a mark": b"\xef\xbb\xbf{{ title }}",
    "halves": b"{{ '\\ud800' }}",
}


def template(text: str | bytes, name: str = "sponsor.md") -> Trap:
    """Put a template into the program."""

    def set_trap(world: World) -> None:
        content = text if isinstance(text, bytes) else text.encode()
        (world.root / "templates" / name).write_bytes(content)

    return set_trap


LOUD: Mapping[str, Trap] = {
    **{f"template: {name}": template(text) for name, text in WORK.items()},
    **{f"template: {name}": template(content) for name, content in BYTES.items()},
}
