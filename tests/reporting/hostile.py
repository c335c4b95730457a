"""What somebody may type as a name, by mistake or on purpose."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = (
    "Zoé | Finance",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a\n\n# Heading",
    "a\n| b | c |\n|---|---|\n| d | e |",
    "```\ncode",
    "`code` ~~gone~~ **bold** __bold__ *it* _it_",
    "# not a heading",
    "- not a list",
    "1. not a list",
    "+ x",
    "---",
    "===",
    "> quote",
    "{{ 7 * 7 }} {% raw %}",
    "\u202eevil\u202c \u200bhidden\ufeff \u2066x\u2069",
    "&lt;b&gt; &amp; &#35; R&D",
    "https://evil.example www.evil.example",
    "back\\slash \\",
    "ends with !",
    "C# #hash",
    "$x$ and [^1]",
    "BEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT",
    'a";CN=b:c,d;e\\n',
    "\x00\x07\x1b[31mred",
    "  spaces  everywhere\t",
    "Anne-Sophie d’Été, née O'Neil",
    "علي حسن",
    "می‌خواهم 👩‍💻",
)

_SIGNS = st.sampled_from(
    list("\\`*_{}[]<>()#+-.!|~&$:;=^%@\"'\n\t \u200b\u202e\u00a00123ab")
) | st.just("https://")
ANYTHING = (
    st.sampled_from(NAMES)
    | st.lists(_SIGNS, min_size=1, max_size=12).map("".join)
    | st.text(min_size=1, max_size=20)
)
