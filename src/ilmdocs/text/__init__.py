"""Pure text functions that several stages need; imports nothing of ours but the model and the errors."""
