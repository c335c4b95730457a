"""Which templates there are, what each may name, and which parts it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from rmentor.model.kits import KITS
from rmentor.reporting.sandbox import names_of

_INCLUDE = re.compile(r"""\{%-?\s*(?:include|import|from|extends)\s+['"]([^'"]+)['"]""")
_VIEWS = "rmentor.reporting.views."
# View that each template is given. Templates that begin with _ are parts of others, and name what those may.
_VIEW_OF = {
    "program.md": "program.ProgramView",
    "sponsor.md": "sponsor.SponsorView",
    "pair.md": "pair.PairView",
    "closing.md": "closing.ClosingView",
    "certificate.md": "certificate.CertificateView",
    **{f"{kit}.md": "kits.KitView" for kit in KITS},
    "portfolio.md": "portfolio.PortfolioView",
    "session.md": "session.SessionView",
    "survey.md": "forms.FormView",
    "survey.html": "forms.FormView",
    "invitation.txt": "mail.InvitationView",
    "reminder.txt": "reminder.ReminderView",
    "site.html": "site.SiteView",
}
TEMPLATES = tuple(_VIEW_OF)


def view_of(template: str) -> type | None:
    """View whose fields a template may name; None for parts of others."""
    if template not in _VIEW_OF:
        return None
    module, name = _VIEW_OF[template].split(".")
    found: type = getattr(import_module(_VIEWS + module), name)
    return found


def parts_of(template: str, text_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """Templates that one includes, and that those include, in the order in which they come.

    Args:
        template: Its name.
        text_of: Text of a template of that name, or None where there is none.
    """
    found: dict[str, None] = {}
    waiting = [template]
    while waiting:
        text = text_of(waiting.pop(0)) or ""
        for part in _INCLUDE.findall(text):
            if part not in found:
                found[part] = None
                waiting.append(part)
    found.pop(template, None)
    return tuple(found)


def names_for(template: str, text_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """Names that a template may use; for a part those that all may use that include it."""
    view = view_of(template)
    if view is not None:
        return names_of(view)
    users = users_of(template, text_of)
    known = [names_of(view) for each in users if (view := view_of(each)) is not None]
    return tuple(name for name in known[0] if all(name in each for each in known)) if known else ()


def users_of(part: str, text_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """Templates of documents that include a part, sooner or later."""
    return tuple(each for each in TEMPLATES if part in parts_of(each, text_of))
