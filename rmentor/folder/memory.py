"""What the last folder said, file by file, to read the next one for the price of what changed.

History reads the same program hundreds of times, and from one commit to the next little is new. Files
are known again by their bytes. Only the last folder is remembered, so memory does not grow with the
length of a history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from rmentor.findings import Finding
from rmentor.folder.checks.documents import Documents
from rmentor.folder.checks.surveys import Known, Read, read_answers
from rmentor.folder.checks.table import CHECKS, Check, found_by
from rmentor.folder.schema.files import SHAPES, kind_of, validated
from rmentor.folder.yaml_load import Parsed, load_yaml
from rmentor.model.program import Program
from rmentor.model.surveys import Survey

# Fields of a program that come of each kind of file alone; the rest is program.yaml's, on which the
# others lean. A kind that is not here makes the whole program anew.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "participants": ("participants",),
    "objectives": ("objectives", "kpis"),
    "framework": ("framework",),
    "topics": ("topics",),
    "pairs": ("pairs",),
    "plan": ("plan",),
    "journal": ("journal",),
    "surveys": ("surveys", "answers"),
    "register": ("register",),
    "templates": (),
    "": (),
}


@dataclass(frozen=True, slots=True)
class _Watched(Documents):
    """Documents that note which kinds of files somebody looked at.

    Attributes:
        by_kind: Path and value of each file, by its kind.
        seen: What was looked at so far.
    """

    by_kind: Mapping[str, Sequence[tuple[str, Any]]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def of(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Path and value of each file of a kind."""
        self.seen.add(kind)
        return iter(self.by_kind.get(kind, ()))

    def ids_lost(self, kind: str) -> set[str]:
        """Ids that seem to stand in unreadable pieces of files of a kind."""
        self.seen.add(kind)
        return Documents.ids_lost(self, kind)

    def is_open(self, kind: str) -> bool:
        """Whether there are files of a kind of which nothing is known."""
        self.seen.add(kind)
        return Documents.is_open(self, kind)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a check found, and the kinds of files that it looked at."""

    findings: tuple[Finding, ...]
    seen: frozenset[str]


class Memory:
    """Remembers the folder that was read last; hand the same one to ``load`` again and again."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._parsed: dict[bytes, Parsed] = {}
        self._parsed_before: dict[bytes, Parsed] = {}
        self._shaped: dict[int, tuple[Parsed, BaseModel]] = {}
        self._shaped_before: dict[int, tuple[Parsed, BaseModel]] = {}
        self._documents: Documents | None = None
        self._said: dict[Check, _Said] = {}
        self._answers: dict[str, tuple[tuple[bytes, Survey, Known], Read]] = {}
        self._program: Program | None = None
        self._docs: Mapping[str, BaseModel] = {}
        self._files: Mapping[str, bytes] = {}

    def turn(self) -> None:
        """Begin with the next folder: forget what the one before the last said."""
        self._parsed_before, self._parsed = self._parsed, {}
        self._shaped_before, self._shaped = self._shaped, {}

    def parsed(self, content: bytes) -> Parsed:
        """Read YAML, or remember it."""
        found = self._parsed.get(content) or self._parsed_before.get(content)
        if found is None:
            found = load_yaml(content)
        self._parsed[content] = found
        return found

    def shaped(self, kind: str, parsed: Parsed) -> BaseModel:
        """Give a value its shape, or remember it.

        Raises:
            pydantic.ValidationError: With all mistakes at once.
        """
        known = self._shaped_before.get(id(parsed))
        # Two files with the same bytes are one value here, and may be of two kinds.
        if known is None or known[1].__class__ is not SHAPES[kind]:
            known = (parsed, validated(kind, parsed.value))
        self._shaped[id(parsed)] = known
        return known[1]

    def checked(self, documents: Documents) -> tuple[Finding, ...]:
        """Findings of all checks; one that looked only at what is unchanged says the same again."""
        changed = self._kinds_changed(documents)
        by_kind: dict[str, list[tuple[str, Any]]] = {}
        for path, value in documents.values.items():
            by_kind.setdefault(kind_of(path), []).append((path, value))
        said: dict[Check, _Said] = {}
        for check in CHECKS:
            known = self._said.get(check)
            if known is None or changed is None or known.seen & changed:
                watched = _Watched(
                    documents.values,
                    documents.lost,
                    documents.unread,
                    documents.catalogue,
                    by_kind,
                )
                known = _Said(found_by(check, watched), frozenset(watched.seen))
            said[check] = known
        self._documents, self._said = documents, said
        return tuple(finding for each in said.values() for finding in each.findings)

    def answered(self, file: str, data: bytes, survey: Survey, known: Known) -> Read:
        """Read the answers of a file, or remember them."""
        before = self._answers.get(file)
        if before is None or before[0] != (data, survey, known):
            before = ((data, survey, known), read_answers(file, data, survey, known))
        self._answers[file] = before
        return before[1]

    def _kinds_changed(self, now: Documents) -> frozenset[str] | None:
        """Kinds of files that do not say what they said; None: nothing is known of them."""
        before = self._documents
        if before is None:
            return None
        paths = {
            path
            for path in now.values.keys() | before.values.keys()
            if now.values.get(path, before) is not before.values.get(path, now)
            or now.lost.get(path) is not before.lost.get(path)
        }
        paths |= now.unread ^ before.unread
        return frozenset(map(kind_of, paths))

    def built(
        self,
        files: Mapping[str, bytes],
        docs: Mapping[str, BaseModel],
        build: Callable[[Mapping[str, BaseModel]], Program],
    ) -> Program:
        """Make the program: only what comes of the kinds of files that changed, the rest is known.

        Args:
            files: All files of the folder.
            docs: Documents without errors, by path.
            build: Makes a program of documents.
        """
        changed = self._changed(files, docs)
        if self._program is None or not changed <= _FIELDS.keys():
            made = build(docs)
        else:
            made = self._renewed(self._program, docs, changed, build)
        self._program, self._docs, self._files = made, dict(docs), files
        return made

    def _changed(self, files: Mapping[str, bytes], docs: Mapping[str, BaseModel]) -> frozenset[str]:
        """Kinds of files that are not what the last program was made of."""
        differ = {
            path
            for path in files.keys() | self._files.keys()
            if files.get(path) is not self._files.get(path)
            and files.get(path) != self._files.get(path)
        }
        differ |= {
            path
            for path in docs.keys() | self._docs.keys()
            if docs.get(path) is not self._docs.get(path)
        }
        return frozenset(map(kind_of, differ))

    def _renewed(
        self,
        before: Program,
        docs: Mapping[str, BaseModel],
        changed: frozenset[str],
        build: Callable[[Mapping[str, BaseModel]], Program],
    ) -> Program:
        """Take what changed from a program that is made of little else."""
        wanted = {
            path: doc
            for path, doc in docs.items()
            if path == "program.yaml"
            or (kind_of(path) in changed and not self._is_known_journal(path, doc))
        }
        part = build(wanted)
        renewed = {name: getattr(part, name) for kind in changed for name in _FIELDS[kind]}
        if "journal" in changed:
            whole = {**before.journal, **part.journal}
            pairs = {path: path.split("/")[-1].removesuffix(".yaml") for path in docs}
            kept = {pair for path, pair in pairs.items() if kind_of(path) == "journal"}
            renewed["journal"] = {pair: whole[pair] for pair in sorted(kept)}
        return replace(before, **renewed)

    def _is_known_journal(self, path: str, doc: BaseModel) -> bool:
        return kind_of(path) == "journal" and self._docs.get(path) is doc
