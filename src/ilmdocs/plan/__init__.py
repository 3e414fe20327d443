"""A submission and a unit become the ordered list of parts, before anything is filled."""

from ilmdocs.plan.drafting import without_unusable_files
from ilmdocs.plan.portfolio import mark_sheets, plan_portfolio

__all__ = ["mark_sheets", "plan_portfolio", "without_unusable_files"]
