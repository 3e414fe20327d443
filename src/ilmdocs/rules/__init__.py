"""A submission and its plans become findings and readiness; every requirement is a rule of a unit file."""

from ilmdocs.rules.context import LOW_SCORE, CheckContext, CheckResult
from ilmdocs.rules.engine import check
from ilmdocs.rules.goals import aims_of
from ilmdocs.rules.requirements import required_fields, used_fields

__all__ = ["LOW_SCORE", "CheckContext", "CheckResult", "aims_of", "check", "required_fields", "used_fields"]
