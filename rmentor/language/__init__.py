"""French and English: sentences, dates and typography. The language is an argument, never a global."""
