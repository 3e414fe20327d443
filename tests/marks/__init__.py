"""Marks workbooks, outcomes and mark sheets."""
