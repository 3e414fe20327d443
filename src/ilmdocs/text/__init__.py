"""Pure text functions that several stages need. Imports `model` alone."""
