"""Tests of the anonymised copies."""
