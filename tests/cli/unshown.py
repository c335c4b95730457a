"""Sentences that the golden files of errors do not show, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

_NO_ERROR = "said by a command that goes on"
_ELSEWHERE = "needs git's history: tests/history and tests/journey/test_history.py"
_GIT = "stands in the place of “git is not installed”, which is shown"
_ON_THE_WAY = "the program is checked before, so only a program made in memory gets here"
_TEMPLATE = "shown as an excerpt with its remedies, not as this sentence"
_MOMENT = (
    "needs a port taken, a folder half-written or a file of another's, which only a race makes"
)
_MANY = "needs more than 10,000 people"
_WAY = "no two formats exist yet between which there is no way"

# Codes of findings.
CODES: Mapping[str, str] = {
    "span-form": _ON_THE_WAY,
}

# English sentences.
UNSHOWN: Mapping[str, str] = {
    "%(file)s cannot be read: %(why)s": _MOMENT,
    "%(id)s began on %(day)s, after that day.": _ON_THE_WAY,
    "%(name)s is over already.": _NO_ERROR,
    "%(name)s is paused already.": _NO_ERROR,
    "A run of rmentor was cut off while it wrote to %(folder)s.": _MOMENT,
    "Begin a mentoring program": _NO_ERROR,
    "Draw %(name)s": _NO_ERROR,
    "Forget %(name)s? This cannot be taken back.": _NO_ERROR,
    "Forget a participant": _NO_ERROR,
    "It includes %(parts)s, which still ship with rmentor: eject those too to change them.": _NO_ERROR,
    "It includes %(parts)s, which still ships with rmentor: eject it too to change it.": _NO_ERROR,
    "Let it finish first: rmentor check --program %(folder)s": _MOMENT,
    "Made a git repository in %(folder)s": _NO_ERROR,
    "Make the template %(name)s our own": _NO_ERROR,
    "Name a commit, a branch or a tag: HEAD~3, main, v1.0": _ELSEWHERE,
    "Mistakes in templates: %(n)s (%(files)s)": _TEMPLATE,
    "Names that this template may use: %(names)s": _TEMPLATE,
    "No public holidays are known for the country “%(country)s” (%(person)s).": _ON_THE_WAY,
    "No report holds it any more, once they are written again: rmentor report. The history of git and "
    "printed copies still have it.": _NO_ERROR,
    "Nobody has changed mentor since %(revision)s.": _ELSEWHERE,
    "None of these files belongs to a program.": _NO_ERROR,
    "Port %(port)s cannot be used: %(why)s": _MOMENT,
    "Prices are told up to 10,000 mentors and 10,000 mentees.": _MANY,
    "So many people take part that the price of each choice is not worked out.": _MANY,
    "Read them with the rmentor that wrote them, and see its notes on the next release.": _WAY,
    "There is no way from format %(format)d to format %(newest)d.": _WAY,
    "Write it as an ISO code, such as FR or FR-57, or leave it out.": _ON_THE_WAY,
    "Write the portfolio": _NO_ERROR,
    "git is not installed.": _GIT,
    "Name a later commit.": _ELSEWHERE,
    "Nobody changed mentor in %(revision)s.": _ELSEWHERE,
    "There was no program yet in %(revision)s.": _ELSEWHERE,
    "The files are written, but not committed: %(why)s": _MOMENT,
    "Put that right and commit them with git, or take them back: git restore": _MOMENT,
    "a merge is under way (git merge --abort ends it)": _GIT,
    "it has not been told who you are (git config --global user.email)": _GIT,
    "it is not installed (https://git-scm.com)": _GIT,
    "it is told to ignore these files": _GIT,
    "not a git repository, or one of other files than these": _GIT,
    "nothing has changed since the last commit": _GIT,
    "the object %(name)s is broken": _GIT,
    "neither commit holds this program.": _ELSEWHERE,
    "these two commits have no ancestor in common.": _ELSEWHERE,
}
