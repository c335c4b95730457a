"""A small world for hostile tests: a program that uses everything, and things outside that nobody may touch."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.watch import Watch

TODAY = "2027-02-15"
PAIR = "ida--eva"
PEOPLE = "../people.csv"
ANSWERS = "../answers.csv"
CANARY = "canary-7f3a"
FILES: Mapping[str, str] = {
    "program.yaml": (
        "format: 1\nname: Hostile\nlanguage: en\ntimezone: Europe/Paris\ncountry: FR\nstart: 2027-01-11\n"
        "end: 2027-05-28\nsmallest_group: 2\ncoordinator: {name: HR, email: hr@example.org}\n"
        "sponsor: {name: Board, signed: 2026-12-01}\nclosed: [2027-05-03/2027-05-07]\n"
    ),
    "participants.yaml": (
        "participants:\n"
        "  - {id: ida, name: Ida, email: ida@example.org, role: mentor, volunteer: true, seniority: 1, department: IT,\n"
        "     offers: {linkedin: 5}, wants: {budgeting: 2}, capacity: 2, manager: eva}\n"
        "  - {id: una, name: Una, role: mentor, volunteer: true, seniority: 1, offers: {seo: 5}}\n"
        "  - {id: eva, name: Eva, email: eva@example.org, role: mentee, volunteer: true, seniority: 5, department: HR,\n"
        "     wants: {linkedin: 2, seo: 1}, offers: {budgeting: 4}, availability: [tue 09:00-18:00]}\n"
        "  - {id: kim, name: Kim, role: mentee, volunteer: true, seniority: 5, wants: {seo: 2, linkedin: 2}}\n"
    ),
    "participants/more.yaml": (
        "participants:\n"
        "  - {id: zoe, name: Zoe, role: mentee, volunteer: true, seniority: 6, wants: {our-crm: 3}}\n"
        "  - {id: sam, name: Sam, role: both, volunteer: true, seniority: 4, wants: {linkedin: 1}, offers: {our-crm: 5}}\n"
    ),
    "framework.yaml": (
        "sessions: 3\nminutes: 60\nevery: 2 weeks\nplace: Agora\n"
        "modules:\n  - {id: one, title: One, sessions: 3, topics: [linkedin]}\n"
        "agenda:\n  - {minutes: 20, title: Actions}\n  - {minutes: 40, title: 'Workshop: {{ topic.title }}'}\n"
        "events:\n  - {id: kickoff, title: Kick-off, kind: kickoff, for: all, minutes: 60, on: 2027-01-14 09:00}\n"
    ),
    "topics.yaml": "topics:\n  - {id: our-crm, title: Our CRM, group: own, levels: {1: Knows it, 3: Uses it}}\n",
    "objectives.yaml": (
        "objectives:\n  - {id: digital, title: On line, topics: [linkedin], kpis: [active]}\n"
        "kpis:\n  - {id: active, title: Active, unit: '%', baseline: 20, target: 70, "
        "readings: [{date: 2027-02-01, value: 30}]}\n  - {id: gain, computed: skill_gain, target: 1}\n"
    ),
    "pairs.yaml": (
        "pairs:\n"
        "  - {id: ida--eva, mentor: ida, mentees: [eva], topics: [linkedin], status: active, since: 2027-01-11}\n"
        "  - {id: una--kim, mentor: una, mentees: [kim], topics: [seo], status: paused, since: 2027-01-11,\n"
        "     pauses: [2027-02-08/2027-12-31]}\n"
    ),
    "register.yaml": (
        "ideas:\n  - {id: idea-one, idea: A charter, source: session, on: 2027-02-01, status: new}\n"
        "circle:\n  - {id: question-one, kind: question, what: What if, on: 2027-02-01}\n"
        "  - {id: decision-one, kind: decision, what: Begin with an exercise, on: 2027-02-01}\n"
        "quotes:\n  - {id: quote-one, text: I found my voice, who: ida, consent: 2027-02-01}\n"
        "trainings:\n  - {id: training-one, title: Teaching adults, who: [ida, una], minutes: 90, on: 2027-01-13}\n"
        "lessons:\n  - {id: lesson-one, kind: keep, what: The circle, on: 2027-02-01}\n"
    ),
    "journal/ida--eva.yaml": (
        "- session: 1\n  date: 2027-01-19\n  minutes: 60\n  topics: [linkedin]\n  pulse: {mentor: 5, mentee: 4}\n"
        "  levels: {eva: {linkedin: 2}}\n  actions: [{who: eva, what: A first post, due: 2027-02-02, done: false}]\n"
    ),
    "surveys/pulse.yaml": (
        "title: Pulse\naudience: [mentor, mentee]\nask: each\nitems:\n"
        "  - {id: useful, text: This session was useful.}\n  - {id: words, text: What else?, scale: text}\n"
    ),
    "surveys/pulse.csv": (
        "person,role,pair,session,date,useful,words\neva,mentee,ida--eva,1,2027-01-20,4,Fine\n"
        "ida,mentor,ida--eva,1,2027-01-20,5,\n"
    ),
    "templates/sponsor.md": "{% include 'rmentor/sponsor.md' %}\n",
    "notes.txt": "Somebody's own.\n",
}
OUTSIDE: Mapping[str, str] = {
    **{
        path: text.replace("Hostile", CANARY).replace("Ida", CANARY) for path, text in FILES.items()
    },
    "secret.yaml": f"participants:\n  - {{id: {CANARY}, name: {CANARY}, role: mentor}}\n",
    f"{CANARY}.yaml": f"- {{session: 1, date: 2027-01-19, topics: [{CANARY}]}}\n",
    f"{CANARY}.md": f"{CANARY}\n",
    f"{CANARY}.csv": f"person,role\n{CANARY},mentor\n",
    "program.ics": f"{CANARY}\n",
    "ida--eva.md": f"{CANARY}\n",
    "ida--eva/1.md": f"{CANARY}\n",
    "pairs/ida--eva.md": f"{CANARY}\n",
    "1.md": f"{CANARY}\n",
    "journal.json": '{"steps": [], "folders": []}',
}


@dataclass(frozen=True)
class World:
    """Where a hostile program lies, and what lies around it.

    Attributes:
        top: Folder that holds all.
        root: The program.
        outside: What nobody may read or write.
        home: Of the user; has a configuration of git.
        rooms: Empty folder for temporary files.
    """

    top: Path

    @property
    def root(self) -> Path:
        return self.top / "program"

    @property
    def outside(self) -> Path:
        return self.top / "outside"

    @property
    def home(self) -> Path:
        return self.top / "home"

    @property
    def rooms(self) -> Path:
        return self.top / "tmp"

    @property
    def sprung(self) -> Path:
        """File that anything that is executed makes."""
        return self.top / "sprung"

    def environment(self, **more: str) -> dict[str, str]:
        """Variables of a run."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TMPDIR": str(self.rooms),
            "GIT_CONFIG_NOSYSTEM": "1",
            "RMENTOR_LANG": "en",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "EDITOR": f"touch {self.sprung}",
            "PAGER": f"touch {self.sprung}",
            **more,
        }

    def surroundings(self) -> dict[str, tuple[int, int, int, int]]:
        """All that lies around the program and must stay so: mode, size, place on the disk and time of change."""
        found = {}
        for path in self._around():
            status = os.lstat(path)
            is_folder = stat.S_ISDIR(status.st_mode)
            kept = (status.st_size, status.st_ino, status.st_ctime_ns)
            found[path.removeprefix(f"{self.top}/")] = (
                status.st_mode,
                *((0, 0, 0) if is_folder else kept),
            )
        return found

    def _around(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self.top):
            if folder == str(self.top):
                folders[:] = [name for name in folders if name not in ("program", "fresh")]
            yield from (f"{folder}/{name}" for name in (*folders, *files))

    def canaries(self) -> list[str]:
        """Files of the program that hold what stands outside; links are not followed."""
        found = []
        for folder, _, files in os.walk(self.root):
            for name in files:
                path = Path(folder) / name
                is_own = path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1
                if is_own and CANARY.encode() in path.read_bytes():
                    found.append(path.relative_to(self.root).as_posix())
        return found

    def watch(self) -> Watch:
        """Watch who opens what outside."""
        return Watch(self.outside)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Put files into a folder."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def git(world: World, *words: str) -> str:
    """Run git for a test, in the program."""
    done = subprocess.run(
        ["git", *words],
        cwd=world.root,
        env=world.environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def make_world(top: Path) -> World:
    """Make the world; its program is in git, with two commits."""
    world = World(top)
    for folder in (world.root, world.outside, world.home, world.rooms):
        folder.mkdir(parents=True)
    write(world.root, FILES)
    write(world.outside, OUTSIDE)
    write(
        top,
        {
            "people.csv": "id,name,role,volunteer,wants\nnew,New One,mentee,yes,linkedin\nkim,Kim,mentee,yes,seo\n",
            "answers.csv": "person,role,pair,session,useful\nkim,mentee,una--kim,1,5\n",
        },
    )
    (world.home / ".gitconfig").write_text(
        "[user]\n\tname = Tester\n\temail = tester@example.org\n[init]\n\tdefaultBranch = main\n"
    )
    git(world, "init", "--quiet", "--template=")
    for message in ("Begin", "Go on"):
        git(world, "add", "--all")
        git(world, "commit", "--quiet", "--allow-empty", "-m", message)
        (world.root / "notes.txt").write_text("Somebody's own, still.\n")
    return world


def copy_of(world: World, top: Path) -> World:
    """A world of its own for a test that changes it."""
    shutil.copytree(world.top, top, symlinks=True)
    return World(top)
