"""How sessions get into the journal: options, prompts, an editor, a whole week."""
