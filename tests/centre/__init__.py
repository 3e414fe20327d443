"""Tests of a centre's settings."""
