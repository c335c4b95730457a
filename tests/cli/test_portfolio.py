"""``rmentor portfolio``: all programs of a folder on a screen, as JSON, and as a page to be handed on."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rich.cells import cell_len

from rmentor.resources import template_text
from tests.conftest import Rmentor
from tests.followup.several import TODAY, Group
from tests.reporting.golden import assert_golden
from tests.reporting.marks import headings, links, plain

LEADERS = (
    '  - {id: leaders, title: Leaders online, unit: "%", baseline: 20, target: 70, '
    "readings: [{date: 2027-03-01, value: VALUE}]}\n"
)
GAIN = "  - {id: gain, computed: skill_gain, target: 1.5}\n"
HELD = "  - {id: held, title: Held, computed: sessions_held, target: 90}\n"
LYON = Group("Lyon", 12, 5, 6, alone=5, idle=5, mail="lyon.example", kpis=LEADERS.replace("VALUE", "35") + GAIN)  # fmt: skip
PARIS = Group(
    "Paris", 8, 1, 1, alone=2, timezone="America/Montreal", hour="07:00", language="fr",
    mails={f"mentee{n}": f"Mentee{n}@Lyon.example" for n in range(6)},
    kpis=LEADERS.replace("VALUE", "70") + HELD,
)  # fmt: skip
GROUPS = {
    "lyon": LYON,
    "south/paris": PARIS,
    "old/2026": Group("Lyon", 6, start="2026-01-12", end="2026-07-03"),
    "next": Group("Next", idle=6, alone=6, start="2027-09-06", end="2028-03-31"),
    "small": Group("Small", 1, 0, 2, kpis=LEADERS.replace('"%"', "people").replace("VALUE", "10")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five programs: one large, one of few, one over, one to come, one tiny; and one that is broken."""
    for name, group in GROUPS.items():
        group.written(tmp_path / name)
    broken = GROUPS["small"].written(tmp_path / "the broken one")
    (broken / "framework.yaml").write_text("sessions: many\nminutes: 60\nevry: 2 weeks\n", "utf-8")
    return tmp_path


def _json(rmentor: Rmentor, folder: Path, *more: object) -> Any:
    done = rmentor("portfolio", folder, "--today", TODAY, "--json", *more)
    assert done.err == ""
    return json.loads(done.out)


def _page(rmentor: Rmentor, folder: Path, *more: object, name: str = "portfolio.md") -> str:
    done = rmentor("portfolio", folder, "--today", TODAY, "--write", name, *more)
    assert done.code in (0, 1), done.err
    return (folder / name).read_text("utf-8")


def _rows(page: str) -> list[list[str]]:
    """Cells of the first table, without its head."""
    lines = [
        line for line in page.split("\n\n## ", maxsplit=1)[0].splitlines() if line.startswith("| ")
    ]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[1:]]


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_golden_page_and_screen(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch, tongue: str
) -> None:
    """What a programme director reads, as somebody last looked at it."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("RMENTOR_LANG", tongue)
    shown = rmentor("portfolio", "--today", TODAY, cwd=folder)
    assert (shown.code, shown.err) == (1, "")
    lines = "".join(f"{line.rstrip()}\n" for line in shown.out.splitlines())
    assert_golden(f"../portfolio/{tongue}.txt", lines.encode())
    page = _page(rmentor, folder, "--lang", tongue)
    assert_golden(f"../portfolio/{tongue}.md", page.encode())


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_thirty_programs_fit_on_the_screen_that_there_is(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, tongue: str
) -> None:
    """Long names, wide signs, large figures: no figure is broken, no line too long."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("RMENTOR_LANG", tongue)
    names = (
        "Programme de mentorat inversé de la direction des achats 2027",
        "逆メンタリング 2027",
        "X",
    )
    for number in range(30):
        group = Group(f"{names[number % 3]} {number}", number % 5, number % 3, number % 4)
        group.written(tmp_path / f"country-{number % 4}/site-{number}")
    done = rmentor("portfolio", tmp_path, "--today", TODAY)
    lines = done.out.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines) <= 30 * (6 if width == 80 else 3) + 16
    assert len(re.findall(r"\d+/\d+ +\d+/\d+ +\d+ +\d+ +\d+", done.out)) == sum(
        bool(n % 5 or n % 3 or n % 4) for n in range(30)
    ) + 1  # fmt: skip


