"""What can go wrong in the world. Mistakes in people's files are findings, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that is said where somebody reads it, in that reader's language.

    Attributes:
        sentence: English, the key of its translation.
        fields: What it names; a remark among them is said likewise.
    """

    sentence: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return self.sentence % self.fields if self.fields else self.sentence


class RmentorError(Exception):
    """Something that rmentor cannot go on from; caught once, at the wall.

    Attributes:
        message: English sentence with ``%(name)s`` fields, the key of its translation.
        help: What to do about it, likewise; may be empty.
        args_by_name: Values of the fields.
        exit_code: What the process ends with.
    """

    message: ClassVar[str] = "Something went wrong."
    help: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **args_by_name: object) -> None:
        """Keep the values that the sentence names."""
        self.args_by_name = args_by_name
        super().__init__(self.message % args_by_name if args_by_name else self.message)


class NoProgram(RmentorError):
    """No program.yaml here or above."""

    message = "There is no program.yaml in %(folder)s or above it."
    help = "Go to your program's folder, name it with --program DIR, or make one: rmentor init"
    exit_code = 2


class NoPrograms(RmentorError):
    """No program.yaml here or below."""

    message = "There is no program.yaml in %(folder)s or below it."
    help = "Name the folder that your programs lie in: rmentor portfolio DIR"
    exit_code = 2


class TooManyFolders(RmentorError):
    """More folders than any repository of programs has."""

    message = "There are more than %(most)s folders in %(folder)s; a folder of programs has fewer."
    help = "Name the folder that your programs lie in: rmentor portfolio DIR"
    exit_code = 2


class AlreadyThere(RmentorError):
    """``init`` would overwrite a file."""

    message = "Already there: %(files)s; nothing was written."
    help = "Choose an empty folder: rmentor init DIR"
    exit_code = 1


class NotThePortfolio(RmentorError):
    """``portfolio --write`` would overwrite somebody's own file."""

    message = "%(file)s is somebody's own file, no portfolio; nothing was written."
    help = "Give the portfolio another name, or remove that file first."
    exit_code = 1


class AlreadyOurs(RmentorError):
    """``template eject`` would overwrite a template of the program's own."""

    message = "%(file)s is already there, and used instead of the built-in one."
    help = "To begin again from the built-in text, rename it first."


class Wrong(RmentorError):
    """A command's words are off: an unknown person, an unreadable file, a missing option."""

    message = "%(what)s"
    exit_code = 2


class Usage(RmentorError):
    """A command line that cannot be read."""

    message = "%(what)s"
    help = "See: %(command)s --help"
    exit_code = 2


class UnknownName(RmentorError):
    """No such person, pair, report or preset."""

    message = "There is no %(kind)s “%(name)s”."
    help = "%(hint)s"
    exit_code = 2


class Unready(RmentorError):
    """The program lacks something that this command needs."""

    message = "%(what)s"
    help = "%(hint)s"
    exit_code = 1


class ChangedMeanwhile(RmentorError):
    """A file is no longer what was read."""

    message = "%(file)s was changed by somebody else meanwhile; nothing was written."
    help = "Run the command again."


class Locked(RmentorError):
    """Another rmentor is writing."""

    message = "Another rmentor is writing to this program: %(who)s."
    help = "Wait until it has finished, then run the command again. If it runs no longer, remove .rmentor/lock."


class CannotWrite(RmentorError):
    """Disk full, folder read-only, a link that leads outside."""

    message = "%(file)s could not be written: %(why)s. Nothing was changed."


class CannotRead(RmentorError):
    """A file or folder whose content has to be known cannot be read."""

    message = "%(file)s could not be read: %(why)s. Nothing was changed."
    help = "Make it readable, or delete it where rmentor writes it again."


class NoMemory(RmentorError):
    """The machine has no room left for what the program's files hold."""

    message = "There is not enough memory for this; nothing was written."
    help = "Look which file is far larger than it should be, or use a machine with more memory."


class OutOfFolder(CannotWrite):
    """A path or link leads out of the program folder, or into git's own."""

    message = "%(file)s leads out of the program folder; nothing was written."
    help = "Files of a program stay in its folder: put the file itself in the place of the link."


class EditFailed(RmentorError):
    """An edit of a hand-written file did not give what was meant; the file is left alone."""

    message = "%(file)s could not be edited safely; it is unchanged."
    help = "Make this change by hand: %(change)s"


class GitMissing(RmentorError):
    """Git is not installed or refused."""

    message = "git could not do this: %(why)s"
    help = "Install git (https://git-scm.com), or put right what it says."


class CannotCommit(RmentorError):
    """Git would not commit here; found out before anything is written."""

    message = "Git cannot commit here: %(why)s. Nothing was written."
    help = "Put that right, or leave --commit away."


class NotCommitted(RmentorError):
    """Git refused a commit after the files were written."""

    message = "The files are written, but not committed: %(why)s"
    help = "Put that right and commit them with git, or take them back: git restore"


class NoHistory(RmentorError):
    """Git has nothing to tell of what a program was."""

    message = "There is no history to look at: %(why)s"
    help = "Everything else works without it. To begin one, in the program’s folder: git init, git add ., git commit"


class TemplateFailed(RmentorError):
    """A template of the program is wrong.

    Attributes:
        file: Such as ``templates/sponsor.md``.
        line: From 1, as are ``column`` and ``end``, the column after the last.
        excerpt: Text of the line.
        why: What is wrong.
        remedies: What to do, what helps most first.
    """

    message = "%(file)s, line %(line)s: %(why)s"
    help = "Names that this template may use: %(names)s"

    def __init__(
        self,
        *,
        file: str,
        line: int,
        column: int,
        end: int,
        excerpt: str,
        why: Remark,
        remedies: tuple[Remark, ...],
        names: str,
    ) -> None:
        """Keep what is wrong, where, and the ``names`` that could be used there."""
        super().__init__(file=file, line=line, why=why, names=names)
        self.file, self.line, self.column, self.end = file, line, column, end
        self.excerpt, self.why, self.remedies = excerpt, why, remedies

    @property
    def failures(self) -> tuple[TemplateFailed, ...]:
        """It alone."""
        return (self,)


class TemplatesFailed(RmentorError):
    """Several places in templates of the program are wrong; ``failures`` in the order of their files and lines."""

    message = "Mistakes in templates: %(n)s (%(files)s)"

    def __init__(self, failures: Iterable[TemplateFailed]) -> None:
        """Keep each place once, however many documents stumble over it."""
        places = {(each.file, each.line, each.column): each for each in failures}
        self.failures = tuple(places[place] for place in sorted(places))
        files = dict.fromkeys(each.file for each in self.failures)
        super().__init__(n=len(self.failures), files=", ".join(files))
