"""Pure text functions that several stages share. Imports nothing of ours but `model`."""
