"""What an import would do, as plain values for ``--json``."""

from __future__ import annotations

from collections.abc import Sequence

from rmentor.intake.compare import Difference
from rmentor.intake.merge import Intake
from rmentor.intake.problems import Problem, remedy, told
from rmentor.intake.sheets import Sheet
from rmentor.language.catalogue import Language


def intake_json(
    sheet: Sheet, mapping_id: str, intake: Intake, language: Language
) -> dict[str, object]:
    """The import as one JSON document; people in the order of the sheet.

    Args:
        sheet: What was read.
        mapping_id: Entry of import.yaml that says how it was read.
        intake: What comes of it.
        language: Of messages.
    """
    return {
        "sheet": {
            "name": sheet.sheet or sheet.name,
            "rows": len(sheet.rows),
            "encoding": sheet.encoding or None,
            "delimiter": sheet.delimiter or None,
            "others": list(sheet.others),
            "mapping": mapping_id,
        },
        "columns": [
            {"header": column.header, "key": column.key, "how": column.how}
            for column in intake.columns
        ],
        "added": list(intake.added),
        "changed": [
            {
                "id": person,
                "changes": _values([each for each in intake.differences if each.person == person]),
            }
            for person in intake.changed
        ],
        "unchanged": list(intake.unchanged),
        "kept": [{"id": each.person, **_values([each])[0]} for each in intake.kept],
        "problems": problems_json(intake.problems, language),
    }


def problems_json(problems: Sequence[Problem], language: Language) -> list[dict[str, object]]:
    """Problems in the manner of the findings of ``check --json``; rows as people see them."""
    return [
        {
            "rows": list(problem.rows),
            "column": problem.column,
            "code": problem.code,
            "severity": "warning" if problem.is_note else "error",
            "message": told(problem, language),
            "help": remedy(problem, language),
        }
        for problem in problems
    ]


def _values(differences: Sequence[Difference]) -> list[dict[str, object]]:
    return [{"key": each.key, "before": each.before, "after": each.after} for each in differences]
