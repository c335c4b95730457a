"""From the sheets that people have to participants: read, map, merge; nothing is written here."""
