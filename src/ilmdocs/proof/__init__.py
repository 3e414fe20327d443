"""What the writer of a portfolio and its prover agree on.

The page digest, the manifest's shape, and where a citation stands on a page. `assemble` writes them into
the file, `verify` works them out again from the finished bytes; neither imports the other.
"""