def test_figures_are_those_of_each_program_s_own_status(rmentor: Rmentor, folder: Path) -> None:
    """And sums are theirs, but for what is over."""
    found = _json(rmentor, folder)
    assert [each["folder"] for each in found["programs"]] == sorted(GROUPS)
    assert found["broken"] == [{"folder": "the broken one", "errors": 2}]
    sums: Counter[str] = Counter()
    for each in found["programs"]:
        root = folder / each["folder"]
        status = json.loads(rmentor("status", "--program", root, "--today", TODAY, "--json").out)
        states = Counter(pair["health"] for pair in status["pairs"])
        health = {
            "good": states["good"] + states["new"],
            "watch": states["watch"],
            "at-risk": states["at-risk"],
        }
        held = sum(pair["sessions"]["held"] for pair in status["pairs"])
        assert (each["health"], each["pairs"]) == (health, len(status["pairs"]))
        assert each["sessions"]["held"] == held
        assert [kpi["id"] for kpi in each["kpis"]["each"]] == [kpi["id"] for kpi in status["kpis"]]
        if each["phase"] != "over":
            sums.update(health)
            sums.update(programs=1, people=each["people"], held=held, paired=each["paired"])
    totals = found["totals"]
    assert {**totals["health"], "held": totals["sessions"]["held"]} == {
        name: sums[name] for name in ("good", "watch", "at-risk", "held")
    }
    assert [totals[name] for name in ("programs", "people", "paired")] == [
        sums[name] for name in ("programs", "people", "paired")
    ]


def test_who_is_asked_twice_and_which_sessions_clash_is_told_to_whoever_has_the_files(
    rmentor: Rmentor, folder: Path
) -> None:
    """Seven in Montréal is noon in Lyon, from the day on which both have changed their clocks."""
    found = _json(rmentor, folder)
    assert [each["email"] for each in found["shared"]] == [
        f"mentee{n}@lyon.example" for n in range(6)
    ]
    assert found["shared"][0]["places"] == [
        {"folder": "lyon", "id": "mentee0"},
        {"folder": "south/paris", "id": "mentee0"},
    ]
    # On 15 March only Montréal has: 7 o'clock there is noon here; on 29 March it is one o'clock.
    assert {each["start"] for each in found["clashes"]} == {"2027-03-15T11:00:00+00:00"}
    assert len(found["clashes"]) == 6
    shown = rmentor("portfolio", folder, "--today", TODAY).out
    words = " ".join(shown.split())
    assert "6 people take part in two programmes at once. 6 sessions of theirs clash" in words
    assert (
        "Mentee 0 Mon 15 March, 12:00 (Europe/Paris): Lyon, session 3 of Mentor 0 · Mentee 0"
        in words
    )
    assert "Mon 15 March, 07:00 (America/Montreal): Paris, session 3" in words


def test_a_page_adds_up_and_tells_of_no_few_people(rmentor: Rmentor, folder: Path) -> None:
    """Each figure of the last line is the sum of those above it that are told."""
    page = _page(rmentor, folder)
    *rows, sums = _rows(page)
    assert [row[0] for row in rows] == ["Lyon (lyon)", "Small", "Paris", "Next", "Lyon (old/2026)"]
    now = [row for row in rows if "(over)" not in row[1]]
    # Sessions are told of enough people; pairs where both groups are large; mentees likewise.
    for column in (2, 3, 4, 5, 6):
        told = [re.findall(r"^(\d+)(?: / (\d+))?$", row[column]) for row in now]
        expected = [sum(int(cell[0][part] or 0) for cell in told if cell) for part in (0, 1)]
        shown = [int(figure) for figure in re.findall(r"\d+", sums[column])]
        assert shown == expected[: len(shown)], column
    assert rows[0][2:7] == ["56", "23 / 28", "34 / 69", "12 / 23", "1 / 2"]
    assert rows[1][2:7] == ["…", "…", "…", "…", "0 / 1"]
    assert rows[2][2:7] == ["22", "10 / …", "18 / 30", "&gt; 5 / 10", "1 / 2"]
    assert "Paris**: some of its 10 pairs, fewer than 5, are at risk or to be watched." in page
    assert "Small**: too few people to tell here how its pairs do" in page
    assert "6 people take part in two programmes at once" in page


