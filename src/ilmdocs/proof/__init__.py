"""What the writer of a portfolio and its prover agree on: the page digest and the manifest's shape.

`assemble` writes both into the file, `verify` works both out again. They share nothing else.
"""
