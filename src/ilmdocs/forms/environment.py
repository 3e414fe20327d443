"""The template engine, closed: escaping on, sandboxed, and an unknown field is an error."""

from __future__ import annotations

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ilmdocs.forms.marks import finalise

_MARKUP_FILTERS = ("safe", "xmlattr", "tojson", "urlize", "striptags", "forceescape", "e", "escape")
"""Filters that return ready-made markup: with them a template could let data through unescaped."""


def closed_environment() -> ImmutableSandboxedEnvironment:
    """An environment in which data stays data.

    Values are escaped (without that the format loses everything after an `&` or `<`), a misspelt field
    raises instead of printing nothing, and a hostile template reaches neither Python nor the files.
    """
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=finalise, keep_trailing_newline=True
    )
    for name in _MARKUP_FILTERS:
        environment.filters.pop(name, None)
    environment.globals = {}
    return environment
