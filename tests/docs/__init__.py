"""The documentation: the site, its reference, its examples and the guides."""