def test_a_page_does_not_count_a_few_who_take_part_twice(rmentor: Rmentor, folder: Path) -> None:
    """Nor all but a few of a program."""
    mails = {f"mentee{n}": f"mentee{n}@lyon.example" for n in range(4)}
    replace(PARIS, mails=mails).written(folder / "south/paris")
    page = _page(rmentor, folder)
    assert "- Some people take part in two programmes at once" in page
    assert "people take part in two programmes" not in page.replace("- Some people", "")


def test_a_page_names_nobody(rmentor: Rmentor, folder: Path) -> None:
    """No name, no id of a person or a pair, no address."""
    page = _page(rmentor, folder)
    assert not re.search(r"Mentor \d|Mentee \d|mentor\d|mentee\d|@|example", page)


def test_kpis_are_compared_where_they_are_the_same(rmentor: Rmentor, folder: Path) -> None:
    """Same id, unit and direction; "leaders" in people is another figure than in percent."""
    page = _page(rmentor, folder)
    section = page[page.index("## How do the KPIs stand?") :]
    assert [title for tag, title in headings(section) if tag == "h3"] == ["Leaders online", "KPIs of one programme"]  # fmt: skip
    same, own = section.split("### ")[1:]
    assert [line.split(" | ")[0] for line in same.splitlines()[4:6]] == ["| Lyon (lyon)", "| Paris"]
    assert "30% of the way" in same
    assert "**target reached**" in same
    assert "| Small | Leaders online | 20\xa0people |" in own
    assert "| Paris | Held |" in own


def test_links_lead_to_reports_that_may_be_handed_on(rmentor: Rmentor, folder: Path) -> None:
    """Whatever the folder is called; what is for the coordinator alone is not linked to."""
    odd = LYON.written(folder / "a (b) [c]" / "d_e é#f?")
    reports = ("sponsor.md", "program.md", "public/sponsor.md", "public/closing.md")
    (odd / "reports" / "public").mkdir(parents=True)
    for name in reports[:2]:
        (odd / "reports" / name).write_text("x", "utf-8")
    assert links(_page(rmentor, folder)) == []
    for name in reports[2:]:
        (odd / "reports" / name).write_text("x", "utf-8")
    found = [unquote(each) for each in links(_page(rmentor, folder))]
    assert found == [
        f"a (b) [c]/d_e é#f?/reports/public/{name}.md" for name in ("sponsor", "closing")
    ]
    assert all((folder / each).is_file() for each in found)
    programs = {each["folder"]: each for each in _json(rmentor, folder)["programs"]}
    assert programs["a (b) [c]/d_e é#f?"]["reports"] == ["program", "sponsor"]


