"""Who owes what, and the notes about it."""
