"""Files of a program that are bombs, torn, of another encoding, or name what nobody should name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hostile.world import FILES, World

Trap = Callable[[World], Mapping[str, str] | None]
KINDS = tuple(path for path in FILES if path.endswith(".yaml"))


def _bomb(levels: int = 9, width: int = 10) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def _deep_by_aliases() -> str:
    lines = ["a0: &a0 [x]"]
    return "\n".join(
        [*lines, *(f"a{n}: &a{n} {'[' * 90}*a{n - 1}{']' * 90}" for n in range(1, 45))]
    )


def _merges() -> str:
    keys = ", ".join(f"k{n}: 1" for n in range(300))
    return f"a: &a {{{keys}}}\n" + "".join(
        f"b{n}: {{<<: [{', '.join(['*a'] * 300)}]}}\n" for n in range(50)
    )


YAML: Mapping[str, bytes] = {
    "aliases of aliases": _bomb().encode(),
    "aliases that go round": b"a: &a {b: *a}\nc: &c [*c]",
    "depth by aliases": _deep_by_aliases().encode(),
    "depth of brackets": b"a: " + b"[" * 100_000,
    "depth of maps": b"{a: " * 100_000,
    "depth of dashes": b"- " * 50_000,
    "depth of questions": b"? " * 50_000,
    "merges of merges": _merges().encode(),
    "tags of Python": b"a: !!python/object/apply:os.system ['touch sprung']\nb: !!python/name:os.system\nc: !!python/module:os ''",
    "tags of any kind": b"".join(b"t%d: !t%d x\n" % (n, n) for n in range(3000)),
    "anchors in keys": b"&a key: &b [x]\n? *b\n: *a\n? {c: d}\n: e\n? [f]\n: g\n",
    "the same key again": b"name: x\n" * 20_000,
    "very many keys": b"".join(b"k%d: x\n" % n for n in range(30_000)),
    "very many items": b"participants:\n" + b"- 1\n" * 100_000,
    "very many people": b"participants:\n" + b"- {id: a, name: b, role: both}\n" * 5000,
    "a long text": b"name: " + b"x" * 5_000_000,
    "a long key": b"? " + b"k" * 100_000 + b"\n: 1",
    "a long number": b"format: " + b"9" * 100_000,
    "numbers": b"format: 1e999\nsmallest_group: -0\nmax_per_week: 0x7fffffffffffffff\nstart: 9999-99-99\n",
    "quotes that never close": b"a: '" + b"x\n" * 50_000,
    "brackets that never close": b"participants:\n" + b"- [[[[\n" * 20_000,
    "conflicts": b"<<<<<<< a\n" * 20_000,
    "several documents": b"--- a\n" * 1000,
    "directives": b"%YAML 9.9\n%TAG ! tag:evil,2000:\n---\na: 1\n",
    "nothing": b"",
    "zeros": bytes(100_000),
    "bytes": bytes(range(256)) * 40,
    "another encoding": "participants:\n- {id: é, name: É, role: both}\n".encode("cp1252"),
    "UTF-16": "participants: []\n".encode("utf-16"),
    "UTF-32": "participants: []\n".encode("utf-32"),
    "marks inside": "\ufeffparticipants:\n\ufeff- \ufeff{id: a}\n".encode(),
    "breaks of other kinds": "a: b\u2028c: d\u2029e: f\x85g: h\rk: l\n".encode(),
    "halves of characters": b'name: "\\ud800 \\udfff"\nother: "\\xff\\U0010FFFF\\0"\n',
    "controls": b'name: "\\e[31m\\a\\b\\0"\n',
    "a million signs of a comment": b"# " + b"#" * 1_000_000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "an archive": b"PK\x03\x04" + bytes(1000),
}
NAMES = (
    "..", ".", "../outside/secret", "/etc/passwd", "con", "nul", "prn", "aux", "com1", "lpt9", "CON", "a/b", "a\\\\b", ".git", ".rmentor",
    "-rf", "--output=x", "a\\0b", "a\\nb", "\\e[31m", "", " ", "x" * 65, "x" * 300, "a:b", "a\u202eb", "é", "null", "~", "true", "__proto__",
)  # fmt: skip


def replaced(path: str, content: bytes) -> Trap:
    """Put other content into a file."""

    def set_trap(world: World) -> None:
        (world.root / path).parent.mkdir(exist_ok=True)
        (world.root / path).write_bytes(content)

    return set_trap


def called(name: str) -> Trap:
    """Call a person, a pair, a topic, a survey, a module and a KPI by a name that is none."""

    def set_trap(world: World) -> None:
        for path in KINDS:
            text = (world.root / path).read_text()
            for known in ("ida--eva", "ida", "our-crm", "one", "active"):
                text = text.replace(f"id: {known},", f'id: "{name}",')
            text = text.replace("mentor: ida,", f'mentor: "{name}",').replace(
                "computed: skill_gain", f'computed: "{name}"'
            )
            (world.root / path).write_text(text)

    return set_trap


def _csv(text: bytes) -> Trap:
    return replaced("surveys/pulse.csv", b"person,role,pair,session,date,useful,words\n" + text)


CSV: Mapping[str, Trap] = {
    "answers: one long field": _csv(b"eva,mentee,,,,4," + b"x" * 500_000),
    "answers: quotes": _csv(b'"' * 200_001),
    "answers: commas": _csv(b"," * 500_000),
    "answers: rows": _csv(b"eva,mentee,ida--eva,1,2027-01-20,4,x\n" * 20_000),
    "answers: junk": _csv(bytes(range(1, 256)) * 100),
    "answers: another encoding": _csv("eva,mentee,,,,4,é".encode("cp1252")),
    "answers: UTF-16": replaced("surveys/pulse.csv", "person,role\neva,mentee\n".encode("utf-16")),
    "answers: formulas": _csv(b"=1+1,@x,-1,+1,\t1,5,=HYPERLINK()\n"),
    "answers: nothing": replaced("surveys/pulse.csv", b""),
    "answers: columns": replaced(
        "surveys/pulse.csv", b",".join(b"c%d" % n for n in range(20_000)) + b"\n"
    ),
}
# The rest is for make torture.
FEW = ("..", "/etc/passwd", "con", "a\\0b", "\\e[31m", "x" * 65, "a\u202eb")
LOUD: Mapping[str, Trap] = {
    **{
        f"{KINDS[number % len(KINDS)]}: {name}": replaced(KINDS[number % len(KINDS)], text)
        for number, (name, text) in enumerate(YAML.items())
    },
    **{f"called {name[:20]!r}": called(name) for name in FEW},
    **CSV,
    "import.yaml: bomb": replaced("import.yaml", YAML["aliases of aliases"]),
    "import.yaml: paths": replaced(
        "import.yaml", b"../outside/secret: {map: {a: name}}\n/etc/passwd: 1\n"
    ),
}
ALL: Mapping[str, Trap] = {
    **{f"called {name[:20]!r}": called(name) for name in NAMES},
    **{
        f"{path}: {name}": replaced(path, text)
        for path in (*KINDS, "import.yaml")
        for name, text in YAML.items()
    },
}
