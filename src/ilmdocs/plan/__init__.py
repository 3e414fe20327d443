"""A submission and a unit become the ordered list of parts, before anything is filled."""

from ilmdocs.plan.portfolio import plan_portfolio

__all__ = ["plan_portfolio"]
