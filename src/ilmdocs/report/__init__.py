"""Results as text for people and as data for programs. Prints nothing itself."""
