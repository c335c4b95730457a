"""From the sheets that people have to participants, and to answers; nothing is written here.

A command reads a sheet (``sheets.read_sheet``), takes the mapping of its columns from import.yaml or
guesses it (``memory.remembered``, ``columns.mapping_for``) and shows or lands what ``merge.merge``
would change. Of answers to surveys, ``answer_desk`` is the door.
"""
