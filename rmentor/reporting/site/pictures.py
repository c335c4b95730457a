"""SVG pictures inside a page: no id twice, and their rules once for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PROLOGUE = re.compile(r"\A.*?(?=<svg[ >])", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>\s*", re.DOTALL)
_ID = re.compile(r'(?<=\sid=")[^"]+(?=")')
_NAMED = re.compile(r'(\saria-(?:labelledby|describedby)=")([^"]+)(?=")')
_LINKED = re.compile(r'(url\(#|href="#)(?=[^")]+[")])')


class Pictures:
    """Pictures of the reports, put into a page one after the other."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Take the pictures by path."""
        self._files = files
        self._rules: dict[str, None] = {}
        self._shown = 0

    def has(self, path: str) -> bool:
        """Whether there is a picture at ``path``."""
        return path in self._files

    def inline(self, path: str) -> str:
        """Element of the picture at ``path``, with ids that no picture before it has."""
        text = self._files[path]
        self._shown += 1
        mark = f"picture-{self._shown}-"
        for rules in _STYLE.findall(text):
            self._rules.setdefault(rules.strip())
        made = _STYLE.sub("", _PROLOGUE.sub("", text)).strip()
        made = _ID.sub(rf"{mark}\g<0>", made)
        made = _LINKED.sub(rf"\g<1>{mark}", made)
        return _NAMED.sub(lambda found: found[1] + _marked(found[2], mark), made)

    @property
    def styles(self) -> str:
        """Rules of all pictures so far."""
        return "\n".join(self._rules)


def _marked(ids: str, mark: str) -> str:
    return " ".join(mark + each for each in ids.split())
