"""What would close the gap: the smallest set of additions that makes a unit ready (docs/report.md)."""

from ilmdocs.gap.needs import Need, needs_of
from ilmdocs.gap.wording import additions_of

__all__ = ["Need", "additions_of", "needs_of"]
