"""Tests of the charts: what is drawn, where it stands, what a reader finds."""
