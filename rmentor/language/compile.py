"""Merge the French fragments into one compiled catalogue: ``python -m rmentor.language.compile``.

Needs Babel; only developers run it. A test says that the compiled file is current.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

FRAGMENTS = Path(__file__).with_name("fr")


def compiled() -> bytes:
    """Bytes of the catalogue that the fragments give, in any order of fragments.

    Raises:
        ValueError: Two fragments translate one sentence differently.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale="fr", header_comment="", fuzzy=False)
    seen: dict[object, object] = {}
    for fragment in sorted(FRAGMENTS.glob("*.po")):
        with fragment.open("rb") as file:
            for message in read_po(file, locale="fr", abort_invalid=True):
                if not message.id or not message.string:
                    continue
                key = (message.id, message.context)
                if seen.setdefault(key, message.string) != message.string:
                    raise ValueError(f"{fragment.name}: two translations of {message.id!r}")
                merged.add(message.id, message.string, context=message.context)
    merged.creation_date = merged.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, merged)
    return out.getvalue()


if __name__ == "__main__":
    FRAGMENTS.joinpath("rmentor.mo").write_bytes(compiled())