def test_the_same_files_give_the_same_bytes(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the locale; --check says so, --dry-run writes nothing, and a clock is not asked."""
    write = ("portfolio", folder, "--today", TODAY, "--write", "portfolio.md")
    would = rmentor(*write, "--check")
    assert (would.code, "would change: portfolio.md" in would.err) == (1, True)
    assert rmentor(*write, "--dry-run").out.startswith("diff --git")
    assert not (folder / "portfolio.md").exists()
    page = _page(rmentor, folder)
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    # With an error in one program it ends with 1 in any case; what is said tells the two apart.
    assert "Rien ne changerait." in rmentor(*write, "--check").err
    assert _page(rmentor, folder) == page
    assert json.loads(rmentor(*write, "--json").out) == {"files": ["portfolio.md"], "changed": []}
    (folder / "portfolio.md").write_bytes(page.replace("\n", "\r\n").encode("utf-8-sig"))
    assert _page(rmentor, folder) == page


def test_a_page_speaks_as_most_programs_do(rmentor: Rmentor, tmp_path: Path) -> None:
    """--lang says otherwise."""
    for name, tongue in (("a", "fr"), ("b", "fr"), ("c", "en")):
        Group(well=6, language=tongue).written(tmp_path / name)
    assert _page(rmentor, tmp_path).splitlines()[1] == "# Nos programmes de mentorat inversé"
    assert _page(rmentor, tmp_path, "--lang", "en").splitlines()[1].startswith("# Our")


def test_rules_that_differ_are_told_as_they_are(rmentor: Rmentor, tmp_path: Path) -> None:
    """A page that tells of three people somewhere does not say that it tells of none fewer than five."""
    Group("A", risk=3, smallest=3).written(tmp_path / "a")
    Group("B", risk=5, smallest=5).written(tmp_path / "b")
    page = _page(rmentor, tmp_path)
    assert "nothing of fewer people than that programme allows: 3 to 5." in plain(page)
    assert "3 pairs are at risk" in page


def test_somebody_s_own_file_is_never_written_over(
    rmentor: Rmentor, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nor through a link, nor outside of the folder."""
    outside = tmp_path_factory.mktemp("outside") / "notes.md"
    outside.write_text("mine\n", "utf-8")
    (folder / "README.md").write_text("mine\n", "utf-8")
    (folder / "link.md").symlink_to(folder / "README.md")
    (folder / "out.md").symlink_to(outside)
    (folder / "gone.md").symlink_to(outside.with_name("new.md"))
    (folder / "a.md").mkdir()
    for name in ("README.md", "link.md", "out.md", "gone.md", "a.md"):
        done = rmentor("portfolio", folder, "--today", TODAY, "--write", name)
        assert done.code == 1, name
        assert "nothing was written" in done.err.replace("\n", " ") or "leads out" in done.err, name
    assert outside.read_text("utf-8") == (folder / "README.md").read_text("utf-8") == "mine\n"
    assert not outside.with_name("new.md").exists()


@pytest.mark.parametrize("name", ["../x.md", "/etc/x.md", "a/x.md", "x.html", ".x.md", ""])
def test_a_page_lies_in_the_folder_itself(rmentor: Rmentor, folder: Path, name: str) -> None:
    """So that its links are right."""
    assert rmentor("portfolio", folder, "--write", name).code == 2


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--commit"])
def test_how_to_write_is_refused_where_nothing_is_written(
    rmentor: Rmentor, folder: Path, option: str
) -> None:
    """Whoever forgets --write in CI must not read that all is well."""
    done = rmentor("portfolio", folder, option)
    assert (done.code, "--write" in done.err) == (2, True)


def test_a_folder_is_named_once(rmentor: Rmentor, folder: Path) -> None:
    """As DIR, or with --program as everywhere; two that differ are not guessed about."""
    both = rmentor("portfolio", folder, "--program", folder / "lyon")
    assert (both.code, "give one of them" in both.err) == (2, True)
    for named in ((folder,), ("--program", folder), (folder, "--program", folder)):
        done = rmentor("portfolio", *named, "--today", TODAY, "--json")
        assert len(json.loads(done.out)["programs"]) == len(GROUPS)


def test_one_broken_program_does_not_hide_the_others(
    rmentor: Rmentor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the command that shows its errors works from where one is."""
    monkeypatch.setenv("COLUMNS", "300")
    done = rmentor("portfolio", folder.name, "--today", TODAY, cwd=folder.parent)
    assert done.code == 1
    assert "the broken one has 2 errors; nothing can be told of it." in done.out
    assert f"→ rmentor check --program '{folder.name}/the broken one'" in done.out
    assert "Paris" in done.out
    assert (
        rmentor("check", "--program", f"{folder.name}/the broken one", cwd=folder.parent).code == 1
    )


def test_programs_are_found_below_and_nowhere_else(
    rmentor: Rmentor, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Not behind links, not in hidden folders, not among what a program has generated; up to six deep."""
    outside = Group("Outside", 6).written(tmp_path_factory.mktemp("outside"))
    (tmp_path / "linked").symlink_to(outside)
    there = ("a", "a/inner/program", "b/c/d/e/f/g")
    not_there = (".git/x", "a/reports/x", "a/journal/x", "b/c/d/e/f/g/h", "a/templates/x")
    for name in (*there, *not_there):
        Group(name, 1).written(tmp_path / name)
    found = _json(rmentor, tmp_path)
    assert [each["folder"] for each in found["programs"]] == list(there)
    itself = _json(rmentor, tmp_path / "a")
    assert [each["folder"] for each in itself["programs"]] == [".", "inner/program"]


def test_a_folder_without_programs_says_what_to_do(rmentor: Rmentor, tmp_path: Path) -> None:
    """Whether it is there or not."""
    for folder in (tmp_path, tmp_path / "gone"):
        done = rmentor("portfolio", folder)
        assert (done.code, done.out) == (2, "")
        assert "There is no program.yaml in" in done.err


def test_a_stranger_s_program_reads_nothing_outside_and_runs_nothing(
    rmentor: Rmentor, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A clone with links to secrets, and git settings and hooks that would run."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("name: TOP SECRET\n", "utf-8")
    Group("SECRET", 6).written(outside / "theirs")
    clone = GROUPS["lyon"].written(folder / "clone")
    (clone / "objectives.yaml").unlink()
    (clone / "objectives.yaml").symlink_to(outside / "secret.yaml")
    (clone / "inner").symlink_to(outside / "theirs")
    linked = folder / "linked"
    linked.mkdir()
    (linked / "program.yaml").symlink_to(outside / "theirs" / "program.yaml")
    (folder / "loop").symlink_to(folder)
    reports = clone / "reports"
    reports.mkdir()
    (reports / "public").symlink_to(outside)
    (outside / "sponsor.md").write_text("x", "utf-8")
    git = clone / ".git"
    (git / "hooks").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    sprung = outside / "sprung"
    (git / "config").write_text(f"[core]\n\tfsmonitor = touch {sprung}\n\tpager = touch {sprung}\n", "utf-8")  # fmt: skip
    before = sorted(outside.rglob("*"))
    shown = rmentor("portfolio", folder, "--today", TODAY)
    page = _page(rmentor, folder)
    assert sorted(outside.rglob("*")) == before
    for text in (shown.out, shown.err, page):
        assert "SECRET" not in text
    assert "clone has 1 error" in " ".join(shown.out.split())
    assert links(page) == []
    assert not sprung.exists()


def test_names_break_out_of_nothing(rmentor: Rmentor, tmp_path: Path) -> None:
    """Marks in a program's or a folder's name stay text, on the page and on a terminal."""
    name = '"| <b>x</b> [l](http://e.org) \\e[31m `c`"'
    Group(name, 6).written(tmp_path / "a|b`c")
    Group("Plain", 6).written(tmp_path / "plain")
    page = _page(rmentor, tmp_path)
    assert links(page) == []
    assert "| <b>x</b> [l](http://e.org)" in plain(page)
    assert [len(row) for row in _rows(page)][1] == 9
    shown = rmentor("portfolio", tmp_path, "--today", TODAY).out
    assert "\x1b" not in shown + page


def test_the_page_has_a_template_of_the_folder_s_own(rmentor: Rmentor, folder: Path) -> None:
    """Ejected into the folder of all programs, which is no program."""
    assert rmentor("template", "eject", "portfolio", cwd=folder).code == 0
    own = folder / "templates" / "portfolio.md"
    assert own.read_bytes() == template_text("portfolio.md").encode()
    page = _page(rmentor, folder)
    assert page == _page(rmentor, folder, name="other.md")
    assert "no difference" in rmentor("template", "diff", "portfolio", cwd=folder).err
    own.write_text("# Ours: {{ programs|length }} of {{ sums.pairs }}\n", "utf-8")
    assert _page(rmentor, folder).endswith("# Ours: 5 of 23\n")
    assert "+# Ours" in rmentor("template", "diff", "portfolio", cwd=folder).out
    assert rmentor("template", "show", "portfolio", cwd=folder).out.startswith("# Ours")
    assert rmentor("template", "eject", "portfolio", cwd=folder).code == 1
    own.write_text("{{ nobody }}\n", "utf-8")
    wrong = rmentor("portfolio", folder, "--write", "portfolio.md")
    assert wrong.code == 1
    assert "templates/portfolio.md:1:4" in wrong.err
    assert "Names here: today, programs" in wrong.err


def test_without_a_day_a_page_tells_what_needs_none(rmentor: Rmentor, tmp_path: Path) -> None:
    """And says what --today would add."""
    Group("A", 6).written(tmp_path / "a")
    replace(LYON, name="B").written(tmp_path / "b")
    done = rmentor("portfolio", tmp_path, "--write", "portfolio.md")
    assert (done.code, "Without --today" in done.err) == (0, True)
    page = (tmp_path / "portfolio.md").read_text("utf-8")
    assert "Sessions held |" in page
    assert [row[5] for row in _rows(page)] == ["–", "–", "–"]
