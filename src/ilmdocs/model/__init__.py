"""Plain frozen values that travel between the stages. Imports nothing else of ours."""
