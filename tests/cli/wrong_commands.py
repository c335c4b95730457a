"""Command lines that cannot be carried out in the small program of ``wrong_files``, or in one beside it.

Each is run in a folder of its own kind; none of them writes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rmentor import errors
from rmentor.errors import Remark
from rmentor.intake.refusals import NeedsReader, TooBig
from tests.cli.wrong_files import FILES, PAIRS, PEOPLE, PROGRAM

# Folder by its name: the files that differ from those of the small program; None takes one away.
FOLDERS: Mapping[str, Mapping[str, str | None]] = {
    "small": {},
    "empty": dict.fromkeys(FILES),
    "two": {
        **dict.fromkeys(FILES),
        "one/program.yaml": PROGRAM,
        "other/program.yaml": PROGRAM.replace("Small", "Other"),
        "own.md": "# Mine\n",
    },
    "newer": {"program.yaml": PROGRAM.replace("format: 1", "format: 9")},
    "formless": {"program.yaml": PROGRAM.replace("format: 1", "format: one")},
    "dateless": {
        "program.yaml": "name: Dateless\n",
        "plan.yaml": None,
        "journal/mia--eva.yaml": None,
    },
    "group": {
        "framework.yaml": "format: group\nsessions: 3\nminutes: 60\nevery: 2 weeks\n",
        "plan.yaml": None,
    },
    "paused": {
        "participants.yaml": PEOPLE.replace("Tom Berg,", "Tom Berg, status: paused,")
        .replace("Leo Dias,", "Leo Dias, status: left,")
        + "  - {id: tom-two, name: Tom Berger, role: mentee, status: applied}\n",
        "pairs.yaml": PAIRS.replace("[linkedin], since: 2027-01-11}", "[linkedin], status: paused, "
                                    "since: 2027-01-11, until: 2027-02-26, pauses: [2027-02-01/2027-02-12]}"),
    },
    "several": {
        "pairs.yaml": PAIRS.replace("status: ended, reason: time, since: 2027-01-11, until: 2027-02-26",
                                    "since: 2027-01-11"),
    },
    "completed": {
        "pairs.yaml": PAIRS.replace("[linkedin], since: 2027-01-11}",
                                    "[linkedin], status: completed, since: 2027-01-11, until: 2027-02-26}"),
    },
    "waiting": {
        "participants.yaml": PEOPLE.replace("Mia Rossi,", "Mia Rossi, status: paused,"),
        "pairs.yaml": PAIRS.replace("[linkedin], since: 2027-01-11}",
                                    "[linkedin], status: paused, since: 2027-01-11, until: 2027-02-26}"),
    },
    "unheld": {
        "pairs.yaml": PAIRS.replace("[linkedin], since: 2027-01-11}",
                                    "[linkedin], since: 2027-01-11, pauses: [2027-02-01/2027-02-12]}"),
        "plan.yaml": None,
        "journal/mia--eva.yaml": None,
    },
    "best": {"participants.yaml": "".join(PEOPLE.splitlines(keepends=True)[:3]), "pairs.yaml": "pairs:\n" + PAIRS.splitlines()[2], "plan.yaml": None, "journal/mia--eva.yaml": None},
    "empty-aims": {"objectives.yaml": "kpis: []\n"},
    "template": {"templates/sponsor.md": "# {{ program.nmae }}\n"},
    "loop": {"templates/sponsor.md": "# {% for x in program %}\n"},
    "learnt": {
        "register.yaml": "ideas: [{id: calm, idea: A calm room}]\n"
        "quotes: [{id: seen, who: mia, text: I see more}]\n",
    },
}  # fmt: skip
SHEETS: Mapping[str, bytes] = {
    "wide.csv": b"name,role\n" + b"," * 5_000 + b"x\n",
    "torn.csv": b'name,role\nA,"b\n',
    "old.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    "broken.xlsx": b"PK\x03\x04" + b"\0" * 60,
    "picture.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
    "people.csv": "Nom;Rôle;Niveau;Sujets enseignés;Courriel\nZoé;chef;directrice;linkedn;zoe@\n;mentor;2;;\n".encode(),
    "week.csv": b"couple,session,state\nmia,2,held\n",
    "rows.csv": b"pair,session,state,minutes\nmia--evo,2,held,60\nmia--eva,1,held,60\nmia--eva,2,hold,long\n",
    "book.xlsx": (Path(__file__).parents[1] / "intake" / "data" / "applications.xlsx").read_bytes(),
    "again.csv": b"pair,session,state,date\nmia--eva,1,cancelled,2027-01-12\n",
    "answers.csv": b"person,role,pair,session,useful,usefull\nnobody,mentee,mia--eva,1,4,\neva,mentee,mia--eva,1,9,\n",
}

# Folder and command line; ``{sheets}`` is where the sheets lie.
COMMANDS: tuple[tuple[str, str], ...] = (
    # What cannot be read of a command line.
    ("small", "pai"),
    ("small", "pair --anwe"),
    ("small", "explain"),
    ("small", "add participant --name"),
    ("small", "pair --anew=yes"),
    ("small", "pair --keep many"),
    ("small", "pair --keep -1"),
    ("small", "add training Talk --who all --minutes 20000"),
    ("small", "report --port 99999"),
    ("small", "pair mia eva"),
    ("small", "report --today 01/03/2027"),
    ("small", "report --watch --check"),
    # Where there is no program, or several.
    ("empty", "check"),
    ("empty", "portfolio"),
    ("two", "check one/program.yaml other/program.yaml --json"),
    ("two", "portfolio . --lang de"),
    ("two", "portfolio . --write a/b/c.txt"),
    ("two", "portfolio . --write own.md"),
    ("two", "portfolio . --check"),
    ("two", "portfolio one --program other"),
    ("small", "init ."),
    ("small", "init new --preset modern"),
    ("small", "init new --lang de"),
    ("small", "init new --from . --sample"),
    ("newer", "migrate"),
    ("formless", "migrate"),
    # People and sheets.
    ("small", "explain mai eva"),
    ("small", "explain nobody-like-this"),
    ("small", "add participant --no-input"),
    ("small", "add participant --name Zoe --role both --set seniority"),
    ("small", "import {sheets}/none.csv"),
    ("small", "import {sheets}"),
    ("small", "import {sheets}/wide.csv"),
    ("small", "import {sheets}/torn.csv"),
    ("small", "import {sheets}/old.xls"),
    ("small", "import {sheets}/broken.xlsx"),
    ("small", "import {sheets}/picture.csv"),
    ("small", "import {sheets}/book.xlsx --sheet People"),
    ("small", "import {sheets}/people.csv"),
    ("small", "import {sheets}/people.csv --map Nom"),
    # Pairing.
    ("small", "pair --rematch mia--evo"),
    (
        "small",
        "pair --what-if 'mia=mia; without mia; not mia; with mia mia; with nobody eva; aim total; aim fair'",
    ),
    ("group", "pair --prices"),
    ("small", "add pair mia mia"),
    ("small", "add pair mia eva"),
    ("small", "add pair mia tom"),
    ("small", "add pair mia tom --end leo--tom"),
    ("small", "add pair leo eva --end mia--eva --topics linkedn"),
    ("small", "add pair tom leo"),
    ("paused", "add pair mia tom"),
    ("paused", "add pair leo eva"),
    # Planning and logging.
    ("dateless", "plan"),
    ("small", "log"),
    ("small", "log mia --held --cancelled"),
    ("small", "log mia --edit --held"),
    ("small", "log mia --edit --today 2027-03-01"),
    ("small", "log mia --held --for-good"),
    ("small", "log mia --form"),
    ("small", "log mia --today 2027-03-01"),
    ("several", "log i --held --today 2027-03-01"),
    ("small", "log mia --session 9 --held --today 2027-03-01"),
    ("small", "log mia --session 3 --held --date 2027-03-09 --today 2027-03-01"),
    ("small", "log mia --session 2 --held --date 2027-01-08 --today 2027-03-01"),
    ("small", "log leo--tom --session 2 --held --date 2027-03-01 --today 2027-03-01"),
    ("small", "log mia --held --because work --to '2027-03-04 12:00' --today 2027-03-01"),
    ("small", "log mia --cancelled --minutes 30 --today 2027-03-01"),
    ("small", "log mia --moved --date 2027-01-26 --to '2027-01-20 12:00' --today 2027-03-01"),
    ("small", "log mia --moved --to '2027-09-20 12:00' --today 2027-03-01"),
    ("small", "log mia --held --action Publish --pulse high --level more --today 2027-03-01"),
    (
        "small",
        "log mia --held --date 2027-01-26 --action 'eva: Read @2027-01-20' --today 2027-03-01",
    ),
    ("small", "log mia --done 9 --today 2027-03-01"),
    ("small", "log mia --done publish --today 2027-03-01"),
    ("small", "log leo--tom --held --today 2027-03-01"),
    ("small", "log --from {sheets}/week.csv --today 2027-03-01"),
    ("small", "log --from {sheets}/again.csv --today 2027-03-01"),
    ("small", "log --from {sheets}/rows.csv --today 2027-03-01"),
    # Surveys.
    ("small", "survey puls"),
    ("small", "survey something-else"),
    ("small", "survey pulse --for boss"),
    ("small", "survey pulse --output journal"),
    ("small", "survey pulse --output ../elsewhere"),
    ("small", "survey import pulse {sheets}/answers.csv --today 2027-03-01"),
    ("small", "survey import pulse {sheets}/answers.csv --dates y"),
    # Figures, and what goes on and ends.
    ("small", "kpis atcive"),
    ("small", "kpis something-else"),
    ("small", "add reading atcive 35"),
    ("empty-aims", "add reading active 35"),
    ("small", "add reading gain 1"),
    ("small", "add reading active many"),
    ("small", "add reading posts 35%"),
    ("small", "add reading plain 35%"),
    ("small", "add reading active 30 --today 2027-02-01"),
    ("small", "end mia --completed --reason time"),
    ("small", "end mia --for eva"),
    ("small", "end mia--eva --reason tmie"),
    ("small", "end mia--eva --reason time --today 2027-01-04"),
    ("unheld", "end mia--eva --reason time --on 2027-01-05 --today 2027-03-01"),
    ("small", "end mia--eva --reason time --on 2027-04-01 --today 2027-03-01"),
    ("completed", "end mia--eva --reason time --today 2027-03-01"),
    ("small", "pause mia--eva --wait"),
    ("unheld", "pause mia--eva --from 2027-02-10 --until 2027-02-01 --today 2027-03-01"),
    ("unheld", "pause mia--eva --from 2027-01-20 --today 2027-03-01"),
    ("paused", "resume mia--eva --on 2027-02-20 --today 2027-03-01"),
    ("paused", "resume leo--tom --today 2027-03-01"),
    ("paused", "pause leo"),
    ("paused", "pause tom-two"),
    ("paused", "pause tom-b"),
    ("waiting", "resume mia--eva --today 2027-03-01"),
    ("small", "step mia jump"),
    ("small", "step mia call --for leo"),
    ("small", "remind --sent"),
    # What was learnt.
    ("learnt", "add idea ''"),
    ("learnt", "add idea 'A calm room'"),
    ("learnt", "set idea clam --status adopted"),
    ("learnt", "set idea anything-else --status adopted"),
    ("learnt", "set idea calm"),
    ("learnt", "set quote seen --consent 2027-03-01 --withdraw"),
    ("learnt", "add training Talk --who ,"),
    ("learnt", "add decision Shorter --kit mentr-kit"),
    ("learnt", "add decision Shorter --kit none"),
    ("learnt", "register idaes"),
    # Reports, pictures, templates, schemas.
    ("small", "report sponser"),
    ("small", "report pair --public"),
    ("template", "report sponsor --today 2027-03-01"),
    ("loop", "report sponsor --today 2027-03-01"),
    ("small", "picture kpi"),
    ("small", "picture something-else"),
    ("small", "picture score"),
    ("small", "picture score mai--eva"),
    ("small", "picture score mia--eva --public"),
    ("small", "picture sessions --output ../out.svg"),
    ("small", "picture satisfaction"),
    ("best", "picture moves"),
    ("best", "picture moves --what-if 'aim total'"),
    ("small", "picture kpis --what-if 'aim fair'"),
    ("small", "picture moves --what-if 'aim fair' --from HEAD"),
    ("small", "template show sponser.md"),
    ("template", "template eject sponsor.md"),
    ("small", "schema programme"),
    # Git.
    ("small", "history"),
    ("small", "diff A..B..C D"),
    ("small", "pair --anew --commit"),
    # Rights.
    ("small", "export"),
    ("small", "export --pseudonyms out"),
    ("small", "export mia --key k.txt"),
    ("small", "export --pseudonyms {sheets}/new --key k.txt"),
    ("small", "export --pseudonyms {sheets}/new --key {sheets}/k.txt"),
    ("small", "export mia --output inside"),
    ("small", "export mia --output {sheets}"),
    ("small", "forget mia --pseudonym --remove"),
    ("small", "forget mia"),
)

# What a disk, another process or git brings about, as it is raised.
OF_THE_WORLD: tuple[errors.RmentorError, ...] = (
    errors.ChangedMeanwhile(file="pairs.yaml"),
    errors.CannotWrite(file="pairs.yaml", why="No space left on device"),
    errors.CannotRead(file="calendars/mia.ics", why=errors.Remark("it is too large")),
    errors.EditFailed(file="pairs.yaml", change="pairs / mia--eva / status: paused"),
    errors.GitMissing(why=Remark("git is not installed")),
    errors.Locked(who="rmentor plan"),
    errors.CannotWrite(
        file="b.yaml", why=Remark("it is the same file as %(other)s", {"other": "a.yaml"})
    ),
    errors.NoMemory(),
    NeedsReader(file="people.xlsx"),
    TooBig(file="people.csv", megabytes=64),
    errors.TooManyFolders(folder="/", most=100_000),
)
