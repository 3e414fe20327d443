"""Settings of the documentation site for Sphinx; `python docs/build.py` uses them."""

from __future__ import annotations

from ilmdocs import __version__

project = "ilmdocs"
author = "The ilmdocs maintainers"
version = release = __version__
language = "en-GB"
extensions = ["myst_parser"]
exclude_patterns = ["conf.py"]
highlight_language = "text"
myst_heading_anchors = 4
pygments_style = "default"
pygments_dark_style = "github-dark"

html_theme = "furo"
html_title = "ilmdocs"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0B5563",
        "color-brand-content": "#0B5563",
        "color-brand-visited": "#0B5563",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7FD0DE",
        "color-brand-content": "#7FD0DE",
        "color-brand-visited": "#7FD0DE",
    },
    "top_of_page_buttons": [],
    "footer_icons": [],
}
