"""The page in the browser: what the command line does, for people who never type a command (docs/web.md).

It serves on this machine alone. `gate` decides who may ask at all, `routes` what is answered, `session` and
`work` what is done with files that were dropped, `pages` how it looks.
"""
